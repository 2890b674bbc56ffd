package trafficinsights.model;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// How well alarms agree with what really happened.
///
/// @param rows one for each detector, and one for all of them put together
/// @param truths what happened, and how the whole found it, in order of start
/// @param sweep the whole once more, at rising certainty
public record Scorecard(List<Row> rows, List<Found> truths, List<Step> sweep) {
    /// Name of the row for all detectors put together.
    public static final String FUSED = "incidents";

    /// No truth, nothing to score.
    public static final Scorecard NONE = new Scorecard(List.of(), List.of(), List.of());

    public Scorecard {
        rows = List.copyOf(rows);
        truths = List.copyOf(truths);
        sweep = List.copyOf(sweep);
    }

    /// How a figure of a scorecard is counted and written.
    private enum Kind {
        COUNT,
        PART,
        SCORE,
        SECONDS
    }

    /// A figure of a scorecard. All names in files, tables and texts are from here, and the order
    /// of the constants is that of files.
    public enum Measure {
        TRUTHS("truths", "Visible faults", "faults that a person would see in the log", Kind.COUNT),
        FOUND(
                "found",
                "Found",
                "of them, those for which an alarm starts at most one window before the fault and"
                        + " at most 60 s or a quarter of its length after its start, and names its"
                        + " target or a metric that it changes",
                Kind.COUNT),
        ALARMS("alarms", "Alarms", "alarms raised", Kind.COUNT),
        FALSE_ALARMS(
                "falseAlarms",
                "False alarms",
                "alarms that overlap no fault, its lead and its tail",
                Kind.COUNT),
        PRECISION("precision", "Precision", "share of the alarms that were not false", Kind.PART),
        RECALL("recall", "Recall", "share of the visible faults that were found", Kind.PART),
        F1("f1", "F1", "harmonic mean of precision and recall", Kind.SCORE),
        MEDIAN_DETECT(
                "medianSecondsToDetect",
                "Time to detect",
                "median over the faults found, from the start of the fault until the alarm was"
                        + " known",
                Kind.SECONDS),
        FALSE_PER_DAY(
                "falseAlarmsPerDay",
                "False alarms a day",
                "false alarms per day of the log",
                Kind.SCORE),
        LIVE_RECALL(
                "liveRecall",
                "Reported in time",
                "share of the visible faults that were found and known within that time and one"
                        + " window",
                Kind.PART),
        RIGHT_TARGET(
                "rightTarget",
                "Right target",
                "share of the faults found for which an alarm names the target",
                Kind.PART),
        FALSE_AT_BENIGN(
                "falseAtBenign",
                "False at benign events",
                "false alarms at a benign event, such as a cron job or a batch",
                Kind.COUNT),
        MERGES(
                "merges",
                "Merged",
                "alarms that cover two or more faults that are apart in time",
                Kind.COUNT),
        SPLITS(
                "splits",
                "Split",
                "visible faults within which more than one alarm starts",
                Kind.COUNT),
        ALARM_OUTSIDE(
                "alarmOutside",
                "Time in alarm outside faults",
                "share of the time without a fault in which an alarm was on",
                Kind.PART),
        DETECT_90(
                "p90SecondsToDetect",
                "Time to detect, p90",
                "90th percentile of the time to detect",
                Kind.SECONDS),
        START_OFF(
                "medianStartErrorSeconds",
                "Start error",
                "median distance of the alarm's start from the fault's",
                Kind.SECONDS),
        START_OFF_90(
                "p90StartErrorSeconds", "Start error, p90", "its 90th percentile", Kind.SECONDS),
        END_OFF(
                "medianEndErrorSeconds",
                "End error",
                "median distance of the alarm's end from the fault's",
                Kind.SECONDS),
        END_OFF_90("p90EndErrorSeconds", "End error, p90", "its 90th percentile", Kind.SECONDS);

        /// What a table of several detectors has room for.
        public static final List<Measure> SHORT =
                List.of(FOUND, PRECISION, RECALL, F1, FALSE_ALARMS, MEDIAN_DETECT);

        private final String id;
        private final String label;
        private final String meaning;
        private final Kind kind;

        Measure(String id, String label, String meaning, Kind kind) {
            this.id = id;
            this.label = label;
            this.meaning = meaning;
            this.kind = kind;
        }

        /// The name in JSON: `falseAlarmsPerDay`.
        public String id() {
            return id;
        }

        /// The name in CSV: `false_alarms_per_day`.
        public String column() {
            return id.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
        }

        /// The name for people: `False alarms a day`.
        public String label() {
            return label;
        }

        public String meaning() {
            return meaning;
        }

        /// `1`, `share` or `s`, as documents write it.
        public String unit() {
            return switch (kind) {
                case COUNT, SCORE -> "1";
                case PART -> "share";
                case SECONDS -> "s";
            };
        }

        public boolean isCount() {
            return kind == Kind.COUNT;
        }

        /// A share between nothing and all.
        public boolean isShare() {
            return kind == Kind.PART;
        }

        public String text(double value) {
            if (Double.isNaN(value)) {
                return NumberText.NONE;
            }
            return switch (kind) {
                case COUNT -> NumberText.exact(Math.round(value));
                case PART -> NumberText.share(value);
                case SCORE -> NumberText.ratio(value);
                case SECONDS -> NumberText.duration(Math.round(value * 1e6));
            };
        }
    }

    /// Figures of one detector.
    ///
    /// @param values `NaN` where there is nothing to divide by, or nothing is known
    public record Row(String detector, Map<Measure, Double> values) {
        public Row {
            EnumMap<Measure, Double> all = new EnumMap<>(Measure.class);
            for (Measure measure : Measure.values()) {
                all.put(measure, values.getOrDefault(measure, Double.NaN));
            }
            values = Map.copyOf(all);
        }

        /// The same without some figures.
        public Row without(List<Measure> unknown) {
            EnumMap<Measure, Double> known = new EnumMap<>(values);
            unknown.forEach(known::remove);
            return new Row(detector, known);
        }

        public double value(Measure measure) {
            return values.getOrDefault(measure, Double.NaN);
        }

        public String text(Measure measure) {
            return measure == Measure.FOUND
                    ? "%s of %s"
                            .formatted(
                                    measure.text(value(measure)),
                                    Measure.TRUTHS.text(value(Measure.TRUTHS)))
                    : measure.text(value(measure));
        }

        private int count(Measure measure) {
            return (int) Math.round(value(measure));
        }

        public int truths() {
            return count(Measure.TRUTHS);
        }

        public int found() {
            return count(Measure.FOUND);
        }

        public int alarms() {
            return count(Measure.ALARMS);
        }

        public int falseAlarms() {
            return count(Measure.FALSE_ALARMS);
        }

        public double precision() {
            return value(Measure.PRECISION);
        }

        public double recall() {
            return value(Measure.RECALL);
        }

        public double falseAlarmsPerDay() {
            return value(Measure.FALSE_PER_DAY);
        }
    }

    /// What became of a fault, or of a benign event.
    ///
    /// @param secondsToDetect `NaN` when it was not found
    /// @param key that the alarm for it names; empty when it was not found
    /// @param isRightTarget whether an alarm for it names its target
    /// @param isInTime whether it was reported in time
    /// @param startErrorSeconds start of the nearest alarm for it minus its own
    /// @param endErrorSeconds likewise of the end
    /// @param alarms that start within it; for a benign event, false alarms at it
    public record Found(
            TruthInterval truth,
            double secondsToDetect,
            String key,
            boolean isRightTarget,
            boolean isInTime,
            double startErrorSeconds,
            double endErrorSeconds,
            int alarms) {
        public boolean isFound() {
            return !Double.isNaN(secondsToDetect);
        }

        /// Whether it was found, but as something of another part: `eu-1` where `eu-2` was hit.
        public boolean isElsewhere() {
            return isFound() && !isRightTarget;
        }

        /// What became of it, in words: `found after 20 s, as eu-2`.
        public String words() {
            if (truth.evidence().isBenign()) {
                return alarms == 0
                        ? "no alarm, as it should be"
                        : NumberText.counted(alarms, "false alarm");
            }
            if (!isFound()) {
                return truth.isToFind() ? "missed" : "not visible in the log";
            }
            return "found%s after %s, as %s"
                    .formatted(
                            isElsewhere() ? ", wrong target," : "",
                            NumberText.duration(Math.round(secondsToDetect * 1e6)),
                            key.isEmpty() || key.equals(Dimension.ALL) ? "all requests" : key);
        }
    }

    /// @param limit certainty in standard deviations: what is less certain raises no alarm
    public record Step(double limit, Row row) {}
}
