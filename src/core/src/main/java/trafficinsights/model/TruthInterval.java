package trafficinsights.model;

import java.util.ArrayList;
import java.util.List;

/// What was really injected: the ground truth that detectors are scored against.
///
/// @param kind of failure, as in the scenario file (`slow_server`)
/// @param target what it hit (`eu-2`, `server:eu-2`, `all`)
/// @param startMicros µs since 1970 UTC
/// @param endMicros µs since 1970 UTC, after the start
/// @param strength in the unit of its kind (a factor, or a share)
/// @param evidence what of it can be seen, and where
public record TruthInterval(
        String kind,
        String target,
        long startMicros,
        long endMicros,
        double strength,
        Evidence evidence) {
    /// What was added gradually and is not counted from its start: a detector may see it earlier.
    private static final String BEGINS_EARLY = "capacity";

    private static final long LEAST_TAIL_MICROS = 60_000_000;

    public TruthInterval {
        if (endMicros <= startMicros) {
            throw new IllegalArgumentException(
                    "ground truth %s ends at %d, not after its start %d"
                            .formatted(kind, endMicros, startMicros));
        }
    }

    /// A fault that can be seen, of which no more is known.
    public TruthInterval(
            String kind, String target, long startMicros, long endMicros, double strength) {
        this(kind, target, startMicros, endMicros, strength, Evidence.from(startMicros, endMicros));
    }

    /// What of a fault can be seen.
    ///
    /// @param isVisible whether a person would find it in the log: others are not missed
    /// @param isBenign whether it is usual, such as a nightly batch: an alarm for it is false
    /// @param leadStartMicros an alarm from here on is not false
    /// @param tailEndMicros an alarm until here is not false: queues drain, clients come back
    /// @param metrics that it changes: `latency`, `errors`, `client_errors`, `traffic`, `bytes`,
    ///   `redirects`; empty where that is not known, so that any counts
    /// @param also further parts that are right as its target, written as a target is
    public record Evidence(
            boolean isVisible,
            boolean isBenign,
            long leadStartMicros,
            long tailEndMicros,
            List<String> metrics,
            List<String> also) {
        public Evidence {
            metrics = List.copyOf(metrics);
            also = List.copyOf(also);
        }

        /// Visible, and followed by a quarter of its length, at least a minute.
        static Evidence from(long startMicros, long endMicros) {
            return new Evidence(
                    true,
                    false,
                    startMicros,
                    endMicros + promptMicros(startMicros, endMicros),
                    List.of(),
                    List.of());
        }
    }

    private static long promptMicros(long startMicros, long endMicros) {
        return Math.max(LEAST_TAIL_MICROS, (endMicros - startMicros) / 4);
    }

    /// The same with other evidence.
    public TruthInterval with(Evidence other) {
        return new TruthInterval(kind, target, startMicros, endMicros, strength, other);
    }

    /// The same as something usual.
    public TruthInterval asBenign() {
        return with(
                new Evidence(
                        evidence.isVisible,
                        true,
                        startMicros,
                        endMicros,
                        evidence.metrics,
                        evidence.also));
    }

    /// The same with what it changes, and what else is right as its target.
    public TruthInterval changing(List<String> metrics, List<String> also) {
        return with(
                new Evidence(
                        evidence.isVisible,
                        evidence.isBenign,
                        evidence.leadStartMicros,
                        evidence.tailEndMicros,
                        metrics,
                        also));
    }

    /// Whether it counts for recall.
    public boolean isToFind() {
        return evidence.isVisible && !evidence.isBenign;
    }

    /// An alarm that starts before is not for it.
    public long foundFromMicros() {
        return kind.equals(BEGINS_EARLY) ? evidence.leadStartMicros : startMicros;
    }

    /// An alarm that starts later was raised too late: a minute, or a quarter of its length.
    public long foundUntilMicros() {
        return startMicros + promptMicros(startMicros, endMicros);
    }

    /// What is right as its target.
    public List<String> targets() {
        List<String> targets = new ArrayList<>();
        targets.add(target);
        targets.addAll(evidence.also);
        return targets;
    }

    /// `Injected: slow server, server eu-2`
    public String sentence() {
        return (evidence.isBenign ? "Benign: " : "Injected: ") + words();
    }

    /// `slow server, server eu-2`
    public String words() {
        return kind.replace('_', ' ') + ", " + target.replaceFirst(":", " ");
    }
}
