package trafficinsights.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.TreeSet;

/// A span of a chart in which something was found. A fault shows in many series at once: where
/// anomalies overlap the worst one has the span, so that tints never darken one another.
///
/// @param worst what was found
public record MarkedSpan(long startMicros, long endMicros, Anomaly worst) {
    private static final Comparator<Anomaly> WORST_FIRST =
            Comparator.comparing(Anomaly::severity).thenComparingDouble(Anomaly::score).reversed();

    /// Cuts time at every start and end; each piece belongs to the worst anomaly over it.
    static List<MarkedSpan> of(List<Anomaly> anomalies) {
        TreeSet<Long> cuts = new TreeSet<>();
        for (Anomaly anomaly : anomalies) {
            cuts.add(anomaly.startMicros());
            cuts.add(anomaly.endMicros());
        }
        List<Anomaly> coming =
                anomalies.stream().sorted(Comparator.comparingLong(Anomaly::startMicros)).toList();
        PriorityQueue<Anomaly> lasting = new PriorityQueue<>(WORST_FIRST);
        List<MarkedSpan> spans = new ArrayList<>();
        int next = 0;
        for (long cut : cuts) {
            while (next < coming.size() && coming.get(next).startMicros() == cut) {
                lasting.add(coming.get(next++));
            }
            while (!lasting.isEmpty() && lasting.peek().endMicros() <= cut) {
                lasting.remove();
            }
            Long end = cuts.higher(cut);
            if (end != null && !lasting.isEmpty()) {
                append(spans, new MarkedSpan(cut, end, lasting.peek()));
            }
        }
        return spans;
    }

    private static void append(List<MarkedSpan> spans, MarkedSpan span) {
        MarkedSpan last = spans.isEmpty() ? null : spans.getLast();
        if (last != null
                && last.endMicros == span.startMicros
                && last.worst.severity() == span.worst.severity()) {
            spans.set(
                    spans.size() - 1, new MarkedSpan(last.startMicros, span.endMicros, last.worst));
        } else {
            spans.add(span);
        }
    }
}
