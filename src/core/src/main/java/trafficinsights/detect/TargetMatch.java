package trafficinsights.detect;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import trafficinsights.model.Alarm;
import trafficinsights.model.Dimension;
import trafficinsights.model.Figure;
import trafficinsights.model.TruthInterval;

/// Whether an alarm is about a fault: by the part that it names, or by the metric that changed. A
/// server counts with or without its back end, a region with or without its zone, a route with or
/// without its identifiers. Threads: stateless.
final class TargetMatch {
    private static final Pattern NUMBERED = Pattern.compile(".*\\d.*");
    private static final Pattern VERSION = Pattern.compile("v\\d+");

    /// Kinds of part that ground truth knows and windows do not.
    private static final Set<String> OTHER_KINDS = Set.of("client", "server+route");

    private TargetMatch() {}

    /// @param dimension empty where it is not known
    private record Target(String dimension, String key) {
        static Target of(String text) {
            if (text.equals(Dimension.ALL)) {
                return new Target(Dimension.TOTAL.label(), text);
            }
            int colon = text.indexOf(':');
            String kind = colon < 0 ? "" : text.substring(0, colon);
            return isKind(kind)
                    ? new Target(kind, text.substring(colon + 1))
                    : new Target("", text);
        }

        private static boolean isKind(String text) {
            for (Dimension dimension : Dimension.values()) {
                if (dimension.label().equals(text)) {
                    return true;
                }
            }
            return OTHER_KINDS.contains(text);
        }

        boolean isNamedBy(Alarm alarm) {
            boolean isOther =
                    !dimension.isEmpty()
                            && !alarm.dimension().isEmpty()
                            && !dimension.equals(alarm.dimension());
            if (isOther) {
                return false;
            }
            if (dimension.isEmpty() && isWider(alarm.dimension())) {
                // A bare `eu-2` is a server or a region, and never a part of the region `eu`.
                return alarm.key().equals(key);
            }
            return isSame(dimension.isEmpty() ? alarm.dimension() : dimension, alarm.key(), key);
        }

        private static boolean isWider(String dimension) {
            return dimension.equals(Dimension.TOTAL.label())
                    || dimension.equals(Dimension.REGION.label());
        }
    }

    static boolean names(TruthInterval truth, Alarm alarm) {
        return truth.targets().stream().anyMatch(target -> Target.of(target).isNamedBy(alarm));
    }

    /// Whether an alarm names the target, or a metric that the fault changes.
    static boolean isConsistent(TruthInterval truth, Alarm alarm) {
        List<String> metrics = truth.evidence().metrics();
        return metrics.isEmpty() || metrics.contains(metric(alarm)) || names(truth, alarm);
    }

    private static String metric(Alarm alarm) {
        String name = alarm.metric();
        if (name.contains("client_error")) {
            return Figure.CLIENT_ERRORS.column();
        }
        for (String metric : List.of("latency", "error", "redirect", "bytes")) {
            if (name.contains(metric)) {
                return metric.equals("error") || metric.equals("redirect") ? metric + "s" : metric;
            }
        }
        return name.contains("rate") || name.contains("traffic") ? "traffic" : name;
    }

    private static boolean isSame(String dimension, String named, String target) {
        if (named.equals(target) || dimension.equals(Dimension.TOTAL.label())) {
            return true;
        }
        boolean isKnown = !dimension.isEmpty();
        boolean isServer = !isKnown || dimension.equals(Dimension.SERVER.label());
        boolean isRoute = !isKnown || dimension.equals(Dimension.ROUTE.label());
        boolean isRegion = isKnown && dimension.equals(Dimension.REGION.label());
        return (isServer && !named.startsWith("/") && last(named).equals(last(target)))
                || (isRoute && route(named).equals(route(target)))
                || (isRegion && (named.startsWith(target + "-") || target.startsWith(named + "-")));
    }

    private static String last(String key) {
        return key.substring(key.lastIndexOf('/') + 1);
    }

    /// `/users/:id` of `/users/17?x=1`
    private static String route(String path) {
        int query = path.indexOf('?');
        String[] parts = (query < 0 ? path : path.substring(0, query)).split("/", -1);
        for (int i = 0; i < parts.length; i++) {
            if (NUMBERED.matcher(parts[i]).matches() && !VERSION.matcher(parts[i]).matches()) {
                parts[i] = ":id";
            }
        }
        return String.join("/", parts);
    }
}
