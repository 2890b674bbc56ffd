package trafficinsights.ui.warehouse;

import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.explore.ExploreWatch;
import trafficinsights.model.warehouse.DoctorReport;
import trafficinsights.model.warehouse.DoctorStep;
import trafficinsights.model.warehouse.DoctorWatch;
import trafficinsights.run.push.DoctorText;

/// The doctor's steps as they come. FX thread, but for what [#watch] gives away.
final class DoctorModel {
    private final Executor fx;
    private final BooleanSupplier isWorking;
    private final ObservableList<DoctorStep> steps = FXCollections.observableArrayList();
    private final ReadOnlyStringWrapper asking = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<@Nullable DoctorReport> found =
            new ReadOnlyObjectWrapper<>();

    /// @param isWorking whether an examination is still wanted; asked on the FX thread
    DoctorModel(Executor fx, BooleanSupplier isWorking) {
        this.fx = fx;
        this.isWorking = isWorking;
    }

    void clear() {
        steps.clear();
        asking.set("");
        found.set(null);
    }

    void take(DoctorReport report) {
        asking.set("");
        steps.setAll(report.steps());
        found.set(report);
    }

    /// Who hears of the steps; to be used on the thread that asks for it.
    DoctorWatch watch(ExploreWatch progress) {
        Thread examining = Thread.currentThread();
        return new DoctorWatch() {
            @Override
            public void asking(int step, int count, String title) {
                progress.at(title, (double) step / count);
                tell(() -> asking.set(title));
            }

            @Override
            public void done(DoctorStep step) {
                tell(() -> {
                    asking.set("");
                    steps.add(step);
                });
            }

            // A cancelled examination still ends its step; nobody wants to hear of it.
            private void tell(Runnable change) {
                if (!examining.isInterrupted()) {
                    fx.execute(() -> {
                        if (isWorking.getAsBoolean()) {
                            change.run();
                        }
                    });
                }
            }
        };
    }

    /// What was found, as text; empty before. No secret is in it.
    String diagnosis() {
        DoctorReport report = found.get();
        return report == null ? "" : String.join("\n", DoctorText.lines(report)) + "\n";
    }

    /// The steps that are done.
    ObservableList<DoctorStep> steps() {
        return steps;
    }

    /// The step that is being asked; empty for none.
    ReadOnlyStringProperty askingProperty() {
        return asking.getReadOnlyProperty();
    }

    /// Null before the doctor was asked.
    ReadOnlyObjectProperty<@Nullable DoctorReport> foundProperty() {
        return found.getReadOnlyProperty();
    }
}
