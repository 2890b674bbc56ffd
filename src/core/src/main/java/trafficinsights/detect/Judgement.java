package trafficinsights.detect;

/// What a [SeriesDetector] says of one point.
///
/// @param score 0 to 1: how surprising the point is beside the past of its series, told once for an
///   incident: in the quiet time behind a surprising point only what surprises more is scored, the
///   rest is 0
/// @param pointScore 0 to 1: the same for the point alone, with no quiet time; it stays high while
///   values stay surprising
/// @param expected what the past makes likely here, in the series' unit; NaN while nothing is known
/// @param bandLow lower edge of what is usual
/// @param bandHigh upper edge of what is usual
public record Judgement(
        double score, double pointScore, double expected, double bandLow, double bandHigh) {
    public Judgement {
        if (!(score >= 0 && score <= pointScore && pointScore <= 1)) {
            throw new IllegalArgumentException(
                    "scores %s and %s are not in order in [0, 1]".formatted(score, pointScore));
        }
    }

    /// Whether an incident begins here.
    public boolean isAlarm() {
        return score >= SeriesDetector.ALARM_THRESHOLD;
    }
}
