package trafficinsights.serve.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.DataQuality;
import trafficinsights.model.FleetHealth;
import trafficinsights.model.NumberText;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;
import trafficinsights.model.explore.Column;
import trafficinsights.model.explore.RowPage;
import trafficinsights.model.report.RunReport;
import trafficinsights.run.base.RunProgress;
import trafficinsights.serve.run.ServedRun;
import trafficinsights.serve.run.Snapshot;

/// How far the data can be trusted, how the servers and the run itself fare, and the requests
/// themselves. Threads: stateless.
final class States {
    static final List<String> ROW_PARAMETERS = List.of("offset", "limit");

    private static final int MOST_ROWS = 1_000;
    private static final int USUAL_ROWS = 100;

    private States() {}

    record Check(String name, double share, String shareText) {}

    record Quality(
            String run,
            long version,
            double score,
            String scoreText,
            List<Check> checks,
            Map<String, Long> unknown,
            Map<String, Long> rejects,
            long duplicates,
            long outOfOrder,
            long silentWindows) {}

    static Quality quality(ServedRun run) {
        Snapshot snapshot = run.snapshot();
        DataQuality quality = snapshot.report().quality();
        if (quality == null) {
            throw snapshot.isEnded()
                    ? new RefusedException(
                            RefusedException.NOT_FOUND,
                            Problem.of(
                                    "serve.no-quality",
                                    "This report has no figures of data quality."))
                    : RefusedException.notYet("The data quality");
        }
        return new Quality(
                run.id(),
                snapshot.version(),
                quality.score(),
                NumberText.share(quality.score()),
                List.of(
                        check("readable", quality.readability()),
                        check("complete", quality.completeness()),
                        check("unique", quality.uniqueness()),
                        check("in time", quality.timeliness()),
                        check("plausible", quality.validity()),
                        check("without gaps", quality.continuity())),
                quality.unknown(),
                snapshot.report().counts().rejects(),
                quality.duplicates(),
                quality.outOfOrder(),
                quality.silentWindows());
    }

    private static Check check(String name, double share) {
        return new Check(name, share, NumberText.share(share));
    }

    record Server(
            String name,
            double meanCpuUtilization,
            double maxCpuUtilization,
            double maxMemoryUtilization,
            double saturatedShare,
            double unhealthySeconds,
            String cpuText,
            String memoryText,
            String unhealthyText) {}

    record Health(
            String run,
            long version,
            String state,
            String problem,
            long requests,
            long lines,
            long rejects,
            double rowsPerSecond,
            String rowsPerSecondText,
            double elapsedSeconds,
            double doneShare,
            double heapShare,
            String heapText,
            double imbalance,
            List<Server> servers) {}

    static Health health(ServedRun run) {
        Snapshot snapshot = run.snapshot();
        RunReport report = snapshot.report();
        RunProgress progress = snapshot.progress();
        Runtime runtime = Runtime.getRuntime();
        long used = runtime.totalMemory() - runtime.freeMemory();
        return new Health(
                run.id(),
                snapshot.version(),
                progress.stage().label(),
                snapshot.problem(),
                progress.rows(),
                progress.lines(),
                progress.rejects(),
                progress.rowsPerSecond(),
                NumberText.perSecond(progress.rowsPerSecond()),
                progress.elapsedSeconds(),
                progress.doneShare(),
                (double) used / runtime.maxMemory(),
                NumberText.bytes(used) + " of " + NumberText.bytes(runtime.maxMemory()),
                report.fleet().imbalance(),
                report.fleet().servers().stream().map(States::server).toList());
    }

    private static Server server(FleetHealth.Server server) {
        return new Server(
                server.name(),
                server.meanCpuUtilization(),
                server.maxCpuUtilization(),
                server.maxMemoryUtilization(),
                server.saturatedShare(),
                server.unhealthyMicros() / 1e6,
                NumberText.share(server.maxCpuUtilization()),
                NumberText.share(server.maxMemoryUtilization()),
                server.unhealthyMicros() == 0
                        ? "never"
                        : NumberText.duration(server.unhealthyMicros()));
    }

    /// @param next offset of the next page; null at the end
    record Rows(
            String run,
            long offset,
            @Nullable Long next,
            List<String> columns,
            List<List<@Nullable String>> rows) {
        Table table() {
            List<List<@Nullable Object>> all = new ArrayList<>();
            rows.forEach(row -> all.add(new ArrayList<>(row)));
            return new Table(columns, all);
        }
    }

    static Rows rows(ServedRun run, Query query) {
        long offset = query.whole("offset", 0, Long.MAX_VALUE / 2, 0);
        int limit = (int) query.whole("limit", 1, MOST_ROWS, USUAL_ROWS);
        return switch (run.rows(offset, limit)) {
            case Outcome.Ok<RowPage>(RowPage page) -> rows(run, page, limit);
            case Outcome.Rejected<RowPage>(Problem problem) ->
                    throw new RefusedException(RefusedException.CONFLICT, problem);
        };
    }

    private static Rows rows(ServedRun run, RowPage page, int limit) {
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (@Nullable String[] row : page.rows()) {
            List<@Nullable String> cells = new ArrayList<>();
            for (String cell : row) {
                cells.add(cell);
            }
            rows.add(cells);
        }
        return new Rows(
                run.id(),
                page.offset(),
                rows.size() < limit ? null : Long.valueOf(page.offset() + rows.size()),
                page.columns().stream().map(Column::name).toList(),
                rows);
    }
}
