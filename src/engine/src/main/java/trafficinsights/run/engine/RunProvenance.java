package trafficinsights.run.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import trafficinsights.generate.ScenarioFile;
import trafficinsights.model.report.RunReport;
import trafficinsights.run.home.ToolVersion;
import trafficinsights.run.spec.RunSource;
import trafficinsights.run.spec.RunSpec;
import trafficinsights.stat.LatencyHistogram;

/// Where a report's figures come from.
final class RunProvenance {
    private static final String ESTIMATOR = "log-linear histogram, 64 buckets an octave";

    private RunProvenance() {}

    /// @param hashes SHA-256 by the number of the input
    static RunReport.Provenance of(
            RunSpec spec,
            WorkSource source,
            @Nullable ScenarioFile scenario,
            String title,
            long startedMicros,
            Map<Integer, String> hashes) {
        List<RunReport.Input> inputs = new ArrayList<>();
        for (int i = 0; i < source.inputs().size(); i++) {
            WorkSource.Input input = source.inputs().get(i);
            inputs.add(
                    new RunReport.Input(
                            input.title(),
                            input.bytes(),
                            hashes.getOrDefault(i, ""),
                            source.crc32(i),
                            input.format(),
                            input.note()));
        }
        return new RunReport.Provenance(
                ToolVersion.text(),
                startedMicros,
                title,
                inputs,
                scenario == null ? null : used(spec, scenario),
                ESTIMATOR,
                LatencyHistogram.RELATIVE_ERROR);
    }

    private static RunReport.ScenarioUsed used(RunSpec spec, ScenarioFile scenario) {
        RunSource.Generated generated = spec.reading().source().generated().orElseThrow();
        return new RunReport.ScenarioUsed(
                scenario.scenario().name(), generated.seedOf(scenario), scenario.sha256());
    }
}
