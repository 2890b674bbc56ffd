package trafficinsights.serve.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;
import trafficinsights.model.explore.Exploration;
import trafficinsights.model.explore.ExploreWatch;
import trafficinsights.model.explore.RowPage;
import trafficinsights.model.explore.RowQuery;
import trafficinsights.run.explore.Explorations;
import trafficinsights.run.explore.ExploreSpec;
import trafficinsights.run.spec.RunSource;

/// The requests behind a run, opened when they are first asked for. Threads: any.
public final class RequestRows implements AutoCloseable {
    /// In the order in which a run's folder is searched.
    private static final List<String> FILES = List.of("request_logs.parquet", "request_logs.csv");

    private final List<Path> files;
    private @Nullable Exploration opened;
    private boolean isClosed;

    private RequestRows(List<Path> files) {
        this.files = files;
    }

    /// Those that a source keeps. What is generated or followed keeps none.
    static RequestRows of(RunSource source) {
        return switch (source) {
            case RunSource.Stored stored -> new RequestRows(List.of(stored.store()));
            case RunSource.Logs logs -> new RequestRows(logs.files());
            case RunSource.Tail _, RunSource.Generated _, RunSource.Metrics _ -> none();
        };
    }

    /// Those that a run left in its folder.
    public static RequestRows ofFolder(Path folder) {
        return new RequestRows(
                FILES.stream().map(folder::resolve).filter(Files::isRegularFile).limit(1).toList());
    }

    public static RequestRows none() {
        return new RequestRows(List.of());
    }

    /// @param count at most 10,000
    Outcome<RowPage> page(long offset, int count) {
        return switch (exploration()) {
            case Outcome.Ok<Exploration>(Exploration data) ->
                    data.page(RowQuery.ALL, offset, count);
            case Outcome.Rejected<Exploration>(Problem problem) -> Outcome.rejected(problem);
        };
    }

    private synchronized Outcome<Exploration> exploration() {
        Exploration present = opened;
        if (present != null) {
            return Outcome.ok(present);
        }
        if (files.isEmpty() || isClosed) {
            return Outcome.rejected(
                    Problem.of(
                            "serve.no-rows",
                            "This run keeps no requests, only their figures. Serve a store, a log,"
                                    + " or a folder with request_logs.csv to see them."));
        }
        Outcome<Exploration> outcome = Explorations.open(ExploreSpec.of(files), ExploreWatch.NONE);
        if (outcome instanceof Outcome.Ok<Exploration>(Exploration data)) {
            opened = data;
        }
        return outcome;
    }

    @Override
    public synchronized void close() {
        isClosed = true;
        Exploration present = opened;
        if (present != null) {
            present.close();
            opened = null;
        }
    }
}
