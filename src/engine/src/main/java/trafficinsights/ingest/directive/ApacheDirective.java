package trafficinsights.ingest.directive;

import static trafficinsights.ingest.row.FieldRole.*;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import trafficinsights.ingest.row.FieldRole;

/// Apache httpd's `LogFormat` (mod_log_config, mod_logio). `%D` is µs, `%T` seconds. A dash stands
/// for zero bytes at `%b`.
final class ApacheDirective {
    /// `%`, modifiers by status, `<` or `>`, a name in braces, one letter or `^` and two.
    private static final Pattern VARIABLE =
            Pattern.compile("%(!?[\\d,]*)([<>]?)(?:\\{([^}]*)\\})?(\\^[A-Z]{2}|[a-zA-Z%])");

    private ApacheDirective() {}

    /// @param format text between the quotes of the configuration, with `\"` for a quote
    static LogDirective of(String text, String format) {
        DirectiveBuilder builder = new DirectiveBuilder(Product.APACHE, text);
        Matcher variables = VARIABLE.matcher(format);
        boolean hasFinal = format.contains("%>s");
        boolean hasLine = Pattern.compile("%[<>]?r").matcher(format).find();
        int at = 0;
        while (variables.find(at)) {
            literal(builder, format.substring(at, variables.start()));
            variable(builder, variables, hasFinal, hasLine);
            at = variables.end();
        }
        literal(builder, format.substring(at));
        return builder.build(true, false, false);
    }

    private static void literal(DirectiveBuilder builder, String text) {
        if (text.contains("%")) {
            throw builder.problem("`%s` is not a variable".formatted(text.strip()));
        }
        builder.literal(text.replace("\\t", "\t"));
    }

    private static void variable(
            DirectiveBuilder builder, Matcher found, boolean hasFinal, boolean hasLine) {
        String name = found.group();
        String argument = found.group(3) == null ? "" : found.group(3);
        String letter = found.group(4);
        switch (letter) {
            case "%" -> builder.literal('%');
            case "t" -> time(builder, name, argument);
            default ->
                    builder.variable(
                            name,
                            role(letter, argument, found.group(2), hasFinal, hasLine),
                            argument.equalsIgnoreCase("X-Forwarded-For")
                                    ? Part.Form.LIST
                                    : Part.Form.PLAIN);
        }
    }

    private static void time(DirectiveBuilder builder, String name, String argument) {
        String form = argument.replaceFirst("^(begin|end):?", "");
        switch (form) {
            case "" -> {
                builder.literal('[');
                builder.variable(name, TIME);
                builder.literal(']');
            }
            case "sec", "msec", "usec" -> builder.variable(name, TIME);
            case "msec_frac" -> builder.variable(name, MILLIS_OF_SECOND);
            case "usec_frac" -> builder.variable(name, MICROS_OF_SECOND);
            default -> builder.time(name, TimePattern.ofStrftime(form, builder));
        }
    }

    private static FieldRole role(
            String letter, String argument, String which, boolean hasFinal, boolean hasLine) {
        return switch (letter) {
            // `%{c}a` is the peer of the connection, behind mod_remoteip a proxy.
            case "a", "h" -> argument.equals("c") ? IGNORED : CLIENT;
            case "i" -> header(argument);
            case "e" -> worker(argument);
            case "r" -> REQUEST_LINE;
            case "m" -> hasLine ? IGNORED : METHOD;
            case "U" -> hasLine ? IGNORED : TARGET;
            case "s" -> hasFinal && !which.equals(">") ? IGNORED : STATUS;
            case "b", "B", "O" -> BYTES;
            case "D" -> LATENCY_MICROS;
            case "T" ->
                    switch (argument) {
                        case "ms" -> LATENCY_MILLIS;
                        case "us" -> LATENCY_MICROS;
                        default -> LATENCY_SECONDS;
                    };
            case "v", "V" -> HOST;
            case "^FB" -> TTFB_MICROS;
            default -> IGNORED;
        };
    }

    private static FieldRole header(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "x-forwarded-for" -> FORWARDED_FOR;
            case "x-real-ip", "true-client-ip", "cf-connecting-ip", "x-client-ip" -> FORWARDED_FOR;
            case "host" -> HOST;
            default -> IGNORED;
        };
    }

    /// Environment that mod_proxy_balancer sets.
    private static FieldRole worker(String name) {
        return switch (name) {
            case "BALANCER_WORKER_NAME", "BALANCER_WORKER_ROUTE" -> SERVER;
            case "BALANCER_NAME" -> GROUP;
            default -> IGNORED;
        };
    }
}
