package trafficinsights.ingest;

import java.time.ZoneId;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import trafficinsights.model.Names;
import trafficinsights.model.Problem;

/// The formats that are read, under the names that `--format` takes.
public enum LogFormat {
    HAPROXY("haproxy"),
    NGINX("nginx"),
    CSV("csv");

    /// Name that stands for "decide from the first lines".
    public static final String AUTO = "auto";

    private final String label;

    LogFormat(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    /// A fresh parser, for one worker.
    ///
    /// @param zone of times that carry no offset of their own
    LineParser newParser(Names names, ZoneId zone) {
        return switch (this) {
            case HAPROXY -> new HaproxyParser(names, zone);
            case NGINX -> new NginxParser(names);
            case CSV -> new RequestCsvParser(names);
        };
    }

    /// @throws trafficinsights.model.ProblemException when no format has this name
    public static LogFormat ofLabel(String label) {
        for (LogFormat format : values()) {
            if (format.label.equals(label.toLowerCase(Locale.ROOT))) {
                return format;
            }
        }
        throw Problem.of(
                        "format.unknown",
                        "There is no log format called %s. Known formats: %s, %s."
                                .formatted(label, AUTO, labels()))
                .asException();
    }

    /// All names, for messages.
    public static String labels() {
        return Arrays.stream(values()).map(LogFormat::label).collect(Collectors.joining(", "));
    }
}
