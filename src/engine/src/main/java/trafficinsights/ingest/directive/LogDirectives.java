package trafficinsights.ingest.directive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import trafficinsights.ingest.text.InputFiles;
import trafficinsights.model.Problem;
import trafficinsights.model.ProblemException;

/// Reads log formats from what users have: the text of a directive, or a server's configuration.
///
/// Errors: a [ProblemException] that says what is wrong with the format and what to do.
public final class LogDirectives {
    private static final long MOST_BYTES = 8 << 20;

    private static final Pattern NGINX_VARIABLE = Pattern.compile("\\$\\{?[a-z_]\\w*");
    private static final Pattern ENVOY_OPERATOR =
            Pattern.compile("%[A-Z][A-Z0-9_]{2,}(?:\\([^)]*\\))?(?::\\d+)?%");
    private static final Pattern HAPROXY_VARIABLE =
            Pattern.compile(
                    "%(?:\\{[+-][QXE][^}]*\\})?(?:ci|cp|ft|tr|trg|ST|TR|Ta|Tt|tsc|HM|HP|HU|\\[)");

    /// `name`, options, then quoted parts up to a semicolon.
    private static final Pattern NGINX_CONFIGURATION =
            Pattern.compile(
                    "(?s)\\blog_format\\s+(?<name>\\S+)\\s+(?<escape>escape=\\w+\\s+)?(?<format>(?:'[^'\\\\]*+(?:\\\\.[^'\\\\]*+)*+'|\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"|\\s)++);");

    private static final Pattern NGINX_PART =
            Pattern.compile(
                    "(?s)'([^'\\\\]*+(?:\\\\.[^'\\\\]*+)*+)'|\"([^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)\"");

    private static final Pattern APACHE_CONFIGURATION =
            Pattern.compile(
                    "(?im)^\\s*(?:LogFormat|CustomLog\\s+(?:\"[^\"]*\"|\\S+))\\s+\"(?<format>[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)\"");

    private static final Pattern HAPROXY_CONFIGURATION =
            Pattern.compile(
                    "(?m)^\\s*(?:log-format|error-log-format)\\s+(?:\"(?<quoted>[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)\"|'(?<single>[^']*)'|(?<bare>(?:\\\\ |\\S)++))");

    private static final Pattern ENVOY_CONFIGURATION =
            Pattern.compile(
                    "(?m)(?:inline_string|format|text_format|accessLogFormat)\\s*:\\s*(?:\"(?<quoted>[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)\"|'(?<single>[^']*+(?:''[^']*+)*+)'|\\|[-+]?\\s*\\n\\s*(?<block>\\S[^\\n]*)|(?<bare>\\[?%[^\\n]*))");

    private static final Pattern CADDY_CONFIGURATION =
            Pattern.compile(
                    "(?m)\\bformat\\s+transform\\s+(?:\"(?<quoted>[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)\"|`(?<ticked>[^`]*)`)");

    /// Traefik's static configuration: its log has two forms, and none of a user's own.
    private static final Pattern TRAEFIK_CONFIGURATION =
            Pattern.compile("(?m)^\\s*\\[?accessLog\\b|^\\s*-?\\s*\"?--accesslog\\b");

    private LogDirectives() {}

    /// The formats that a user names: one, or all of a configuration.
    ///
    /// @param given text of a directive, with its keyword or without, or the path of a file
    public static List<LogDirective> of(String given) {
        String text = given.strip();
        Path file = file(text);
        if (file != null) {
            return ofConfiguration(file);
        }
        List<LogDirective> whole = inConfiguration(text);
        return whole.isEmpty() ? List.of(one(text)) : whole;
    }

    private static @Nullable Path file(String text) {
        if (text.indexOf('\n') >= 0 || text.indexOf('%') >= 0 || text.indexOf('$') >= 0) {
            return null;
        }
        try {
            Path file = Path.of(text);
            return Files.isRegularFile(file) ? file : null;
        } catch (InvalidPathException notAPath) {
            return null;
        }
    }

    private static List<LogDirective> ofConfiguration(Path file) {
        String text;
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw Problem.of(
                                "log-format.file",
                                "%s is too large to be a server's configuration. Name the configuration, or give the format itself."
                                        .formatted(file))
                        .asException();
            }
            text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw InputFiles.unreadable(file, e);
        }
        List<LogDirective> found = inConfiguration(text);
        if (found.isEmpty() && TRAEFIK_CONFIGURATION.matcher(text).find()) {
            throw Problem.of(
                            "log-format.none",
                            "%s configures Traefik, whose log has no format of your own. Read the log without --log-format: both forms, common and json, are recognized."
                                    .formatted(file))
                    .asException();
        }
        if (found.isEmpty()) {
            throw Problem.of(
                            "log-format.none",
                            "%s has no log format: neither log_format of nginx, LogFormat of Apache, log-format of HAProxy, a text format of Envoy nor format transform of Caddy. Formats may be in a file that it includes; name that file."
                                    .formatted(file))
                    .asException();
        }
        return found;
    }

    /// Every format of a configuration that can be read, without those that are alike.
    private static List<LogDirective> inConfiguration(String text) {
        Map<String, LogDirective> found = new LinkedHashMap<>();
        Matcher nginx = NGINX_CONFIGURATION.matcher(text);
        while (nginx.find()) {
            String format = nginxText(nginx.group("format"));
            put(found, () -> NginxDirective.of(format, format), format);
        }
        Matcher apache = APACHE_CONFIGURATION.matcher(text);
        while (apache.find()) {
            String format = unescaped(apache.group("format"));
            if (format.contains("%")) {
                put(found, () -> ApacheDirective.of(format, format), format);
            }
        }
        Matcher haproxy = HAPROXY_CONFIGURATION.matcher(text);
        while (haproxy.find()) {
            String format = haproxyText(haproxy);
            put(found, () -> HaproxyDirective.of(format, format), format);
        }
        Matcher envoy = ENVOY_CONFIGURATION.matcher(text);
        while (envoy.find()) {
            String format = envoyText(envoy);
            if (ENVOY_OPERATOR.matcher(format).find()) {
                put(found, () -> EnvoyDirective.of(format), format);
            }
        }
        Matcher caddy = CADDY_CONFIGURATION.matcher(text);
        while (caddy.find()) {
            String quoted = caddy.group("quoted");
            String format = quoted == null ? caddy.group("ticked") : unescaped(quoted);
            put(found, () -> CaddyDirective.of(format), format);
        }
        return List.copyOf(found.values());
    }

    private static void put(
            Map<String, LogDirective> found, Supplier<LogDirective> reading, String format) {
        try {
            found.putIfAbsent(format, reading.get());
        } catch (ProblemException notOfRequests) {
            // A configuration has formats of errors and of connections beside those of requests.
            System.getLogger(LogDirectives.class.getName())
                    .log(System.Logger.Level.DEBUG, notOfRequests.problem().userMessage());
        }
    }

    /// One format, in quotes or without.
    private static LogDirective one(String text) {
        boolean isQuoted =
                text.length() > 1
                        && (text.charAt(0) == '\'' || text.charAt(0) == '"')
                        && text.charAt(text.length() - 1) == text.charAt(0)
                        && !hasBareQuote(text.substring(1, text.length() - 1), text.charAt(0));
        String inner = isQuoted ? text.substring(1, text.length() - 1) : text;
        if (NGINX_VARIABLE.matcher(inner).find()) {
            boolean isOfParts = text.matches("(?s)(?:\\s*'[^'\\\\]*+(?:\\\\.[^'\\\\]*+)*+')+");
            return NginxDirective.of(text, isQuoted || isOfParts ? nginxText(text) : inner);
        }
        if (ENVOY_OPERATOR.matcher(inner).find()) {
            return EnvoyDirective.of(inner);
        }
        String plain = isQuoted || inner.contains("\\\"") ? unescaped(inner) : inner;
        if (HAPROXY_VARIABLE.matcher(plain).find()) {
            return HaproxyDirective.of(text, plain.replace("\\ ", " "));
        }
        if (plain.contains("%")) {
            return ApacheDirective.of(text, plain);
        }
        if (CaddyDirective.isOne(plain)) {
            return CaddyDirective.of(plain);
        }
        if (W3cDirective.isOne(plain)) {
            return W3cDirective.of(plain);
        }
        throw Problem.of(
                        "log-format.invalid",
                        "`%s` is not a log format: it has no variable of nginx ($status), Apache (%%>s), HAProxy (%%ST), Envoy (%%RESPONSE_CODE%%) or Caddy ({status}), it is not a list of W3C fields (date time sc-status), and there is no file of this name. Copy the format as it is in the server's configuration, or name that file."
                                .formatted(text))
                .asException();
    }

    /// A format that begins and ends with a quote is not in quotes if there are others between.
    private static boolean hasBareQuote(String inner, char quote) {
        for (int i = 0; i < inner.length(); i++) {
            if (inner.charAt(i) == '\\') {
                i++;
            } else if (inner.charAt(i) == quote) {
                return true;
            }
        }
        return false;
    }

    /// Quoted parts of a configuration, put together.
    private static String nginxText(String quoted) {
        StringBuilder text = new StringBuilder();
        Matcher part = NGINX_PART.matcher(quoted);
        while (part.find()) {
            String inner = part.group(1) == null ? part.group(2) : part.group(1);
            text.append(inner.replace("\\'", "'").replace("\\\"", "\"").replace("\\t", "\t"));
        }
        return text.toString();
    }

    private static String haproxyText(Matcher found) {
        String quoted = found.group("quoted");
        if (quoted != null) {
            return unescaped(quoted);
        }
        String single = found.group("single");
        return single != null
                ? single
                : found.group("bare").replace("\\ ", " ").replace("\\\"", "\"");
    }

    private static String envoyText(Matcher found) {
        String quoted = found.group("quoted");
        if (quoted != null) {
            return unescaped(quoted).replaceFirst("\\\\n$", "");
        }
        String single = found.group("single");
        if (single != null) {
            return single.replace("''", "'").replaceFirst("\\\\n$", "");
        }
        String block = found.group("block");
        return (block != null ? block : found.group("bare")).strip();
    }

    private static String unescaped(String text) {
        return text.replace("\\\"", "\"").replace("\\'", "'");
    }
}
