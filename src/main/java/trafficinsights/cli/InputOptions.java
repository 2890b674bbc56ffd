package trafficinsights.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import trafficinsights.pipeline.RunSource;

/// How log files are read.
final class InputOptions {
    @Option(
            names = "--format",
            paramLabel = "NAME",
            description = "Format of the input: auto, or a name of docs/formats.md (auto).")
    private String format = "auto";

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description = "Time zone of times without an offset, as Europe/Berlin (UTC).")
    private String zone = "UTC";

    @Option(
            names = "--region-from",
            paramLabel = "FIELD:REGEX",
            description = {
                "Region of a request: what the expression finds in a field of the line, as",
                "server:/([a-z]+)- (the part before the number in the server's name)."
            })
    private @Nullable String regionFrom;

    RunSource.Logs source(List<String> patterns, CommonOptions common) {
        return new RunSource.Logs(files(patterns, common), format, zone(common), regionFrom);
    }

    static List<Path> files(List<String> patterns, CommonOptions common) {
        List<Path> files;
        try {
            files = FilePatterns.files(patterns);
        } catch (IOException e) {
            throw common.wrong("the folder of " + patterns + " cannot be listed");
        } catch (PatternSyntaxException e) {
            throw common.wrong(patterns + " is no pattern of file names: " + e.getDescription());
        }
        if (files.isEmpty()) {
            throw common.wrong("no file is called like " + String.join(" ", patterns));
        }
        return files;
    }

    private ZoneId zone(CommonOptions common) {
        try {
            ZoneId id = ZoneId.of(zone);
            return id.normalized();
        } catch (DateTimeException e) {
            throw common.wrong("--zone " + zone + " is no time zone, such as Europe/Berlin or UTC");
        }
    }
}
