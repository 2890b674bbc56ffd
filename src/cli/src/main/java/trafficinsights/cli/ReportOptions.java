package trafficinsights.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import trafficinsights.run.spec.RunSpec;

/// What a report has beyond its tables and its page.
final class ReportOptions {
    @Option(names = "--pictures", description = "Write the report's charts as PNG files too.")
    private boolean hasPictures;

    @Option(
            names = "--sha256",
            description =
                    "Record the SHA-256 of large plain files too (above 64 MiB,"
                            + " only CRC-32 by default).")
    private boolean hasFullHashes;

    @Option(
            names = "--truth",
            paramLabel = "T.csv",
            description = "Ground truth (start,end,kind,target) to compare detected faults with.")
    private @Nullable Path truth;

    @Option(
            names = "--rules",
            paramLabel = "FILE.yaml",
            description = "Rules and objectives to check. Exit code 99 if one is broken.")
    private @Nullable Path rules;

    @Option(
            names = "--alerts",
            paramLabel = "FILE.yaml",
            description = "Receivers of alerts and incidents.")
    private @Nullable Path alerts;

    @Option(
            names = "--outlook",
            description = "Look for patterns and forecast the main series in the report.")
    private boolean hasOutlook;

    RunSpec applyTo(RunSpec spec) {
        return spec.withPictures(hasPictures)
                .withFullHashes(hasFullHashes)
                .withOutlook(hasOutlook)
                .withRules(rules)
                .withAlerts(alerts)
                .withTruth(truth);
    }
}
