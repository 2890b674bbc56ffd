package trafficinsights.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;
import trafficinsights.run.home.UserFolder;
import trafficinsights.run.spec.EventFiles;
import trafficinsights.run.spec.RunSource;

/// How log files are read.
final class InputOptions {
    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--format",
            paramLabel = "NAME",
            description = "Input format: auto, or a name from docs/formats.md (auto).")
    private String format = "auto";

    @Option(
            names = "--log-format",
            paramLabel = "FORMAT|FILE",
            description = {
                "Format as the server's configuration has it (log_format of nginx, LogFormat of",
                "Apache, log-format of HAProxy, text format of Envoy, format transform of Caddy,",
                "#Fields of a W3C log; in explore, of an AWS flow log too), or that configuration."
            })
    private String logFormat = "";

    @Option(
            names = "--latency-unit",
            paramLabel = "UNIT",
            description = {
                "Unit of the latency where a JSON or W3C log or a table does not tell it: s, ms,",
                "us or ns; none leaves such a latency of a log out."
            })
    private String latencyUnit = "";

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description = "Time zone for times without an offset, such as Europe/Berlin (UTC).")
    private String zone = "UTC";

    @Option(
            names = "--region-from",
            paramLabel = "FIELD:REGEX",
            description = {
                "Region of a request: the match of an expression in a field of the line, such as",
                "server:/([a-z]+)- (the part before the number in the server's name)."
            })
    private @Nullable String regionFrom;

    @Option(
            names = "--mapping",
            paramLabel = "FILE.yaml",
            description = {
                "Mapping file with the meaning of CSV columns; `workbench mapping` writes one.",
                "It is remembered for files with the same header."
            })
    private @Nullable Path mapping;

    @Option(
            names = "--no-memory",
            description = "Do not use or remember mappings and log formats of earlier files.")
    private boolean isForgetful;

    @SuppressWarnings("NullAway.Init") // picocli sets the spec
    InputOptions() {}

    RunSource.Logs source(List<String> patterns) {
        return logs(files(patterns, spec));
    }

    /// Files and addresses that are followed.
    ///
    /// @param inputs patterns of files, and addresses, in any order
    RunSource.Tail followed(List<String> inputs, boolean isFromStart) {
        List<String> patterns =
                inputs.stream().filter(input -> !RunSource.isAddress(input)).toList();
        List<String> addresses = inputs.stream().filter(RunSource::isAddress).toList();
        return RunSource.Tail.of(
                logs(patterns.isEmpty() ? List.of() : files(patterns, spec)),
                addresses,
                isFromStart);
    }

    private RunSource.Logs logs(List<Path> files) {
        return new RunSource.Logs(
                files,
                format,
                zone(),
                regionFrom,
                mapping,
                isForgetful ? null : UserFolder.mappings(),
                logFormat,
                latencyUnit());
    }

    /// Events that a run is shown with.
    static final class Events {
        @Spec(Target.MIXEE)
        private CommandSpec spec;

        @Option(
                names = "--events",
                paramLabel = "FILE",
                description = {
                    "Events to show beside the requests: CSV, JSON lines, the log of an application,",
                    "or an export of the Windows event log. Can be repeated."
                })
        private List<String> files = List.of();

        @Option(
                names = "--event-dates",
                paramLabel = "ORDER",
                description =
                        "Order of day and month in events that do not show it: day-first or month-first.")
        private String dates = "";

        @SuppressWarnings("NullAway.Init") // picocli sets the spec
        Events() {}

        /// @param input how times without an offset are read
        EventFiles files(InputOptions input) {
            if (!dates.isEmpty() && !EventFiles.DATES.contains(dates)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--event-dates " + dates + " is not day-first or month-first");
            }
            return files.isEmpty()
                    ? EventFiles.NONE
                    : new EventFiles(InputOptions.files(files, spec), input.zone(), dates);
        }
    }

    static List<Path> files(List<String> patterns, CommandSpec spec) {
        List<Path> files;
        try {
            files = FilePatterns.files(patterns);
        } catch (IOException e) {
            throw new ParameterException(
                    spec.commandLine(), "the folder of " + patterns + " cannot be read");
        } catch (PatternSyntaxException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    patterns + " is not a file name pattern: " + e.getDescription());
        }
        if (files.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "no file matches " + String.join(" ", patterns));
        }
        return files;
    }

    private String latencyUnit() {
        if (!List.of("", "s", "ms", "us", "ns", "none").contains(latencyUnit)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--latency-unit " + latencyUnit + " is not s, ms, us, ns or none");
        }
        return latencyUnit;
    }

    /// Of times without an offset.
    ZoneId zone() {
        try {
            ZoneId id = ZoneId.of(zone);
            return id.normalized();
        } catch (DateTimeException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--zone " + zone + " is not a valid time zone such as Europe/Berlin or UTC");
        }
    }
}
