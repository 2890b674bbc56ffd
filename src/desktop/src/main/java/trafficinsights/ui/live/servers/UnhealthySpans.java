package trafficinsights.ui.live.servers;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import trafficinsights.chart.Band;
import trafficinsights.run.base.ServerHistory;
import trafficinsights.ui.common.Texts;

/// The times in which health checks of servers failed. Pure.
final class UnhealthySpans {
    /// More would not be told apart.
    private static final int MOST_PARTS = 200;

    private static final int NAMED = 2;

    private UnhealthySpans() {}

    /// One band for each time in which the same servers were unhealthy, in order of time; none
    /// overlap. Times are taken to a part of the range, so that there are at most 200 bands.
    static List<Band> of(List<ServerHistory.Series> servers, long fromMicros, long toMicros) {
        long part = Math.max(1, Math.ceilDiv(toMicros - fromMicros, MOST_PARTS));
        Map<Integer, Set<String>> unhealthy = new HashMap<>();
        for (ServerHistory.Series series : servers) {
            for (int i = 0; i < series.epochMicros().length; i++) {
                if (!series.isHealthy()[i]) {
                    long until =
                            i + 1 < series.epochMicros().length
                                    ? series.epochMicros()[i + 1]
                                    : toMicros;
                    mark(
                            unhealthy,
                            series.server(),
                            part,
                            fromMicros,
                            series.epochMicros()[i],
                            until);
                }
            }
        }
        return bands(unhealthy, part, fromMicros, toMicros);
    }

    /// From a value that was unhealthy to the next one, at least one part.
    private static void mark(
            Map<Integer, Set<String>> unhealthy,
            String server,
            long part,
            long fromMicros,
            long startMicros,
            long endMicros) {
        int first = (int) Math.floorDiv(startMicros - fromMicros, part);
        int last = (int) Math.floorDiv(Math.max(startMicros, endMicros - 1) - fromMicros, part);
        for (int i = Math.max(0, first); i <= Math.min(last, MOST_PARTS); i++) {
            unhealthy.computeIfAbsent(i, _ -> new TreeSet<>()).add(server);
        }
    }

    private static List<Band> bands(
            Map<Integer, Set<String>> unhealthy, long part, long fromMicros, long toMicros) {
        List<Band> bands = new ArrayList<>();
        for (int i = 0; i <= MOST_PARTS; i++) {
            Set<String> names = unhealthy.get(i);
            int end = i + 1;
            while (names != null && names.equals(unhealthy.get(end))) {
                end++;
            }
            if (names != null) {
                bands.add(
                        new Band(
                                fromMicros + i * part,
                                Math.min(toMicros, fromMicros + end * part),
                                Band.Kind.UNHEALTHY,
                                text(List.copyOf(names))));
            }
            i = end - 1;
        }
        return bands;
    }

    /// `eu-1 and eu-2 are unhealthy`.
    private static String text(List<String> names) {
        int more = names.size() - NAMED;
        return switch (names.size()) {
            case 1 -> names.getFirst() + " is unhealthy";
            case NAMED -> String.join(" and ", names) + " are unhealthy";
            default ->
                    "%s and %s are unhealthy"
                            .formatted(
                                    String.join(", ", names.subList(0, NAMED)),
                                    Texts.counted(more, "other"));
        };
    }
}
