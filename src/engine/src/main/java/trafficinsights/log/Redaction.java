package trafficinsights.log;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// Leaves out what looks like a secret: values of words such as `password`, the user part of URLs,
/// connection strings, and the values of environment variables that are named like secrets.
public final class Redaction {
    private static final String GONE = "***";
    private static final int SHORTEST_SECRET = 4;

    private static final Pattern CONNECTION = Pattern.compile("(?i)\\bjdbc:[^\\s\"']+");
    private static final Pattern IN_URL = Pattern.compile("://[^/\\s:@]+:[^/\\s@]+@");

    /// `password=x`, `"token": "x y"`, `Authorization: Bearer x`.
    private static final Pattern NAMED =
            Pattern.compile(
                    "(?i)([\\w-]*(?:password|passwd|pwd|secret|token|authorization|api[_-]?key)[\\w-]*\"?\\s*[=:]\\s*)"
                            + "(\"[^\"]*\"|'[^']*'|\\{[^}]*\\}|(?:bearer|basic)\\s+\\S+|[^\\s;,&\"']+)");

    private final List<String> secrets;

    private Redaction(List<String> secrets) {
        this.secrets = secrets;
    }

    public static Redaction ofEnvironment(Map<String, String> environment) {
        List<String> secrets = new ArrayList<>();
        environment.forEach((name, value) -> {
            String upper = name.toUpperCase(Locale.ROOT);
            boolean isSecret =
                    List.of("PASSWORD", "SECRET", "TOKEN", "API_KEY").stream()
                            .anyMatch(upper::contains);
            if (isSecret && value.length() >= SHORTEST_SECRET) {
                secrets.add(value);
            }
        });
        return new Redaction(List.copyOf(secrets));
    }

    public String of(String text) {
        String clean = text;
        for (String secret : secrets) {
            clean = clean.replace(secret, GONE);
        }
        clean = CONNECTION.matcher(clean).replaceAll("jdbc:" + GONE);
        clean = IN_URL.matcher(clean).replaceAll("://" + GONE + "@");
        return NAMED.matcher(clean).replaceAll("$1" + GONE);
    }
}
