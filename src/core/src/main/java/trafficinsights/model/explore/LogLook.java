package trafficinsights.model.explore;

import java.util.List;

/// How a log is read, shown by its first lines.
///
/// @param name of the file
/// @param reading format and why it was chosen, in words
/// @param parts of the log format, where one was given
/// @param lines the first ones
public record LogLook(String name, String reading, List<Part> parts, List<Line> lines) {
    /// The titles of a line's cells.
    public static final List<String> TITLES =
            List.of(
                    "time",
                    "client",
                    "server",
                    "region",
                    "method",
                    "route",
                    "status",
                    "latency",
                    "first byte",
                    "bytes",
                    "attempt");

    public LogLook {
        parts = List.copyOf(parts);
        lines = List.copyOf(lines);
    }

    /// @param name of a variable, as the format has it
    /// @param meaning to a request; empty where it has none
    public record Part(String name, String meaning) {}

    /// @param number from 1
    /// @param text as it is in the file, cut where it is long
    /// @param verdict in words: a request, another line, or the cause of a reject
    /// @param cells of a request, in the order of [#TITLES], a dash for what is not known; empty
    ///   where the line is not one
    public record Line(long number, String text, String verdict, List<String> cells) {
        public Line {
            cells = List.copyOf(cells);
        }
    }
}
