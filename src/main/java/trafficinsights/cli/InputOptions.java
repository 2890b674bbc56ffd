package trafficinsights.cli;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;
import trafficinsights.pipeline.RunSource;

/// How log files are read.
final class InputOptions {
    @Option(
            names = "--format",
            paramLabel = "NAME",
            description = "Format of the input: auto, haproxy, nginx, csv (auto).")
    private String format = "auto";

    RunSource.Logs source(List<Path> files) {
        return new RunSource.Logs(files, format);
    }
}
