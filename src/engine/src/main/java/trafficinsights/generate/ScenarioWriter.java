package trafficinsights.generate;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import trafficinsights.generate.Scenario.Arrivals;
import trafficinsights.generate.Scenario.Balancer;
import trafficinsights.generate.Scenario.Bursts;
import trafficinsights.generate.Scenario.Failure;
import trafficinsights.generate.Scenario.HealthCheck;
import trafficinsights.generate.Scenario.Region;
import trafficinsights.generate.Scenario.Retries;
import trafficinsights.generate.Scenario.Route;
import trafficinsights.generate.Scenario.Server;

/// Writes a scenario as a commented file that [ScenarioFile] reads back to an equal scenario.
/// Threads: one.
public final class ScenarioWriter {
    /// Texts that mean themselves in YAML without quotes, also inside of braces.
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z/][A-Za-z0-9/_.-]*(:?[A-Za-z]+)?");

    private static final int NUMBERS_A_LINE = 20;

    private final StringBuilder text = new StringBuilder();

    private ScenarioWriter() {}

    /// The text of a scenario file.
    public static String text(Scenario scenario) {
        ScenarioWriter writer = new ScenarioWriter();
        writer.head(scenario);
        writer.arrivals(scenario.arrivals());
        writer.clients(scenario);
        writer.balancer(scenario.balancer());
        writer.line("# Where requests come from, and the servers there.");
        writer.line("regions:");
        scenario.regions().forEach(writer::region);
        writer.line("# What is asked for. Service times hold for servers without latencyMillis.");
        writer.line("routes:");
        scenario.routes().forEach(writer::route);
        if (!scenario.failures().isEmpty()) {
            writer.line("# What goes wrong; the ground truth.");
            writer.line("failures:");
            scenario.failures().forEach(writer::failure);
        }
        return writer.text.toString();
    }

    private void head(Scenario scenario) {
        line("name: " + quoted(scenario.name()));
        line("title: " + quoted(scenario.title()));
        line("description: " + quoted(scenario.description()));
        line("seed: " + scenario.seed());
        line("start: " + scenario.start());
        line("duration: " + duration(scenario.duration()));
    }

    private void arrivals(Arrivals arrivals) {
        line("# First attempts per second: the mean over all regions, and how it changes.");
        line("requestsPerSecond: " + number(arrivals.requestsPerSecond()));
        line("dailySwing: " + number(arrivals.dailySwing()));
        line("peakHour: " + number(arrivals.peakHour()));
        if (!arrivals.weekly().isEmpty()) {
            line("weekly: [" + numbers(arrivals.weekly()) + "]");
        }
        line("trendPerDay: " + number(arrivals.trendPerDay()));
        Bursts bursts = arrivals.bursts();
        line(
                "bursts: { perHour: %s, length: %s, factor: %s }"
                        .formatted(
                                number(bursts.perHour()),
                                duration(bursts.length()),
                                number(bursts.factor())));
        if (!arrivals.curve().isEmpty()) {
            line("# Measured rates relative to one another, one a step.");
            line("curve:");
            line("  step: " + duration(arrivals.curveStep()));
            numberList("  values:", "    ", arrivals.curve());
        }
    }

    private void clients(Scenario scenario) {
        line("# Distinct clients, and how they come.");
        line("clients: " + scenario.clients().count());
        line(
                "session: { length: %s, requests: %s }"
                        .formatted(
                                duration(scenario.clients().sessionLength()),
                                number(scenario.clients().requestsPerSession())));
        Retries retries = scenario.retries();
        line(
                "retries: { max: %d, backoff: %s, multiplier: %s, jitter: %s, budget: %s }"
                        .formatted(
                                retries.max(),
                                duration(retries.backoff()),
                                number(retries.multiplier()),
                                number(retries.jitter()),
                                number(retries.budget())));
    }

    private void balancer(Balancer balancer) {
        HealthCheck check = balancer.healthCheck();
        line("balancer:");
        line("  policy: " + balancer.policy().label());
        line("  failover: " + balancer.hasFailover());
        line("  timeout: " + duration(balancer.timeout()));
        line("  queue: " + balancer.queue());
        line(
                "  healthCheck: { interval: %s, fall: %d, rise: %d, timeout: %s }"
                        .formatted(
                                duration(check.interval()),
                                check.fall(),
                                check.rise(),
                                duration(check.timeout())));
    }

    private void region(Region region) {
        line("  - name: " + quoted(region.name()));
        line("    share: " + number(region.share()));
        line("    zone: " + quoted(region.zone().getId()));
        line("    servers:");
        region.servers().forEach(this::server);
    }

    private void server(Server server) {
        line("      - name: " + quoted(server.name()));
        line("        workers: " + server.workers());
        line("        weight: " + number(server.weight()));
        line("        errorRate: " + number(server.errorRate()));
        if (!server.latencyMillis().isEmpty()) {
            line("        # Quantiles, evenly spaced from the minimum to the maximum.");
            numberList("        latencyMillis:", "          ", server.latencyMillis());
        }
    }

    private void route(Route route) {
        String statuses =
                route.statuses().stream()
                        .map(s -> s.status() + ": " + number(s.share()))
                        .collect(Collectors.joining(", "));
        line("  - path: " + quoted(route.path()));
        line("    method: " + quoted(route.method()));
        line("    share: " + number(route.share()));
        line("    medianMillis: " + number(route.medianMillis()));
        line("    sigma: " + number(route.sigma()));
        line("    bytes: " + number(route.bytes()));
        line("    errorRate: " + number(route.errorRate()));
        line("    statuses: { " + statuses + " }");
    }

    private void failure(Failure failure) {
        line("  - kind: " + failure.kind().label());
        line("    target: " + quoted(failure.target()));
        line("    at: " + duration(failure.at()));
        line("    length: " + duration(failure.length()));
        line("    ramp: " + duration(failure.ramp()));
        line("    strength: " + number(failure.strength()));
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    private void numberList(String key, String indent, List<Double> values) {
        line(key);
        for (int from = 0; from < values.size(); from += NUMBERS_A_LINE) {
            int to = Math.min(values.size(), from + NUMBERS_A_LINE);
            String start = from == 0 ? "[ " : "  ";
            String end = to == values.size() ? " ]" : ",";
            line(indent + start + numbers(values.subList(from, to)) + end);
        }
    }

    private static String numbers(List<Double> values) {
        return values.stream().map(ScenarioWriter::number).collect(Collectors.joining(", "));
    }

    static String number(double value) {
        boolean isWhole = value == Math.rint(value) && Math.abs(value) < 1e15;
        return isWhole ? Long.toString((long) value) : Double.toString(value);
    }

    private static String duration(Duration duration) {
        long millis = duration.toMillis();
        return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
    }

    static String quoted(String value) {
        if (PLAIN.matcher(value).matches()) {
            return value;
        }
        StringBuilder quoted = new StringBuilder("\"");
        value.codePoints().forEach(c -> appendEscaped(quoted, c));
        return quoted.append('"').toString();
    }

    private static void appendEscaped(StringBuilder quoted, int c) {
        if (c == '"' || c == '\\') {
            quoted.append('\\').appendCodePoint(c);
        } else if (c >= ' ' && c <= '~') {
            quoted.appendCodePoint(c);
        } else {
            quoted.append(String.format(Locale.ROOT, "\\U%08X", c));
        }
    }
}
