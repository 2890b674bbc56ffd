package trafficinsights.ui.health;

import trafficinsights.run.base.QueueLength;

/// What the shell and the panels know of the program's health. Called while the panel shows, on a
/// thread of its own: nothing here may touch a node.
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

    /// How long the last preview of an edited scenario took to make and draw; `NaN` before the
    /// first.
    double previewMillis();

    /// Measured batches of the run that wait.
    QueueLength waitingBatches();

    /// Lines of a held run that wait.
    long waitingLines();

    /// Tasks at work, of as many as can be at once.
    QueueLength tasks();

    /// Batches in the outbox of the chosen warehouse.
    long outbox();

    /// Tasks and runs that failed since the window opened.
    int failures();

    /// What failed last; empty for nothing.
    String lastFailure();
}
