package trafficinsights.ui.shell;

import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import javafx.collections.ListChangeListener;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.warehouse.WarehouseProfile;
import trafficinsights.run.base.QueueLength;
import trafficinsights.run.base.Run;
import trafficinsights.run.base.RunProgress;
import trafficinsights.run.push.Warehouses;
import trafficinsights.run.spec.RunSpec;
import trafficinsights.ui.common.CurrentRun;
import trafficinsights.ui.common.TaskList;
import trafficinsights.ui.common.TaskList.Task;
import trafficinsights.ui.common.work.Work.End;
import trafficinsights.ui.health.HealthSource;

/// What the frame knows of the program's health. Written on the FX thread, read by the panel's
/// clock.
final class ShellHealth implements HealthSource {
    private static final String EXPLORE = "Explore";

    private final DoubleSupplier startMillis;
    private final DoubleSupplier pictureMillis;
    private final DoubleSupplier previewMillis;
    private final Supplier<@Nullable WarehouseProfile> warehouse;
    private volatile @Nullable RunProgress progress;
    private volatile @Nullable RunSpec spec;
    private volatile @Nullable Run run;
    private volatile double queryMillis = Double.NaN;
    private volatile QueueLength tasks = QueueLength.NONE;
    private volatile int failures;
    private volatile String lastFailure = "";

    /// @param startMillis of the window; any thread
    /// @param pictureMillis of Live; any thread
    /// @param previewMillis of Generate; any thread
    /// @param warehouse the chosen profile; any thread
    ShellHealth(
            CurrentRun current,
            TaskList tasks,
            DoubleSupplier startMillis,
            DoubleSupplier pictureMillis,
            DoubleSupplier previewMillis,
            Supplier<@Nullable WarehouseProfile> warehouse) {
        this.startMillis = startMillis;
        this.pictureMillis = pictureMillis;
        this.previewMillis = previewMillis;
        this.warehouse = warehouse;
        current.progressProperty().addListener((property, before, now) -> progress = now);
        current.specProperty().addListener((property, before, now) -> spec = now);
        current.runProperty().addListener((property, before, now) -> run = now);
        tasks.running()
                .addListener(
                        (ListChangeListener<Task>)
                                change ->
                                        this.tasks =
                                                new QueueLength(
                                                        tasks.running().size(), tasks.places()));
        tasks.ended().addListener((ListChangeListener<Task>) this::ended);
    }

    private void ended(ListChangeListener.Change<? extends Task> change) {
        while (change.next()) {
            for (Task task : change.getAddedSubList()) {
                if (task.end() == End.FAILED) {
                    count(task);
                } else if (task.end() == End.DONE && task.place().equals(EXPLORE)) {
                    queryMillis = task.seconds() * 1e3;
                }
            }
        }
    }

    private void count(Task task) {
        // Only ever on the FX thread.
        int before = failures;
        failures = before + 1;
        lastFailure = task.how().isEmpty() ? task.text() : task.text() + ": " + task.how();
    }

    @Override
    public double startMillis() {
        return startMillis.getAsDouble();
    }

    @Override
    public double rowsPerSecond() {
        RunProgress now = progress;
        return now == null || now.stage().isEnd() ? Double.NaN : now.rowsPerSecond();
    }

    @Override
    public boolean isPaced() {
        RunProgress now = progress;
        RunSpec of = spec;
        return (of != null && of.reading().speed() > 0) || (now != null && now.isPaused());
    }

    @Override
    public double lastQueryMillis() {
        return queryMillis;
    }

    @Override
    public double pictureMillis() {
        return pictureMillis.getAsDouble();
    }

    @Override
    public double previewMillis() {
        return previewMillis.getAsDouble();
    }

    @Override
    public QueueLength waitingBatches() {
        Run now = run;
        RunProgress of = progress;
        return now == null || of == null || of.stage().isEnd()
                ? QueueLength.NONE
                : now.waitingBatches();
    }

    @Override
    public long waitingLines() {
        Run now = run;
        return now == null ? 0 : now.waitingLines();
    }

    @Override
    public QueueLength tasks() {
        return tasks;
    }

    @Override
    public long outbox() {
        WarehouseProfile profile = warehouse.get();
        return profile == null ? 0 : Warehouses.waitingBatches(profile);
    }

    @Override
    public int failures() {
        return failures;
    }

    @Override
    public String lastFailure() {
        return lastFailure;
    }
}
