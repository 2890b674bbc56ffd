package trafficinsights.detect;

/// Judges the points of one series as they come: how surprising each is beside all before it, what
/// was expected, and the band around it.
///
/// Five voices look at a point, most of them in more than one way: its level ([LevelVoice]), its
/// step ([StepVoice]), a shift ([ShiftVoice]), volatility ([VolatilityVoice]) and shape
/// ([ShapeVoice]). Each way of looking becomes a tail probability of its own past on this series
/// ([ResidualTails]), so a surprise means the same whatever the series' unit, size or noise. A
/// voice gives the root mean square of what surprises beyond one in 20; the voices are added up
/// (Fisher 1925, with a floor). The sum `s` becomes the score `s / (s + ALARM_SURPRISE)`: it grows
/// with the logarithm of the odds and never reaches 1. On noise alone about one point in 3,000 is
/// an alarm.
///
/// Contract: causal, point by point; a prefix of a series gets the very same judgements. Points
/// come in order; steps may be uneven, and a gap is nothing special. A value that is not finite is
/// judged 0 and not remembered. Adding a constant to all values changes no score, nor does a factor
/// (both up to the rounding of floats, for differences between 1e-30 and 1e30). Scores are 0 for
/// the first warm-up points, and cautious until some hundred: the rarest that can be known is one
/// in as many as were seen. Forecasts by season begin after 65 points, those by hour of the day
/// (UTC) when the hour comes again.
///
/// Memory: [#BYTES_AT_MOST] for a series of any length. Threads: one.
public final class SeriesDetector {
    /// The score at which a point is an alarm. Frozen on the development half of the Numenta
    /// Anomaly Benchmark (decision 0017).
    public static final double ALARM_THRESHOLD = 0.5;

    /// Points before the first score.
    public static final int WARM_UP_POINTS = 48;

    /// The shortest warm-up that can be asked for: a minute of windows of 5 s.
    public static final int LEAST_WARM_UP_POINTS = 12;

    /// What a detector holds, measured by a test.
    public static final int BYTES_AT_MOST = 30_000;

    /// The sum of surprises, in nats, that makes an alarm.
    static final double ALARM_SURPRISE = 7.5;

    private static final int BY_PREVIOUS = 0;
    private static final int BY_LEVEL = 1;
    private static final int BY_HOUR = 2;
    private static final int BY_SEASON = 3;

    private final DrawnIn drawnIn = new DrawnIn();
    private final LevelVoice level;
    private final StepVoice step;
    private final ShiftVoice shift;
    private final VolatilityVoice volatility;
    private final ShapeVoice shape;
    private final Expectation expectation = new Expectation(4);
    private final FallingBar bar = new FallingBar();

    /// The first value: the others are held as distances from it.
    private double origin = Double.NaN;

    /// A detector that scores nothing before [#WARM_UP_POINTS].
    public SeriesDetector() {
        this(WARM_UP_POINTS);
    }

    /// @param warmUpPoints points before the first score, at least [#LEAST_WARM_UP_POINTS]; with
    ///   fewer than the usual ones, noise raises about three times as many alarms among the first
    ///   hundreds
    public SeriesDetector(int warmUpPoints) {
        if (warmUpPoints < LEAST_WARM_UP_POINTS) {
            throw new IllegalArgumentException(
                    "warm-up of %d points, at least %d are needed"
                            .formatted(warmUpPoints, LEAST_WARM_UP_POINTS));
        }
        level = new LevelVoice(warmUpPoints);
        step = new StepVoice(warmUpPoints);
        shift = new ShiftVoice(warmUpPoints);
        volatility = new VolatilityVoice(warmUpPoints);
        shape = new ShapeVoice(warmUpPoints);
    }

    /// Judges the next point.
    ///
    /// @param epochMicros µs since 1970 UTC
    /// @param value in the series' unit; NaN when there is none
    public Judgement accept(long epochMicros, double value) {
        expectation.foretell(BY_HOUR, level.hourMean(epochMicros));
        int best = expectation.best();
        double expected = origin + expectation.expected(best);
        double halfBand = expectation.halfBand(best);
        boolean isKnown = Double.isFinite(value);
        double surprise = isKnown ? surpriseOf(epochMicros, value) : 0;
        return new Judgement(
                isKnown ? score(bar.pass(surprise)) : 0,
                score(surprise),
                expected,
                expected - halfBand,
                expected + halfBand);
    }

    private double surpriseOf(long epochMicros, double value) {
        if (Double.isNaN(origin)) {
            origin = value;
        }
        double x = value - origin;
        double y = drawnIn.of(x);
        expectation.compare(x);
        double sum =
                level.surpriseOf(epochMicros, x)
                        + step.surpriseOf(x, y)
                        + shift.surpriseOf(x, y)
                        + volatility.surpriseOf(x)
                        + shape.surpriseOf(y);
        expectation.foretell(BY_PREVIOUS, step.previous());
        expectation.foretell(BY_LEVEL, level.level());
        expectation.foretell(BY_SEASON, step.foretold());
        return sum;
    }

    private static double score(double surprise) {
        return surprise / (surprise + ALARM_SURPRISE);
    }
}
