package trafficinsights.detect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import trafficinsights.model.Alarm;
import trafficinsights.model.Anomaly;
import trafficinsights.model.Incident;
import trafficinsights.model.Scorecard;
import trafficinsights.model.Scorecard.Found;
import trafficinsights.model.Scorecard.Row;
import trafficinsights.model.Scorecard.Step;
import trafficinsights.model.TimeWindow;
import trafficinsights.model.TruthInterval;

/// Scores alarms against ground truth.
///
/// A truth is found by the first alarm that begins within it, at most one window early (a window
/// begins before what happens in it). An alarm is false when it overlaps no truth, where a truth
/// goes on for a quarter of its length, at least two windows: queues drain, clients come back. A
/// detector's overlapping alarms, and those less than two windows apart, count as one, so that a
/// fault seen in many series is one alarm. Threads: stateless.
public final class Scoring {
    private static final double AFTERMATH = 0.25;
    private static final int AFTERMATH_WINDOWS = 2;
    private static final double MICROS_PER_DAY = 86_400e6;
    private static final double[] LIMITS = {6, 7, 8, 10, 12, 15, 20, 25, 30, 40, 50, 70, 100};

    private final List<TruthInterval> truths;
    private final long windowMicros;
    private final double calmDays;

    /// @param span that was watched
    /// @param windowMicros length of a KPI window
    public Scoring(List<TruthInterval> truths, TimeWindow span, long windowMicros) {
        this.truths =
                truths.stream()
                        .sorted(Comparator.comparingLong(TruthInterval::startMicros))
                        .toList();
        this.windowMicros = windowMicros;
        this.calmDays = calmMicros(span) / MICROS_PER_DAY;
    }

    public static Alarm alarm(Anomaly anomaly) {
        return new Alarm(
                anomaly.startMicros(),
                anomaly.endMicros(),
                anomaly.metric().seriesName(),
                anomaly.key(),
                anomaly.deviation());
    }

    public static Alarm alarm(Incident incident) {
        return new Alarm(
                incident.startMicros(),
                incident.endMicros(),
                Scorecard.FUSED,
                incident.key(),
                incident.deviation());
    }

    /// @param parts alarms of single detectors
    /// @param fused alarms of all put together
    public Scorecard score(List<Alarm> parts, List<Alarm> fused) {
        List<Row> rows = new ArrayList<>();
        rows.add(row(Scorecard.FUSED, fused));
        Map<String, List<Alarm>> byDetector =
                parts.stream()
                        .collect(
                                Collectors.groupingBy(
                                        Alarm::detector, TreeMap::new, Collectors.toList()));
        byDetector.forEach((detector, alarms) -> rows.add(row(detector, merged(alarms))));
        List<Found> found = truths.stream().map(truth -> found(truth, fused)).toList();
        List<Step> sweep = new ArrayList<>();
        for (double limit : LIMITS) {
            List<Alarm> louder = fused.stream().filter(a -> a.deviation() >= limit).toList();
            sweep.add(new Step(limit, row(Scorecard.FUSED, louder)));
        }
        return new Scorecard(rows, found, sweep);
    }

    /// Where nothing is known of incidents: all alarms together stand for them.
    public Scorecard scoreParts(List<Alarm> parts) {
        return score(parts, merged(parts));
    }

    private Row row(String detector, List<Alarm> alarms) {
        double[] delays =
                truths.stream()
                        .map(truth -> found(truth, alarms))
                        .filter(Found::isFound)
                        .mapToDouble(Found::secondsToDetect)
                        .sorted()
                        .toArray();
        int falseAlarms = (int) alarms.stream().filter(this::isFalse).count();
        double precision = share(alarms.size() - falseAlarms, alarms.size());
        double recall = share(delays.length, truths.size());
        return new Row(
                detector,
                truths.size(),
                delays.length,
                alarms.size(),
                falseAlarms,
                precision,
                recall,
                precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0,
                median(delays),
                calmDays > 0 ? falseAlarms / calmDays : Double.NaN);
    }

    private Found found(TruthInterval truth, List<Alarm> alarms) {
        return alarms.stream()
                .filter(alarm -> alarm.startMicros() > truth.startMicros() - windowMicros)
                .filter(alarm -> alarm.startMicros() < truth.endMicros())
                .min(Comparator.comparingLong(Alarm::startMicros))
                .map(alarm -> new Found(truth, delaySeconds(truth, alarm), alarm.key()))
                .orElse(new Found(truth, Double.NaN, ""));
    }

    private double delaySeconds(TruthInterval truth, Alarm alarm) {
        return (alarm.startMicros() + windowMicros - truth.startMicros()) / 1e6;
    }

    private boolean isFalse(Alarm alarm) {
        return truths.stream()
                .noneMatch(truth ->
                        alarm.startMicros() < end(truth)
                                && alarm.endMicros() > truth.startMicros());
    }

    /// When a truth's aftermath is over.
    private long end(TruthInterval truth) {
        long length = truth.endMicros() - truth.startMicros();
        return truth.endMicros()
                + Math.max((long) (AFTERMATH * length), AFTERMATH_WINDOWS * windowMicros);
    }

    private List<Alarm> merged(List<Alarm> alarms) {
        List<Alarm> merged = new ArrayList<>();
        List<Alarm> inOrder =
                alarms.stream().sorted(Comparator.comparingLong(Alarm::startMicros)).toList();
        for (Alarm next : inOrder) {
            Alarm last = merged.isEmpty() ? null : merged.getLast();
            long reach = AFTERMATH_WINDOWS * windowMicros;
            if (last != null && next.startMicros() < last.endMicros() + reach) {
                merged.set(
                        merged.size() - 1,
                        new Alarm(
                                last.startMicros(),
                                Math.max(last.endMicros(), next.endMicros()),
                                last.detector(),
                                last.key(),
                                Math.max(last.deviation(), next.deviation())));
            } else {
                merged.add(next);
            }
        }
        return merged;
    }

    /// Time in the span at which nothing had happened.
    private long calmMicros(TimeWindow span) {
        long calm = 0;
        long at = span.startMicros();
        for (TruthInterval truth : truths) {
            calm += Math.max(0, Math.min(truth.startMicros(), span.endMicros()) - at);
            at = Math.max(at, end(truth));
        }
        return calm + Math.max(0, span.endMicros() - at);
    }

    private static double share(int part, int whole) {
        return whole == 0 ? Double.NaN : (double) part / whole;
    }

    private static double median(double[] sorted) {
        int n = sorted.length;
        return n == 0
                ? Double.NaN
                : Arrays.stream(sorted, (n - 1) / 2, n / 2 + 1).average().orElse(0);
    }
}
