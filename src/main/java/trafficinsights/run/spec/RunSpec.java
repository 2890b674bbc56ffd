package trafficinsights.run.spec;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.shift.Spans;

/// A run as the window or the command line describes it.
///
/// @param out folder for the report and its tables; null keeps the results in memory only
/// @param store DuckDB file that the requests go to; null for none
/// @param rejects file for lines that could not be read; null puts `rejects.csv` into `out`
/// @param mostRejects lines that are written there at most; the others are counted all the same
/// @param window length of a KPI window, 1 s to 1 h
/// @param threads workers for parsing, generating and measuring; at least 1
/// @param speed event seconds that pass in a second of the clock; 0 means as fast as possible
/// @param requests how generated requests are written to `out`
/// @param analyze whether KPIs and anomalies are computed and the report written
/// @param pictures whether the report's charts are written as PNG files too
/// @param fullHashes whether large plain files are hashed as well as small and packed ones
/// @param truth CSV of what really happened, to score what is found; null for what the source knows
/// @param outlook whether patterns and forecasts of the main series are in the report
/// @param rules file of rules that the run is held against; null for none
/// @param warehouse name of the profile that the run is pushed to at its end, by whoever started
///   it; null for none
/// @param spans that are held against each other; null for none
/// @param alerts file of receivers that are told of alerts and incidents; null for none
public record RunSpec(
        RunSource source,
        @Nullable Path out,
        @Nullable Path store,
        @Nullable Path rejects,
        long mostRejects,
        Duration window,
        int threads,
        double speed,
        RequestOutput requests,
        boolean analyze,
        boolean pictures,
        boolean fullHashes,
        @Nullable Path truth,
        boolean outlook,
        @Nullable Path rules,
        @Nullable String warehouse,
        @Nullable Spans spans,
        @Nullable Path alerts) {
    private static final long ALL_REJECTS = Long.MAX_VALUE;

    /// File format of generated requests.
    public enum RequestOutput {
        CSV,
        PARQUET,
        NONE
    }

    public RunSpec {
        if (window.compareTo(Duration.ofSeconds(1)) < 0
                || window.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("window is " + window + ", 1 s to 1 h");
        }
        if (mostRejects < 0) {
            throw new IllegalArgumentException("at most " + mostRejects + " rejects");
        }
        if (threads < 1) {
            throw new IllegalArgumentException("threads is " + threads + ", at least 1");
        }
        if (!(speed >= 0)) {
            throw new IllegalArgumentException("speed is " + speed + ", at least 0");
        }
    }

    /// A run that analyses and keeps everything in memory: 10 s windows, all cores, full speed.
    public static RunSpec inMemory(RunSource source) {
        return new RunSpec(
                source,
                null,
                null,
                null,
                ALL_REJECTS,
                Duration.ofSeconds(10),
                Runtime.getRuntime().availableProcessors(),
                0,
                RequestOutput.NONE,
                true,
                false,
                false,
                null,
                false,
                null,
                null,
                null,
                null);
    }

    public RunSpec withOut(@Nullable Path newOut) {
        return with(draft -> draft.out = newOut);
    }

    public RunSpec withStore(@Nullable Path newStore) {
        return with(draft -> draft.store = newStore);
    }

    public RunSpec withRejects(@Nullable Path newRejects) {
        return with(draft -> draft.rejects = newRejects);
    }

    /// Only for runs whose results stay in memory: a folder's description does not keep it.
    public RunSpec withMostRejects(long newMost) {
        return with(draft -> draft.mostRejects = newMost);
    }

    public RunSpec withWindow(Duration newWindow) {
        return with(draft -> draft.window = newWindow);
    }

    public RunSpec withThreads(int newThreads) {
        return with(draft -> draft.threads = newThreads);
    }

    public RunSpec withSpeed(double newSpeed) {
        return with(draft -> draft.speed = newSpeed);
    }

    public RunSpec withRequests(RequestOutput newRequests) {
        return with(draft -> draft.requests = newRequests);
    }

    public RunSpec withAnalyze(boolean newAnalyze) {
        return with(draft -> draft.analyze = newAnalyze);
    }

    public RunSpec withPictures(boolean newPictures) {
        return with(draft -> draft.pictures = newPictures);
    }

    public RunSpec withFullHashes(boolean newFullHashes) {
        return with(draft -> draft.fullHashes = newFullHashes);
    }

    public RunSpec withTruth(@Nullable Path newTruth) {
        return with(draft -> draft.truth = newTruth);
    }

    public RunSpec withOutlook(boolean newOutlook) {
        return with(draft -> draft.outlook = newOutlook);
    }

    public RunSpec withRules(@Nullable Path newRules) {
        return with(draft -> draft.rules = newRules);
    }

    public RunSpec withWarehouse(@Nullable String newWarehouse) {
        return with(draft -> draft.warehouse = newWarehouse);
    }

    public RunSpec withSpans(@Nullable Spans newSpans) {
        return with(draft -> draft.spans = newSpans);
    }

    public RunSpec withAlerts(@Nullable Path newAlerts) {
        return with(draft -> draft.alerts = newAlerts);
    }

    private RunSpec with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.spec();
    }

    /// A copy with one thing changed, on its way.
    private static final class Draft {
        private final RunSource source;
        private @Nullable Path out;
        private @Nullable Path store;
        private @Nullable Path rejects;
        private long mostRejects;
        private Duration window;
        private int threads;
        private double speed;
        private RequestOutput requests;
        private boolean analyze;
        private boolean pictures;
        private boolean fullHashes;
        private @Nullable Path truth;
        private boolean outlook;
        private @Nullable Path rules;
        private @Nullable String warehouse;
        private @Nullable Spans spans;
        private @Nullable Path alerts;

        Draft(RunSpec spec) {
            source = spec.source;
            out = spec.out;
            store = spec.store;
            rejects = spec.rejects;
            mostRejects = spec.mostRejects;
            window = spec.window;
            threads = spec.threads;
            speed = spec.speed;
            requests = spec.requests;
            analyze = spec.analyze;
            pictures = spec.pictures;
            fullHashes = spec.fullHashes;
            truth = spec.truth;
            outlook = spec.outlook;
            rules = spec.rules;
            warehouse = spec.warehouse;
            spans = spec.spans;
            alerts = spec.alerts;
        }

        RunSpec spec() {
            return new RunSpec(
                    source,
                    out,
                    store,
                    rejects,
                    mostRejects,
                    window,
                    threads,
                    speed,
                    requests,
                    analyze,
                    pictures,
                    fullHashes,
                    truth,
                    outlook,
                    rules,
                    warehouse,
                    spans,
                    alerts);
        }
    }
}
