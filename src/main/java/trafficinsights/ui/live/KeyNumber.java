package trafficinsights.ui.live;

import trafficinsights.model.NumberText;
import trafficinsights.ui.common.Unit;

/// One of the five numbers at the top.
///
/// @param value over the span that the strip names; `NaN` when not known
/// @param before the same over the span before it; `NaN` when there is none
public record KeyNumber(Kind kind, double value, double before) {

    /// The five, in their order.
    public enum Kind {
        RATE("Request rate", Unit.RATE, 0, false),
        P95("p95 latency", Unit.MILLIS, -1, false),
        ERRORS("Errors (5xx)", Unit.SHARE, -1, true),
        RETRIES("Retries", Unit.SHARE, -1, true),
        APDEX("Apdex", Unit.INDEX, 1, true);

        private final String label;
        private final Unit unit;
        private final int goodSign;
        private final boolean inPoints;

        Kind(String label, Unit unit, int goodSign, boolean inPoints) {
            this.label = label;
            this.unit = unit;
            this.goodSign = goodSign;
            this.inPoints = inPoints;
        }

        public String label() {
            return label;
        }
    }

    /// What a change means; never told by its sign alone.
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
        return kind.unit.text(value);
    }

    /// `▲ 12 %`, or in percentage points for shares; empty when there is nothing to compare with.
    public String deltaText() {
        double change = value - before;
        if (!Double.isFinite(change)) {
            return "";
        }
        String arrow = change > 0 ? "▲ " : change < 0 ? "▼ " : "";
        double size = Math.abs(change);
        if (kind.unit == Unit.INDEX) {
            return size < 0.005 ? "no change" : arrow + Unit.INDEX.text(size);
        }
        if (kind.inPoints) {
            return size < 0.00005 ? "no change" : arrow + Unit.SHARE.text(size).replace("%", "pp");
        }
        if (before == 0) {
            return "";
        }
        String earlier = kind.unit.text(before);
        if (change > 0 && NumberText.isAlmostNone(earlier)) {
            return arrow + "from almost none";
        }
        double share = size / before;
        return share < 0.005 || earlier.equals(text()) ? "no change" : arrow + percent(share);
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
                kind.unit == Unit.INDEX
                        ? LEAST_INDEX
                        : kind.inPoints ? LEAST_POINTS : Math.abs(before) * LEAST_SHARE;
        if (kind.goodSign == 0 || Math.abs(change) < least) {
            return Meaning.NEUTRAL;
        }
        return Math.signum(change) == kind.goodSign ? Meaning.GOOD : Meaning.BAD;
    }
}
