package trafficinsights.ingest.live;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Reads metrics in Prometheus' text format (exposition format 0.0.4): `name{label="value"} 1.5`,
/// with an optional time behind it. Comments, and lines that are not samples, are left out.
///
/// Threads: stateless.
final class PrometheusSamples {
    private static final char NONE = '\uffff';

    private PrometheusSamples() {}

    /// @param labels by name
    /// @param value may be `NaN` or infinite
    record Sample(String name, Map<String, String> labels, double value) {
        String label(String of) {
            return labels.getOrDefault(of, "");
        }
    }

    static void read(String text, Consumer<Sample> consumer) {
        text.lines()
                .forEach(line -> {
                    Sample sample = sample(line.strip());
                    if (sample != null) {
                        consumer.accept(sample);
                    }
                });
    }

    private static @Nullable Sample sample(String line) {
        if (line.isEmpty() || line.charAt(0) == '#') {
            return null;
        }
        Cursor at = new Cursor(line);
        String name = at.until("{ \t");
        Map<String, String> labels = new HashMap<>();
        if (at.take('{') && !at.labels(labels)) {
            return null;
        }
        String value = at.word();
        return name.isEmpty() || value.isEmpty() ? null : sample(name, labels, value);
    }

    private static @Nullable Sample sample(String name, Map<String, String> labels, String value) {
        try {
            double number =
                    switch (value) {
                        case "+Inf", "Inf" -> Double.POSITIVE_INFINITY;
                        case "-Inf" -> Double.NEGATIVE_INFINITY;
                        default -> Double.parseDouble(value);
                    };
            return new Sample(name, labels, number);
        } catch (NumberFormatException notASample) {
            return null;
        }
    }

    /// A place in one line.
    private static final class Cursor {
        private final String line;
        private int at;

        Cursor(String line) {
            this.line = line;
        }

        char here() {
            return at < line.length() ? line.charAt(at) : NONE;
        }

        boolean take(char expected) {
            skipBlanks();
            boolean isHere = here() == expected;
            at += isHere ? 1 : 0;
            return isHere;
        }

        void skipBlanks() {
            while (here() == ' ' || here() == '\t') {
                at++;
            }
        }

        String until(String ends) {
            int from = at;
            while (at < line.length() && ends.indexOf(line.charAt(at)) < 0) {
                at++;
            }
            return line.substring(from, at);
        }

        String word() {
            skipBlanks();
            return until(" \t");
        }

        /// @return whether they end as they should
        boolean labels(Map<String, String> into) {
            while (!take('}')) {
                skipBlanks();
                String name = until("= \t}");
                if (!take('=') || !take('"')) {
                    return false;
                }
                StringBuilder value = new StringBuilder();
                while (here() != '"') {
                    if (at >= line.length()) {
                        return false;
                    }
                    value.append(character());
                }
                at++;
                into.put(name, value.toString());
                take(',');
            }
            return true;
        }

        /// Line ends, quotes and backslashes are escaped.
        private char character() {
            char c = line.charAt(at++);
            if (c != '\\' || at >= line.length()) {
                return c;
            }
            char escaped = line.charAt(at++);
            return escaped == 'n' ? '\n' : escaped;
        }
    }
}
