package trafficinsights.run.scenario;

import java.nio.file.Path;
import trafficinsights.generate.Scenario;
import trafficinsights.generate.ScenarioFit;
import trafficinsights.generate.ScenarioWriter;
import trafficinsights.ingest.log.LogReader;
import trafficinsights.ingest.log.LogWorker;
import trafficinsights.ingest.row.ParsedBlock;
import trafficinsights.model.Names;
import trafficinsights.model.Outcome;
import trafficinsights.model.ProblemException;
import trafficinsights.report.WholeFile;
import trafficinsights.run.spec.ParquetInput;
import trafficinsights.run.spec.RunSource;
import trafficinsights.store.ParquetRequests;

/// Learns scenarios from logs, or from requests in Parquet files. Threads: any; a fit works on the
/// thread that calls it.
public final class Fits {
    private Fits() {}

    /// Reads the logs and writes a scenario file, completely or not at all.
    public static Outcome<FitSummary> fit(RunSource.Logs logs, Path out) {
        Names names = Names.create();
        ScenarioFit fit = new ScenarioFit(names);
        try {
            long rejects =
                    ParquetInput.isOf(logs.files())
                            ? readParquet(logs, names, fit)
                            : readLogs(logs, names, fit);
            Scenario scenario = fit.scenario(baseName(out), logs.title());
            WholeFile.write(out, ScenarioWriter.text(scenario));
            return Outcome.ok(
                    new FitSummary(
                            fit.rows(),
                            rejects,
                            scenario.regions().size(),
                            scenario.serverCount(),
                            scenario.routes().size(),
                            scenario.duration().toMillis() / 1000.0,
                            scenario.arrivals().requestsPerSecond(),
                            out));
        } catch (ProblemException e) {
            return Outcome.rejected(e.problem());
        }
    }

    /// @return lines that could not be read
    private static long readLogs(RunSource.Logs logs, Names names, ScenarioFit fit) {
        long rejects = 0;
        try (LogReader reader = new LogReader(logs.files(), logs.options(), names)) {
            LogWorker worker =
                    reader.newWorker(batch -> {
                        fit.add(batch);
                        return batch;
                    });
            for (ParsedBlock block = worker.next(); block != null; block = worker.next()) {
                rejects += block.rejects("", 0).size();
            }
        }
        return rejects;
    }

    /// @return rows that are not requests
    private static long readParquet(RunSource.Logs logs, Names names, ScenarioFit fit) {
        ParquetInput.refuseOptions(logs);
        long rejects = 0;
        try (ParquetRequests reader = new ParquetRequests(logs.files(), names)) {
            for (ParquetRequests.Rows rows = reader.next(); rows != null; rows = reader.next()) {
                fit.add(rows.requests());
                rejects += rows.bad().size();
            }
        }
        return rejects;
    }

    /// `shop` of `scenarios/shop.yaml`.
    private static String baseName(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }
}
