package trafficinsights.cli;

import java.time.Duration;
import picocli.CommandLine.Option;

/// Options that several commands share.
final class CommonOptions extends OutputOptions {
    @Option(
            names = "--threads",
            paramLabel = "T",
            description = "Number of worker threads (all cores).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--window",
            paramLabel = "LENGTH",
            converter = DurationConverter.class,
            description = "Length of a KPI window, 1s to 1h (10s).")
    private Duration window = Duration.ofSeconds(10);

    int threads() {
        if (threads < 1 || threads > 1024) {
            throw wrong("--threads is " + threads + ", must be 1 to 1024");
        }
        return threads;
    }

    Duration window() {
        if (window.compareTo(Duration.ofSeconds(1)) < 0
                || window.compareTo(Duration.ofHours(1)) > 0) {
            throw wrong("--window is out of range, must be 1s to 1h");
        }
        return window;
    }
}
