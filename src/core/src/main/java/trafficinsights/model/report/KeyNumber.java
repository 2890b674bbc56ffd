package trafficinsights.model.report;

import java.util.List;
import trafficinsights.model.Figure;
import trafficinsights.model.NumberText;

/// One of the five numbers that a run is shown with, in the unit of its figure.
///
/// @param value over the span that the strip names; `NaN` when not known
/// @param before the same over the span before it; `NaN` when there is none
public record KeyNumber(Figure figure, double value, double before) {

    /// The five, in their order.
    public static final List<Figure> FIGURES =
            List.of(
                    Figure.REQUEST_RATE,
                    Figure.P95,
                    Figure.ERROR_RATE,
                    Figure.RETRY_RATE,
                    Figure.APDEX);

    /// What a change means; its sign alone does not say it.
    public enum Meaning {
        NONE,
        NEUTRAL,
        GOOD,
        BAD
    }

    // Below these a change is noise, and a colour would cry wolf.
    private static final double LEAST_SHARE = 0.05;
    private static final double LEAST_POINTS = 0.002;
    private static final double LEAST_INDEX = 0.01;

    public String text() {
        return figure.text(value);
    }

    /// `▲ 12 %`, or in percentage points for shares; empty when there is nothing to compare with.
    public String deltaText() {
        double change = value - before;
        if (!Double.isFinite(change)) {
            return "";
        }
        String arrow = change > 0 ? "▲ " : change < 0 ? "▼ " : "";
        double size = Math.abs(change);
        return switch (scale()) {
            case INDEX -> size < 0.005 ? "no change" : arrow + text(size);
            case POINTS -> size < 0.00005 ? "no change" : arrow + text(size).replace("%", "pp");
            case FACTOR -> factorText(arrow, size);
        };
    }

    private String factorText(String arrow, double size) {
        if (before == 0) {
            return "";
        }
        String earlier = text(before);
        if (value > before && NumberText.isAlmostNone(earlier)) {
            return arrow + "from almost none";
        }
        double share = size / before;
        return share < 0.005 || earlier.equals(text()) ? "no change" : arrow + percent(share);
    }

    private String text(double size) {
        return figure.text(size);
    }

    /// In what a change is given.
    private enum Scale {
        FACTOR,
        POINTS,
        INDEX
    }

    private Scale scale() {
        return switch (figure.unit()) {
            case SHARE -> Scale.POINTS;
            case RATIO -> Scale.INDEX;
            default -> Scale.FACTOR;
        };
    }

    private static String percent(double share) {
        return share >= 10
                ? "× " + Math.round(1 + share)
                : Math.max(1, Math.round(share * 100)) + " %";
    }

    public Meaning meaning() {
        double change = value - before;
        if (!Double.isFinite(change)) {
            return Meaning.NONE;
        }
        double least =
                switch (scale()) {
                    case INDEX -> LEAST_INDEX;
                    case POINTS -> LEAST_POINTS;
                    case FACTOR -> Math.abs(before) * LEAST_SHARE;
                };
        int good = figure.signOfGood();
        if (good == 0 || Math.abs(change) < least) {
            return Meaning.NEUTRAL;
        }
        return Math.signum(change) == good ? Meaning.GOOD : Meaning.BAD;
    }
}
