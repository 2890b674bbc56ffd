package trafficinsights.run.explore;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import trafficinsights.ingest.flow.FlowFiles;
import trafficinsights.ingest.log.CsvFiles;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;
import trafficinsights.model.ProblemException;
import trafficinsights.model.explore.Exploration;
import trafficinsights.model.explore.ExploreWatch;
import trafficinsights.run.base.Run;
import trafficinsights.run.base.RunSummary;
import trafficinsights.run.engine.Runs;
import trafficinsights.run.spec.RunSource;
import trafficinsights.run.spec.RunSpec;
import trafficinsights.store.explore.CsvFile;
import trafficinsights.store.explore.Explorer;
import trafficinsights.store.explore.ScratchFolder;

/// Opens data for exploring: the one way in, for the window and for the command line.
public final class Explorations {
    private static final long LOOK_MILLIS = 100;

    private Explorations() {}

    /// Opens CSV or Parquet files, logs, network flows, or a store; waits until they are open.
    /// Interrupting the thread cancels. CSV and logs are read whole, Parquet and stores stay where
    /// they are.
    public static Outcome<Exploration> open(ExploreSpec spec, ExploreWatch watch) {
        try {
            return Outcome.ok(opened(spec, watch));
        } catch (ProblemException e) {
            return Outcome.rejected(e.problem());
        }
    }

    /// Whether a file has network flows, by its beginning; false for one that cannot be read.
    public static boolean hasFlows(Path file) {
        try {
            return FlowFiles.layout(file) != null;
        } catch (ProblemException e) {
            // Whoever opens the file says what is wrong with it.
            return false;
        }
    }

    private static Exploration opened(ExploreSpec spec, ExploreWatch watch) {
        List<Path> files = spec.input().files();
        ExploredForm form = ExploredForm.of(spec.input());
        if (spec.writes() && form != ExploredForm.STORE) {
            throw Problem.of(
                            "explore.write",
                            "Only a store can be changed. To keep rows of other"
                                    + " data, export them to a file.")
                    .asException();
        }
        if (form == ExploredForm.LOG || form == ExploredForm.CSV) {
            List<FlowFiles.Input> flows = FlowExplorations.inputs(spec.input());
            if (!flows.isEmpty()) {
                return FlowExplorations.open(flows, spec, watch);
            }
        }
        if (form == ExploredForm.LOG) {
            return logOrTable(spec, watch);
        }
        if (form == ExploredForm.CSV) {
            return table(spec, watch);
        }
        ScratchFolder scratch = ScratchFolder.below(spec.scratch());
        String title = RunSource.titleOf(files);
        return switch (form) {
            case PARQUET -> Explorer.parquet(files, title, scratch);
            case STORE -> Explorer.store(files.getFirst(), scratch, spec.writes());
            case CSV, LOG -> throw new IllegalStateException(form + " is read above");
        };
    }

    /// A file in no format of a log may still be a table under another name.
    private static Exploration logOrTable(ExploreSpec spec, ExploreWatch watch) {
        try {
            return logs(spec, watch);
        } catch (ProblemException noLog) {
            if (!noLog.problem().code().equals("input.unknown-format")) {
                throw noLog;
            }
            Exploration table;
            try {
                table = table(spec, watch);
            } catch (ProblemException noTable) {
                noLog.addSuppressed(noTable);
                throw noLog;
            }
            if (table.opened().columns().size() < 2) {
                table.close();
                throw noLog;
            }
            return table;
        }
    }

    /// Each file is read as an import would read it.
    private static Exploration table(ExploreSpec spec, ExploreWatch watch) {
        List<Path> paths = spec.input().files();
        List<CsvFile> files = new ArrayList<>();
        for (Path path : paths) {
            files.add(new CsvFile(path, CsvFiles.shape(path)));
        }
        ScratchFolder scratch = ScratchFolder.below(spec.scratch());
        String title = RunSource.titleOf(paths);
        return Explorer.csv(files, title, CsvFiles::copyAsUtf8, scratch, watch);
    }

    /// An ordinary run into a temporary store; its rejects are kept beside it.
    private static Exploration logs(ExploreSpec spec, ExploreWatch watch) {
        RunSource.Logs input = spec.input();
        String title = RunSource.titleOf(input.files());
        ScratchFolder scratch = ScratchFolder.below(spec.scratch());
        Path store = scratch.path().resolve("log.duckdb");
        Path rejects = scratch.path().resolve("rejects.csv");
        RunSpec run =
                RunSpec.inMemory(input).withStore(store).withRejects(rejects).withAnalyze(false);
        boolean isRead = false;
        try {
            RunSummary summary = summary(run, title, watch);
            isRead = true;
            return Explorer.logs(
                    input.files(),
                    title,
                    store,
                    rejects,
                    summary.rejects(),
                    summary.notes(),
                    scratch);
        } finally {
            if (!isRead) {
                scratch.close();
            }
        }
    }

    private static RunSummary summary(RunSpec spec, String title, ExploreWatch watch) {
        try (Run run = Runs.start(spec)) {
            while (!run.progress().stage().isEnd()) {
                watch.at("reading " + title, run.progress().doneShare());
                Thread.sleep(LOOK_MILLIS);
            }
            return switch (run.await()) {
                case Outcome.Ok<RunSummary>(RunSummary summary) -> summary;
                case Outcome.Rejected<RunSummary>(Problem problem) -> throw problem.asException();
            };
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.of("explore.cancelled", "Cancelled. Nothing was opened.").asException();
        }
    }
}
