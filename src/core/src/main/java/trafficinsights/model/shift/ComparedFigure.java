package trafficinsights.model.shift;

import java.util.Comparator;
import java.util.List;
import trafficinsights.model.Dimension;
import trafficinsights.model.Figure;
import trafficinsights.model.NumberText;
import trafficinsights.model.Unit;

/// One figure of one series on two sides: two spans, two runs, or a scenario without and with a
/// change. What is compared anywhere is compared in this form.
///
/// @param key of the dimension
/// @param before of the first side; `NaN` where it has none
/// @param after of the second side; `NaN` where it has none
/// @param standardErrors the change in standard errors of chance and of the usual variation from
///   window to window; `NaN` where it is not known
/// @param contribution part of the key in the change of the figure of all requests: parts of one
///   dimension add up to 1; `NaN` where the whole did not change, or nobody asked
public record ComparedFigure(
        Dimension dimension,
        String key,
        Figure figure,
        double before,
        double after,
        double standardErrors,
        double contribution) {
    /// The figures that are compared, in the order in which tables list them.
    public static final List<Figure> FIGURES =
            List.of(
                    Figure.REQUESTS,
                    Figure.LOGICAL_REQUESTS,
                    Figure.REQUEST_RATE,
                    Figure.BYTE_RATE,
                    Figure.MEAN,
                    Figure.P50,
                    Figure.P90,
                    Figure.P95,
                    Figure.P99,
                    Figure.P999,
                    Figure.TTFB_P50,
                    Figure.TTFB_P95,
                    Figure.ERROR_RATE,
                    Figure.CLIENT_ERROR_RATE,
                    Figure.RETRY_RATE,
                    Figure.RETRY_AMPLIFICATION,
                    Figure.SUCCESS_AFTER_RETRY,
                    Figure.APDEX,
                    Figure.AVAILABILITY);

    /// Beyond so many standard errors a change is more than chance.
    public static final double SIGNIFICANT_ERRORS = 4;

    /// A smaller change than by a sixth is none that a person would mind.
    private static final double LEAST_EFFECT = Math.log(1.2);

    private static final double LEAST_SHARE = 0.005;
    private static final double LEAST_INDEX = 0.05;
    private static final double LEAST_AMOUNT = 0.01;

    /// What a change means; its sign alone does not say it.
    public enum Meaning {
        NEUTRAL,
        GOOD,
        BAD
    }

    /// A figure of all requests.
    public static ComparedFigure ofAll(
            Figure figure, double before, double after, double standardErrors) {
        return new ComparedFigure(
                Dimension.TOTAL, Dimension.ALL, figure, before, after, standardErrors, Double.NaN);
    }

    public double delta() {
        return after - before;
    }

    /// Whether neither side knows a figure that only some sources have.
    public boolean isMissing() {
        return figure.isOptional() && Double.isNaN(before) && Double.isNaN(after);
    }

    /// As a share of what was before; `NaN` when that is 0 or unknown.
    public double relative() {
        return before == 0 ? Double.NaN : delta() / Math.abs(before);
    }

    /// Whether it is more than chance, and more than a person would not mind.
    public boolean isSignificant() {
        return Math.abs(standardErrors) >= SIGNIFICANT_ERRORS && !isSmall();
    }

    /// Whether nobody would mind the change, however certain it is.
    public boolean isSmall() {
        return !(Math.abs(effect()) >= LEAST_EFFECT);
    }

    /// Whether the change is to be reported: of runs that drew the same random numbers any that
    /// shows.
    public boolean hasMoved() {
        return Double.isNaN(standardErrors)
                ? !isSame() && Double.isFinite(delta())
                : isSignificant() && !isSame();
    }

    /// Whether chance and the usual variation explain the change.
    public boolean isWithinChance() {
        return Math.abs(standardErrors) < SIGNIFICANT_ERRORS;
    }

    /// Whether both sides read alike.
    public boolean isSame() {
        return beforeText().equals(afterText());
    }

    /// Good or bad by what the figure is; chance means nothing.
    public Meaning meaning() {
        if (!hasMoved() || !Double.isFinite(delta()) || figure.signOfGood() == 0) {
            return Meaning.NEUTRAL;
        }
        return delta() > 0 == figure.signOfGood() > 0 ? Meaning.GOOD : Meaning.BAD;
    }

    /// How much larger it became, as a logarithm: 0 for no change, and alike up and down. Of shares
    /// half a percent more on both sides, so that almost nothing against nothing is small; of
    /// figures that should be 1, what they lack.
    public double effect() {
        boolean isBetterHigh = figure.signOfGood() > 0;
        return switch (figure.unit()) {
            case SHARE ->
                    isBetterHigh
                            ? -growth(1 - before, 1 - after, LEAST_SHARE)
                            : growth(before, after, LEAST_SHARE);
            case RATIO ->
                    isBetterHigh
                            ? -growth(1 - before, 1 - after, LEAST_INDEX)
                            : growth(before - 1, after - 1, LEAST_INDEX);
            default -> growth(before, after, LEAST_AMOUNT);
        };
    }

    private static double growth(double before, double after, double least) {
        return Math.log((Math.max(0, after) + least) / (Math.max(0, before) + least));
    }

    /// Harm before what is neither, that before relief, and what did not move at the end; within
    /// each by effect and certainty together.
    public static final Comparator<ComparedFigure> HARM_FIRST =
            Comparator.comparingInt(ComparedFigure::tier)
                    .thenComparing(Comparator.comparingDouble(ComparedFigure::weight).reversed());

    private int tier() {
        if (!hasMoved()) {
            return 3;
        }
        return switch (meaning()) {
            case BAD -> 0;
            case NEUTRAL -> 1;
            case GOOD -> 2;
        };
    }

    /// Effect times the logarithm of the certainty; never `NaN`.
    public double weight() {
        double errors = Double.isNaN(standardErrors) ? 1 : Math.abs(standardErrors);
        double weight = Math.abs(effect()) * Math.log1p(errors);
        return Double.isNaN(weight) ? -1 : weight;
    }

    public String beforeText() {
        return figure.text(before);
    }

    public String afterText() {
        return figure.text(after);
    }

    /// The change with its sign; shares in percentage points.
    public String deltaText() {
        double delta = isUnknown() ? 0 : delta();
        if (!Double.isFinite(delta)) {
            return NumberText.NONE;
        }
        String size = figure.text(Math.abs(delta));
        if (figure.unit() == Unit.SHARE) {
            size = size.replace("%", "pp");
        }
        String sign = delta > 0 ? "+" : delta < 0 ? "−" : "";
        return isNothing(size) ? size : sign + size;
    }

    /// A rounded 0 has no sign.
    private static boolean isNothing(String size) {
        return size.chars().noneMatch(c -> c >= '1' && c <= '9');
    }

    /// Whether both sides are percentiles that differ by less than is known of them.
    private boolean isUnknown() {
        return figure.isPercentile() && Double.isFinite(delta()) && isSame();
    }

    /// Whether so little was before that a factor would be one of noise.
    public boolean isFromAlmostNone() {
        return NumberText.isAlmostNone(beforeText()) && after > before;
    }

    /// `+41 %`; [NumberText#NONE] where there was nothing before.
    public String relativeText() {
        if (isFromAlmostNone()) {
            return "from almost none";
        }
        if (isUnknown()) {
            return NumberText.wholeChange(before, before);
        }
        return figure.isPercentile()
                ? NumberText.wholeChange(before, after)
                : NumberText.change(before, after);
    }
}
