package trafficinsights.detect.kpi;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import trafficinsights.model.Dimension;
import trafficinsights.model.Incident.Cause;

/// How much of a change came from which part of the traffic, after Adtributor (R. Bhagwan et al.,
/// NSDI 2014). Changes are sums (requests, errors, time spent waiting), because only sums add up
/// over parts; a percentile's change has no parts. Threads: stateless.
final class Causes {
    private static final int MOST = 10;

    private Causes() {}

    private record Part(String key, double change) {}

    /// Parts of a dimension by their share of the change in the newest windows, the largest first.
    static List<Cause> of(
            Dimension by,
            Finding finding,
            Map<String, Series> series,
            Traffic traffic,
            long t,
            int windows) {
        List<Part> parts = new ArrayList<>();
        for (Series one : series.values()) {
            double change = change(finding, one, traffic, t, windows);
            parts.add(new Part(one.key, finding.isRise() ? change : -change));
        }
        double whole = parts.stream().mapToDouble(part -> Math.max(0, part.change)).sum();
        if (!(whole > 0)) {
            return List.of();
        }
        return parts.stream()
                .sorted(Comparator.comparingDouble((Part p) -> -p.change).thenComparing(Part::key))
                .limit(MOST)
                .map(part -> new Cause(by, part.key, part.change / whole))
                .toList();
    }

    /// What a part did beyond what is usual for it, in requests, errors, bytes or µs.
    private static double change(
            Finding finding, Series one, Traffic traffic, long t, int windows) {
        Recent recent = one.recent;
        Baseline past = one.past;
        return switch (finding.question) {
            case SLOWER, MORE_ABOVE_P90, MORE_ABOVE_P98, FASTER ->
                    recent.sum(Slice.LATENCY_MICROS, t, windows)
                            - recent.sum(Slice.LATENCIES, t, windows)
                                    * share(
                                            past.sums[Slice.LATENCY_MICROS],
                                            past.sums[Slice.LATENCIES]);
            case SMALLER_RESPONSES, LARGER_RESPONSES ->
                    recent.sum(Slice.BYTES, t, windows)
                            - recent.sum(Slice.SIZES, t, windows)
                                    * share(past.sums[Slice.BYTES], past.sums[Slice.SIZES]);
            case MORE_SERVER_ERRORS,
                    MORE_CLIENT_ERRORS,
                    MORE_REDIRECTS,
                    FEWER_SERVER_ERRORS,
                    FEWER_CLIENT_ERRORS -> {
                int field = finding.question.statuses();
                yield recent.sum(field, t, windows)
                        - recent.sum(Slice.STATUSES, t, windows)
                                * share(past.sums[field], past.statuses());
            }
            case LESS_TRAFFIC, MORE_TRAFFIC ->
                    recent.sum(Slice.REQUESTS, t, windows)
                            - (finding.isRate()
                                    ? past.rate() * windows
                                    : traffic.whole(one, windows) * Math.min(1, past.share()));
        };
    }

    private static double share(double part, double whole) {
        return whole > 0 ? part / whole : 0;
    }
}
