package trafficinsights.serve.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;
import trafficinsights.model.report.RunReport;
import trafficinsights.run.push.Warehouses;
import trafficinsights.run.result.Reports;
import trafficinsights.run.spec.RunSpec;

/// The runs that are served. Threads: any.
public final class ServedRuns implements AutoCloseable {
    /// Id of the run that a source is followed by, and of all requests of a store.
    public static final String MAIN = "main";

    private static final int MOST_REPORTS = 100;
    private static final int RADIX = 36;
    private static final long WAREHOUSE_AGE_NANOS = 60_000_000_000L;
    private static final String REPORT = "analytics_report.json";

    private final ServedSource source;
    private List<ServedRun> runs;
    private long readNanos = System.nanoTime();

    private ServedRuns(ServedSource source, List<ServedRun> runs) {
        this.source = source;
        this.runs = List.copyOf(runs);
    }

    /// Opens a source; rejected where it cannot be read.
    public static Outcome<ServedRuns> open(ServedSource source) {
        return switch (source) {
            case ServedSource.Followed(RunSpec spec) -> followed(source, spec);
            case ServedSource.Store store -> store(store);
            case ServedSource.Folder(Path folder) -> folder(source, folder);
            case ServedSource.Warehouse warehouse ->
                    switch (reports(warehouse)) {
                        case Outcome.Ok<List<ServedRun>>(var runs) ->
                                Outcome.ok(new ServedRuns(source, runs));
                        case Outcome.Rejected<List<ServedRun>>(Problem problem) ->
                                Outcome.rejected(problem);
                    };
        };
    }

    private static Outcome<ServedRuns> followed(ServedSource source, RunSpec spec) {
        FollowedRun run = FollowedRun.start(MAIN, spec);
        Optional<Problem> failure = run.failedAtOnce();
        if (failure.isPresent()) {
            run.close();
            return Outcome.rejected(failure.get());
        }
        return Outcome.ok(new ServedRuns(source, List.of(run)));
    }

    private static Outcome<ServedRuns> store(ServedSource.Store store) {
        return switch (Reports.ofStore(store.file())) {
            case Outcome.Ok<SortedMap<Integer, RunReport>>(var reports) -> {
                List<ServedRun> runs = new ArrayList<>();
                runs.add(FollowedRun.start(MAIN, store.spec()));
                if (reports.size() > 1) {
                    reports.forEach((run, report) ->
                            runs.add(new ReportedRun("run-" + run, report, RequestRows.none())));
                }
                yield Outcome.ok(new ServedRuns(store, runs));
            }
            case Outcome.Rejected<SortedMap<Integer, RunReport>>(Problem problem) ->
                    Outcome.rejected(problem);
        };
    }

    private static Outcome<ServedRuns> folder(ServedSource source, Path folder) {
        Outcome<RunReport> report =
                switch (Reports.text(folder.resolve(REPORT))) {
                    case Outcome.Ok<String>(String json) -> Reports.parse(json);
                    case Outcome.Rejected<String>(Problem problem) -> Outcome.rejected(problem);
                };
        return switch (report) {
            case Outcome.Ok<RunReport>(RunReport read) ->
                    Outcome.ok(
                            new ServedRuns(
                                    source,
                                    List.of(
                                            new ReportedRun(
                                                    MAIN, read, RequestRows.ofFolder(folder)))));
            case Outcome.Rejected<RunReport>(Problem problem) -> Outcome.rejected(problem);
        };
    }

    private static Outcome<List<ServedRun>> reports(ServedSource.Warehouse warehouse) {
        return switch (Warehouses.reports(warehouse.profile(), warehouse.secret(), MOST_REPORTS)) {
            case Outcome.Ok<List<String>>(List<String> texts) -> {
                List<ServedRun> runs = new ArrayList<>();
                for (String text : texts) {
                    if (Reports.parse(text) instanceof Outcome.Ok<RunReport>(RunReport report)) {
                        // A name that every instance gives the same report.
                        String id = Long.toString(report.provenance().createdAtMicros(), RADIX);
                        runs.add(new ReportedRun(id, report, RequestRows.none()));
                    }
                }
                yield Outcome.ok(runs);
            }
            case Outcome.Rejected<List<String>>(Problem problem) -> Outcome.rejected(problem);
        };
    }

    /// The one that is shown first is first. The runs of a warehouse are read again after a minute.
    public synchronized List<ServedRun> all() {
        if (source instanceof ServedSource.Warehouse warehouse
                && System.nanoTime() - readNanos > WAREHOUSE_AGE_NANOS) {
            readNanos = System.nanoTime();
            // What cannot be read now was read before.
            if (reports(warehouse) instanceof Outcome.Ok<List<ServedRun>>(var newest)) {
                runs = List.copyOf(newest);
            }
        }
        return runs;
    }

    public Optional<ServedRun> find(String id) {
        return all().stream().filter(run -> run.id().equals(id)).findFirst();
    }

    @Override
    public synchronized void close() {
        runs.forEach(ServedRun::close);
    }
}
