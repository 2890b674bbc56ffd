package trafficinsights.detect;

import static trafficinsights.model.Scorecard.Measure.ALARMS;
import static trafficinsights.model.Scorecard.Measure.ALARM_OUTSIDE;
import static trafficinsights.model.Scorecard.Measure.DETECT_90;
import static trafficinsights.model.Scorecard.Measure.END_OFF;
import static trafficinsights.model.Scorecard.Measure.END_OFF_90;
import static trafficinsights.model.Scorecard.Measure.F1;
import static trafficinsights.model.Scorecard.Measure.FALSE_ALARMS;
import static trafficinsights.model.Scorecard.Measure.FALSE_AT_BENIGN;
import static trafficinsights.model.Scorecard.Measure.FALSE_PER_DAY;
import static trafficinsights.model.Scorecard.Measure.FOUND;
import static trafficinsights.model.Scorecard.Measure.LIVE_RECALL;
import static trafficinsights.model.Scorecard.Measure.MEDIAN_DETECT;
import static trafficinsights.model.Scorecard.Measure.MERGES;
import static trafficinsights.model.Scorecard.Measure.PRECISION;
import static trafficinsights.model.Scorecard.Measure.RECALL;
import static trafficinsights.model.Scorecard.Measure.RIGHT_TARGET;
import static trafficinsights.model.Scorecard.Measure.SPLITS;
import static trafficinsights.model.Scorecard.Measure.START_OFF;
import static trafficinsights.model.Scorecard.Measure.START_OFF_90;
import static trafficinsights.model.Scorecard.Measure.TRUTHS;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import trafficinsights.model.Alarm;
import trafficinsights.model.Anomaly;
import trafficinsights.model.Incident;
import trafficinsights.model.Scorecard;
import trafficinsights.model.Scorecard.Found;
import trafficinsights.model.Scorecard.Measure;
import trafficinsights.model.Scorecard.Row;
import trafficinsights.model.Scorecard.Step;
import trafficinsights.model.TimeWindow;
import trafficinsights.model.TruthInterval;

/// Scores alarms against ground truth.
///
/// A fault is found by an alarm that starts with it (at most one window before, and at most a
/// minute or a quarter of its length after its start) and names its target or a metric that it
/// changes. An alarm is false when it overlaps no fault with its lead and its tail, of visible and
/// invisible ones; one at a benign event is false. Only visible faults count as missed. What each
/// figure means: [Measure].
///
/// A detector's overlapping alarms, and those less than two windows apart, count as one, so that a
/// fault seen in many series is one alarm. Threads: stateless.
public final class Scoring {
    private static final int APART_WINDOWS = 2;
    private static final double MICROS_PER_DAY = 86_400e6;

    /// More points would not be told apart in a chart or read in a table.
    private static final int MOST_STEPS = 40;

    /// Times in files are rounded.
    private static final long ROUNDING_MICROS = 1_000;

    private final List<TruthInterval> truths;
    private final List<TruthInterval> faults;
    private final List<TruthInterval> benign;
    private final TimeWindow span;
    private final long windowMicros;

    /// Times at which an alarm is not false.
    private final Spans faulty;

    /// @param truths faults and benign events
    /// @param span that was watched
    /// @param windowMicros length of a KPI window
    public Scoring(List<TruthInterval> truths, TimeWindow span, long windowMicros) {
        this.truths =
                truths.stream()
                        .sorted(Comparator.comparingLong(TruthInterval::startMicros))
                        .toList();
        this.faults = this.truths.stream().filter(t -> !t.evidence().isBenign()).toList();
        this.benign = this.truths.stream().filter(t -> t.evidence().isBenign()).toList();
        this.span = span;
        this.windowMicros = windowMicros;
        this.faulty = new Spans(span);
        faults.forEach(fault -> faulty.add(excusedFrom(fault), excusedTo(fault)));
    }

    public static Alarm alarm(Anomaly anomaly) {
        String metric = anomaly.metric().seriesName();
        return new Alarm(
                anomaly.startMicros(),
                anomaly.endMicros(),
                Alarm.UNKNOWN,
                metric,
                metric,
                anomaly.dimension().label(),
                anomaly.key(),
                anomaly.deviation());
    }

    public static Alarm alarm(Incident incident) {
        return new Alarm(
                incident.startMicros(),
                incident.endMicros(),
                incident.detectedMicros(),
                Scorecard.FUSED,
                incident.metric().seriesName(),
                incident.dimension().label(),
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
        return new Scorecard(rows, found, sweep(fused));
    }

    /// All alarms, then without the least certain ones, and so on: at each certainty at which an
    /// alarm goes.
    private List<Step> sweep(List<Alarm> fused) {
        double[] limits =
                fused.stream()
                        .mapToDouble(Alarm::deviation)
                        .filter(Double::isFinite)
                        .sorted()
                        .distinct()
                        .toArray();
        List<Step> sweep = new ArrayList<>();
        int steps = Math.min(limits.length, MOST_STEPS);
        for (int i = 0; i < steps; i++) {
            int at = steps == 1 ? 0 : (int) ((long) i * (limits.length - 1) / (steps - 1));
            double limit = limits[at];
            Row row =
                    row(
                            Scorecard.FUSED,
                            fused.stream().filter(a -> a.deviation() >= limit).toList());
            sweep.add(new Step(limit, row.without(List.of(MEDIAN_DETECT, DETECT_90, LIVE_RECALL))));
        }
        return sweep;
    }

    /// Where nothing is known of incidents: all alarms together stand for them.
    public Scorecard scoreParts(List<Alarm> parts) {
        return score(parts, merged(parts));
    }

    private Row row(String detector, List<Alarm> alarms) {
        List<Found> visible =
                faults.stream()
                        .filter(TruthInterval::isToFind)
                        .map(fault -> found(fault, alarms))
                        .toList();
        List<Found> found = visible.stream().filter(Found::isFound).toList();
        List<Alarm> falseOnes = alarms.stream().filter(this::isFalse).toList();
        double precision = share(alarms.size() - falseOnes.size(), alarms.size());
        double recall = share(found.size(), visible.size());
        EnumMap<Measure, Double> values = new EnumMap<>(Measure.class);
        values.put(TRUTHS, (double) visible.size());
        values.put(FOUND, (double) found.size());
        values.put(ALARMS, (double) alarms.size());
        values.put(FALSE_ALARMS, (double) falseOnes.size());
        values.put(PRECISION, precision);
        values.put(RECALL, recall);
        values.put(
                F1, precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0.0);
        values.put(FALSE_PER_DAY, share(falseOnes.size(), span.lengthMicros()) * MICROS_PER_DAY);
        values.put(LIVE_RECALL, share(count(visible, Found::isInTime), visible.size()));
        values.put(RIGHT_TARGET, share(count(found, Found::isRightTarget), found.size()));
        values.put(FALSE_AT_BENIGN, (double) count(falseOnes, this::isAtBenign));
        values.put(MERGES, (double) count(alarms, this::isMerged));
        values.put(SPLITS, (double) count(visible, fault -> fault.alarms() > 1));
        values.put(ALARM_OUTSIDE, shareOutside(alarms));
        putQuantiles(values, found);
        return new Row(detector, values);
    }

    private static void putQuantiles(EnumMap<Measure, Double> values, List<Found> found) {
        put(values, MEDIAN_DETECT, DETECT_90, found, Found::secondsToDetect);
        put(values, START_OFF, START_OFF_90, found, f -> Math.abs(f.startErrorSeconds()));
        put(values, END_OFF, END_OFF_90, found, f -> Math.abs(f.endErrorSeconds()));
    }

    private static void put(
            EnumMap<Measure, Double> values,
            Measure median,
            Measure high,
            List<Found> found,
            ToDoubleFunction<Found> seconds) {
        double[] sorted = found.stream().mapToDouble(seconds).sorted().toArray();
        values.put(median, quantile(sorted, 0.5));
        values.put(high, quantile(sorted, 0.9));
    }

    private Found found(TruthInterval truth, List<Alarm> alarms) {
        if (truth.evidence().isBenign()) {
            int raised = count(alarms, a -> isFalse(a) && overlaps(a, truth, windowMicros));
            return new Found(truth, Double.NaN, "", false, false, Double.NaN, Double.NaN, raised);
        }
        long from = truth.foundFromMicros() - windowMicros - ROUNDING_MICROS;
        long to = truth.foundUntilMicros() + ROUNDING_MICROS;
        List<Alarm> matching =
                alarms.stream()
                        .filter(a -> a.startMicros() >= from && a.startMicros() <= to)
                        .filter(a -> TargetMatch.isConsistent(truth, a))
                        .toList();
        int started = count(alarms, a -> startsWithin(a, truth));
        if (matching.isEmpty()) {
            return new Found(truth, Double.NaN, "", false, false, Double.NaN, Double.NaN, started);
        }
        Comparator<Alarm> nearest =
                Comparator.comparingLong(a -> Math.abs(a.startMicros() - truth.startMicros()));
        Alarm near = matching.stream().min(nearest).orElseThrow();
        Alarm best =
                matching.stream()
                        .min(
                                Comparator.comparing((Alarm a) -> !TargetMatch.names(truth, a))
                                        .thenComparing(nearest))
                        .orElseThrow();
        long known = matching.stream().mapToLong(this::detected).min().orElseThrow();
        return new Found(
                truth,
                (known - truth.startMicros()) / 1e6,
                best.key(),
                TargetMatch.names(truth, best),
                known <= truth.foundUntilMicros() + windowMicros + ROUNDING_MICROS,
                (near.startMicros() - truth.startMicros()) / 1e6,
                (Math.min(near.endMicros(), span.endMicros()) - truth.endMicros()) / 1e6,
                started);
    }

    private boolean startsWithin(Alarm alarm, TruthInterval truth) {
        return alarm.startMicros() >= truth.startMicros() - windowMicros - ROUNDING_MICROS
                && alarm.startMicros() < truth.endMicros();
    }

    /// Who follows the traffic knows of a window when it ends.
    private long detected(Alarm alarm) {
        return alarm.isDetectedKnown()
                ? alarm.detectedMicros()
                : alarm.startMicros() + windowMicros;
    }

    private static boolean overlaps(Alarm alarm, TruthInterval truth, long margin) {
        return alarm.startMicros() < truth.endMicros() + margin
                && alarm.endMicros() > truth.startMicros() - margin;
    }

    private long excusedFrom(TruthInterval fault) {
        return fault.evidence().leadStartMicros() - windowMicros;
    }

    private long excusedTo(TruthInterval fault) {
        return fault.evidence().tailEndMicros() + windowMicros;
    }

    private boolean isFalse(Alarm alarm) {
        return faults.stream()
                .noneMatch(fault ->
                        alarm.startMicros() < excusedTo(fault)
                                && alarm.endMicros() > excusedFrom(fault));
    }

    private boolean isAtBenign(Alarm alarm) {
        return benign.stream().anyMatch(event -> overlaps(alarm, event, windowMicros));
    }

    /// Whether it covers two visible faults that do not overlap, each by a window or half of it.
    private boolean isMerged(Alarm alarm) {
        List<TruthInterval> apart = new ArrayList<>();
        for (TruthInterval fault : faults) {
            long length = fault.endMicros() - fault.startMicros();
            long common =
                    Math.min(alarm.endMicros(), fault.endMicros())
                            - Math.max(alarm.startMicros(), fault.startMicros());
            if (fault.isToFind()
                    && common >= Math.min((double) windowMicros, length / 2.0)
                    && apart.stream().allMatch(other -> areApart(fault, other))) {
                apart.add(fault);
            }
        }
        return apart.size() > 1;
    }

    private static boolean areApart(TruthInterval a, TruthInterval b) {
        return a.startMicros() >= b.evidence().tailEndMicros()
                || b.startMicros() >= a.evidence().tailEndMicros();
    }

    private double shareOutside(List<Alarm> alarms) {
        Spans on = new Spans(span);
        alarms.forEach(alarm -> on.add(alarm.startMicros(), alarm.endMicros()));
        long calm = span.lengthMicros() - faulty.length();
        return share(on.length() - on.lengthWithin(faulty), calm);
    }

    private List<Alarm> merged(List<Alarm> alarms) {
        List<Alarm> merged = new ArrayList<>();
        List<Alarm> inOrder =
                alarms.stream().sorted(Comparator.comparingLong(Alarm::startMicros)).toList();
        for (Alarm next : inOrder) {
            Alarm last = merged.isEmpty() ? null : merged.getLast();
            long reach = APART_WINDOWS * windowMicros;
            if (last != null && next.startMicros() < last.endMicros() + reach) {
                merged.set(merged.size() - 1, last.with(next));
            } else {
                merged.add(next);
            }
        }
        return merged;
    }

    private static <T> int count(List<T> all, Predicate<T> which) {
        return (int) all.stream().filter(which).count();
    }

    private static double share(long part, long whole) {
        return whole == 0 ? Double.NaN : (double) part / whole;
    }

    /// Between neighbours, in a straight line.
    private static double quantile(double[] sorted, double share) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        double at = share * (sorted.length - 1);
        int below = (int) at;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (sorted[above] - sorted[below]) * (at - below);
    }

    /// Spans of time within a whole, each instant counted once.
    private static final class Spans {
        private final TimeWindow whole;
        private final TreeMap<Long, Long> ends = new TreeMap<>();

        Spans(TimeWindow whole) {
            this.whole = whole;
        }

        void add(long from, long to) {
            long start = Math.max(from, whole.startMicros());
            long end = Math.min(to, whole.endMicros());
            if (end <= start) {
                return;
            }
            Map.Entry<Long, Long> before = ends.floorEntry(start);
            if (before != null && before.getValue() >= start) {
                start = before.getKey();
                end = Math.max(end, before.getValue());
            }
            Map.Entry<Long, Long> within = ends.ceilingEntry(start);
            while (within != null && within.getKey() <= end) {
                end = Math.max(end, within.getValue());
                ends.remove(within.getKey());
                within = ends.ceilingEntry(start);
            }
            ends.put(start, end);
        }

        long length() {
            return ends.entrySet().stream().mapToLong(e -> e.getValue() - e.getKey()).sum();
        }

        long lengthWithin(Spans other) {
            long common = 0;
            for (Map.Entry<Long, Long> one : ends.entrySet()) {
                for (Map.Entry<Long, Long> two : other.ends.entrySet()) {
                    long from = Math.max(one.getKey(), two.getKey());
                    long to = Math.min(one.getValue(), two.getValue());
                    common += Math.max(0, to - from);
                }
            }
            return common;
        }
    }
}
