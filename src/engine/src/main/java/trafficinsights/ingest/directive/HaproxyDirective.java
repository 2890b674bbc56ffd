package trafficinsights.ingest.directive;

import static trafficinsights.ingest.row.FieldRole.*;

import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import trafficinsights.ingest.directive.Part.Form;
import trafficinsights.ingest.row.FieldRole;

/// HAProxy's `log-format` (configuration manual, "Custom log format"). Timers are ms; a server is
/// named with its backend.
final class HaproxyDirective {
    /// `option httplog clf`, as the manual writes it out.
    static final String CLF =
            "%{+Q}o %{-Q}ci - - [%trg] %r %ST %B \"\" \"\" %cp %ms %ft %b %s %TR %Tw %Tc %Tr %Ta"
                    + " %tsc %ac %fc %bc %sc %rc %sq %bq %CC %CS %hrl %hsl";

    private static final Pattern VARIABLE =
            Pattern.compile(
                    "%(?:\\(([^)]*)\\))?(?:\\{([^}]*)\\})?(\\[(?:[^\\[\\]]|\\[[^\\]]*\\])*\\]|[a-zA-Z]+|%)");

    private static final Map<String, FieldRole> ROLES =
            Map.ofEntries(
                    Map.entry("ci", CLIENT),
                    Map.entry("t", TIME),
                    Map.entry("tr", TIME),
                    Map.entry("T", TIME),
                    Map.entry("Tl", TIME),
                    Map.entry("trg", TIME),
                    Map.entry("trl", TIME),
                    Map.entry("Ts", TIME),
                    Map.entry("ms", MILLIS_OF_SECOND),
                    Map.entry("f", LISTENER),
                    Map.entry("ft", LISTENER),
                    Map.entry("b", GROUP),
                    Map.entry("s", SERVER),
                    Map.entry("Ta", LATENCY_MILLIS),
                    Map.entry("Tt", LATENCY_MILLIS),
                    Map.entry("Tr", TTFB_MILLIS),
                    Map.entry("ST", STATUS),
                    Map.entry("B", BYTES),
                    Map.entry("rc", RETRIES),
                    Map.entry("r", REQUEST_LINE),
                    Map.entry("HM", METHOD),
                    Map.entry("HP", TARGET),
                    Map.entry("HU", TARGET),
                    Map.entry("HPO", TARGET));

    /// Known, and nothing that a request has.
    private static final Set<String> OTHERS =
            Set.of(
                    "cp", "fi", "fp", "bi", "bp", "si", "sp", "H", "ID", "pid", "rt", "sslc",
                    "sslv", "U", "Tc", "TR", "Tw", "Td", "Th", "Ti", "Tq", "Tu", "ac", "fc", "bc",
                    "sc", "sq", "bq", "tsc", "ts", "lc", "CC", "CS", "hr", "hs", "hrl", "hsl", "HQ",
                    "HV", "OG", "cs");

    private HaproxyDirective() {}

    /// @param format text between the quotes of the configuration, with `\"` for a quote, or with
    ///   `\ ` for a blank
    static LogDirective of(String text, String format) {
        DirectiveBuilder builder = new DirectiveBuilder(Product.HAPROXY, text);
        boolean hasActive = hasVariable(format, "Ta");
        boolean hasLine = hasVariable(format, "r");
        Matcher variables = VARIABLE.matcher(format);
        boolean isQuotedByDefault = false;
        int at = 0;
        while (variables.find(at)) {
            builder.literal(format.substring(at, variables.start()));
            at = variables.end();
            String flags = variables.group(2) == null ? "" : variables.group(2);
            String name = variables.group(3);
            boolean isQuoted = flags.contains("+Q") || (isQuotedByDefault && !flags.contains("-Q"));
            if (name.equals("%")) {
                builder.literal('%');
            } else if (name.equals("o")) {
                isQuotedByDefault = isQuoted;
                // The blank behind it is not written.
                at += at < format.length() && format.charAt(at) == ' ' ? 1 : 0;
            } else {
                variable(builder, variables.group(), name, isQuoted, hasActive, hasLine);
            }
        }
        builder.literal(format.substring(at));
        return builder.build(false, true, true);
    }

    private static boolean hasVariable(String format, String name) {
        return Pattern.compile("%(\\{[^}]*\\})?" + name + "\\b").matcher(format).find();
    }

    private static void variable(
            DirectiveBuilder builder,
            String written,
            String name,
            boolean isQuoted,
            boolean hasActive,
            boolean hasLine) {
        boolean isSample = name.startsWith("[");
        if (!isSample && !ROLES.containsKey(name) && !OTHERS.contains(name)) {
            throw builder.problem("`%s` is not a variable".formatted(written));
        }
        FieldRole role = isSample ? sample(name) : ROLES.getOrDefault(name, IGNORED);
        boolean isWorse =
                (hasActive && name.equals("Tt")) || (hasLine && (role == METHOD || role == TARGET));
        Form form =
                switch (name) {
                    case "hr", "hs" -> Form.CAPTURED;
                    case "hrl", "hsl" -> Form.CAPTURED_LIST;
                    case "trg", "trl", "T", "Tl" -> Form.CLOCK;
                    default -> Form.PLAIN;
                };
        // Texts only: numbers are never quoted by the flag.
        boolean hasQuotes = isQuoted && isText(name);
        if (hasQuotes) {
            builder.literal('"');
        }
        builder.variable(written, isWorse ? IGNORED : role, form);
        if (hasQuotes) {
            builder.literal('"');
        }
    }

    private static final Set<String> QUOTED =
            Set.of(
                    "b", "f", "ft", "s", "r", "HM", "HP", "HPO", "HQ", "HU", "HV", "CC", "CS", "ID",
                    "H", "ci", "si", "bi", "fi", "sslc", "sslv", "OG");

    private static boolean isText(String name) {
        return name.startsWith("[") || QUOTED.contains(name);
    }

    /// A sample expression that is one of the values of a request.
    private static FieldRole sample(String expression) {
        String fetch = expression.substring(1, expression.length() - 1).strip();
        String first = fetch.split(",", 2)[0];
        return switch (first) {
            case "src" -> CLIENT;
            case "method" -> METHOD;
            case "path", "pathq", "url", "capture.req.uri" -> TARGET;
            case "capture.req.method" -> METHOD;
            case "status" -> STATUS;
            case "be_name" -> GROUP;
            case "srv_name" -> SERVER;
            case "fe_name" -> LISTENER;
            default -> IGNORED;
        };
    }
}
