package trafficinsights.detect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import trafficinsights.detect.SeriesTally.Sums;
import trafficinsights.model.Dimension;
import trafficinsights.model.Figure;
import trafficinsights.model.Incident.Cause;

/// Which part of the traffic explains most of a change, after Adtributor (R. Bhagwan et al., NSDI
/// 2014): within a dimension parts are ranked by the share of the change that came from them, and
/// the dimension is chosen whose part took the largest share beyond its share of the traffic.
///
/// Changes are sums (requests, errors, time spent waiting), because only sums add up over parts; a
/// percentile's change has no parts. Servers that are in several back ends under one name count as
/// one.
final class Attribution {
    /// Parts that explain less, or hardly more than their traffic would, do not stand out.
    private static final double MIN_SHARE = 0.5;

    private static final double MIN_SURPRISE = 0.25;
    private static final int MOST_CAUSES = 10;
    private static final List<Dimension> DIMENSIONS =
            List.of(Dimension.SERVER, Dimension.REGION, Dimension.ROUTE);

    private static final Sums ZERO = new Sums(0, 0, 0, 0, 0);

    private Attribution() {}

    /// @param leading null where no part stands out
    /// @param causes of the leading part's dimension, or of the servers
    record Result(@Nullable Cause leading, List<Cause> causes) {}

    private record Part(String key, double change, double trafficShare) {}

    /// How many windows the sums of before and of the incident cover.
    record Spans(int windowsBefore, int windowsDuring) {}

    /// @param tallies of every series by dimension and key
    /// @param isRise whether the metric rose
    static Result of(
            Figure metric,
            boolean isRise,
            Spans spans,
            Map<Dimension, Map<String, SeriesTally>> tallies) {
        Cause leading = null;
        List<Cause> causes = List.of();
        double mostSurprise = MIN_SURPRISE;
        for (Dimension dimension : DIMENSIONS) {
            List<Part> parts =
                    parts(
                            metric,
                            isRise,
                            spans,
                            dimension,
                            tallies.getOrDefault(dimension, Map.of()));
            double whole = parts.stream().mapToDouble(p -> Math.max(0, p.change)).sum();
            if (!(whole > 0)) {
                continue;
            }
            List<Cause> ranked = ranked(dimension, parts, whole);
            Part most = parts.stream().max(Comparator.comparingDouble(Part::change)).orElseThrow();
            double share = most.change / whole;
            double surprise = share - most.trafficShare;
            if (causes.isEmpty() || (share >= MIN_SHARE && surprise > mostSurprise)) {
                causes = ranked;
            }
            if (share >= MIN_SHARE && surprise > mostSurprise) {
                mostSurprise = surprise;
                leading = ranked.getFirst();
            }
        }
        return new Result(leading, causes);
    }

    private static List<Cause> ranked(Dimension dimension, List<Part> parts, double whole) {
        return parts.stream()
                .sorted(Comparator.comparingDouble((Part p) -> -p.change).thenComparing(Part::key))
                .limit(MOST_CAUSES)
                .map(p -> new Cause(dimension, p.key, p.change / whole))
                .toList();
    }

    private static List<Part> parts(
            Figure metric,
            boolean isRise,
            Spans spans,
            Dimension dimension,
            Map<String, SeriesTally> tallies) {
        Map<String, Sums> before = new TreeMap<>();
        Map<String, Sums> during = new TreeMap<>();
        Map<String, String> names = dimension == Dimension.SERVER ? hosts(tallies) : Map.of();
        tallies.forEach((key, tally) -> {
            String name = names.getOrDefault(key, key);
            before.merge(name, tally.before(), SeriesTally::plus);
            during.merge(name, tally.during(), SeriesTally::plus);
        });
        Sums allBefore = before.values().stream().reduce(ZERO, SeriesTally::plus);
        Sums allDuring = during.values().stream().reduce(ZERO, SeriesTally::plus);
        List<Part> parts = new ArrayList<>();
        before.forEach((name, usual) -> {
            Sums now = during.getOrDefault(name, ZERO);
            double change = change(metric, spans, usual, now, allBefore, allDuring);
            double traffic = share(usual.requests(), allBefore.requests());
            parts.add(new Part(name, isRise ? change : -change, traffic));
        });
        return parts;
    }

    /// What a part did beyond what is usual for it, in requests, errors or µs.
    private static double change(
            Figure metric, Spans spans, Sums usual, Sums now, Sums allBefore, Sums allDuring) {
        // A part that was never seen is compared with all traffic.
        Sums base = usual.requests() > 0 ? usual : allBefore;
        return switch (metric) {
            // Against the mix of before: how long the two spans are plays no role.
            case TRAFFIC_SHARE ->
                    now.requests()
                            - allDuring.requests() * share(usual.requests(), allBefore.requests());
            case REQUEST_RATE ->
                    now.requests() / spans.windowsDuring
                            - usual.requests() / Math.max(1, spans.windowsBefore);
            case ERROR_RATE ->
                    now.serverErrors()
                            - now.requests() * share(base.serverErrors(), base.requests());
            case CLIENT_ERROR_RATE ->
                    now.clientErrors()
                            - now.requests() * share(base.clientErrors(), base.requests());
            case P95 -> {
                Sums known = usual.latencyCount() > 0 ? usual : allBefore;
                double mean = share(known.latencyMicros(), known.latencyCount());
                yield now.latencyMicros() - now.latencyCount() * mean;
            }
            default -> throw new IllegalArgumentException(metric + " is not watched");
        };
    }

    /// The server behind each key, where several back ends have it: `api/eu-1` and `static/eu-1`
    /// are `eu-1`.
    private static Map<String, String> hosts(Map<String, SeriesTally> tallies) {
        Map<String, Integer> counts = new HashMap<>();
        tallies.keySet().forEach(key -> counts.merge(host(key), 1, Integer::sum));
        Map<String, String> names = new HashMap<>();
        for (String key : tallies.keySet()) {
            boolean isShared = counts.getOrDefault(host(key), 0) > 1;
            names.put(key, isShared ? host(key) : key);
        }
        return names;
    }

    /// What follows the back end's name.
    static String host(String server) {
        return server.substring(server.lastIndexOf('/') + 1);
    }

    private static double share(double part, double whole) {
        return whole == 0 ? 0 : part / whole;
    }
}
