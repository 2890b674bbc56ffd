package trafficinsights.ui.health;

/// What the shell and the panels know of the program's health. Called once a second while the panel
/// shows, on a thread of its own: nothing here may touch a node.
public interface HealthSource {
    /// From the start of the program to the first frame of its window; `NaN` while unknown.
    double startMillis();

    /// Of the run at hand; `NaN` while none works.
    double rowsPerSecond();

    /// Whether the run at hand is held to the pace of its own time, or paused.
    boolean isPaced();

    /// Of the last query in Explore; `NaN` before the first.
    double lastQueryMillis();

    /// How long the last picture of Live took to make; `NaN` before the first.
    double pictureMillis();

    /// Lines of a held run, and batches in the outbox of the chosen warehouse.
    long waiting();

    /// Tasks and runs that failed since the window opened.
    int failures();

    /// What failed last; empty for nothing.
    String lastFailure();
}
