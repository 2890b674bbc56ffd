package trafficinsights.model.warehouse;

/// Who hears of an examination while it goes on; called on the thread that examines.
public interface DoctorWatch {
    DoctorWatch NONE =
            new DoctorWatch() {
                @Override
                public void asking(int step, int steps, String title) {}

                @Override
                public void done(DoctorStep step) {}
            };

    /// @param step from 0
    /// @param steps in all
    /// @param title for people
    void asking(int step, int steps, String title);

    /// Skipped steps are told as well.
    void done(DoctorStep step);
}
