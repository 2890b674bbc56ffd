package trafficinsights.ui.common;

import java.util.Locale;
import trafficinsights.model.Dimension;
import trafficinsights.model.NumberText;
import trafficinsights.model.shift.ComparedFigure;

/// Compared figures in the words of the window, in the marks that were chosen.
public final class ComparedText {
    private static final String NO_CHANGE = "no change";

    private ComparedText() {}

    public static String before(ComparedFigure figure) {
        return Texts.marked(figure.beforeText());
    }

    public static String after(ComparedFigure figure) {
        return Texts.marked(figure.afterText());
    }

    /// `+23.1 ms`; shares in percentage points.
    public static String delta(ComparedFigure figure) {
        return figure.isSame() && Double.isFinite(figure.delta())
                ? NO_CHANGE
                : Texts.marked(figure.deltaText());
    }

    /// `+41 %`.
    public static String percent(ComparedFigure figure) {
        return Texts.marked(figure.relativeText());
    }

    /// `▲ 41 %`; shares in percentage points, Apdex as it is.
    public static String change(ComparedFigure figure) {
        double change = figure.delta();
        if (!Double.isFinite(change)) {
            return "";
        }
        String arrow = change > 0 ? "▲ " : change < 0 ? "▼ " : "";
        double size = Math.abs(change);
        return switch (figure.figure().unit()) {
            case SHARE ->
                    size < 0.00005
                            ? NO_CHANGE
                            : arrow + Texts.marked(NumberText.share(size).replace("%", "pp"));
            case RATIO -> size < 0.005 ? NO_CHANGE : arrow + Texts.marked(NumberText.ratio(size));
            default -> factor(figure, arrow);
        };
    }

    private static String factor(ComparedFigure figure, String arrow) {
        if (figure.before() == 0) {
            return figure.after() == 0 ? NO_CHANGE : arrow + "from none";
        }
        if (figure.isFromAlmostNone()) {
            return arrow + figure.relativeText();
        }
        double share = Math.abs(figure.after() / figure.before() - 1);
        if (share < 0.0005 || (figure.figure().isPercentile() && figure.isSame())) {
            return NO_CHANGE;
        }
        return share >= 10
                ? arrow + "× " + Texts.count(Math.round(figure.after() / figure.before()))
                : arrow + percent(figure).replace("+", "").replace("−", "");
    }

    /// Style class of a change: good or bad by what the figure is.
    public static String style(ComparedFigure figure) {
        return "delta-" + figure.meaning().name().toLowerCase(Locale.ROOT);
    }

    public static String dimension(Dimension dimension) {
        String text = dimension.label().replace('_', ' ');
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    public static String key(String key) {
        return key.isEmpty() ? "(none)" : key;
    }

    /// A part in a change: `88 %`, `−3 %`; [NumberText#NONE] where the total did not change.
    public static String part(double share) {
        return NumberText.part(share);
    }

    /// Beside how much chance and the usual variation make the change stand; empty where that is
    /// not known.
    public static String errors(ComparedFigure figure) {
        return Double.isNaN(figure.standardErrors())
                ? ""
                : String.format(
                        Locale.ROOT,
                        "%s%.1f standard errors (chance and normal variation)",
                        figure.isWithinChance() ? "Within chance: " : "",
                        Math.abs(figure.standardErrors()));
    }
}
