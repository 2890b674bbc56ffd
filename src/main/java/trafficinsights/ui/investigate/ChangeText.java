package trafficinsights.ui.investigate;

import java.util.Locale;
import trafficinsights.model.Dimension;
import trafficinsights.model.NumberText;
import trafficinsights.model.shift.WhatChanged.Figure;
import trafficinsights.ui.common.Texts;

/// What changed, in the words of the window.
final class ChangeText {
    /// What a change means; never told by its sign alone.
    enum Meaning {
        NEUTRAL,
        GOOD,
        BAD
    }

    private ChangeText() {}

    static String name(Figure figure) {
        return switch (figure.name()) {
            case "request_rate" -> "Request rate";
            case "byte_rate" -> "Bytes sent";
            case "p50", "p95", "p99" -> figure.name() + " latency";
            case "error_rate" -> "Errors (5xx)";
            case "client_error_rate" -> "Errors (4xx)";
            case "retry_rate" -> "Retries";
            case "apdex" -> "Apdex";
            default -> figure.name().replace('_', ' ');
        };
    }

    /// How much is good or bad by what the figure is; chance means nothing.
    static Meaning meaning(Figure figure) {
        boolean isRate = figure.unit().endsWith("/s");
        if (isRate || !figure.isSignificant()) {
            return Meaning.NEUTRAL;
        }
        boolean isUp = figure.now() > figure.then();
        boolean isUpGood = figure.name().equals("apdex");
        return isUp == isUpGood ? Meaning.GOOD : Meaning.BAD;
    }

    /// `▲ 41 %`; shares in percentage points, Apdex as it is.
    static String delta(Figure figure) {
        double change = figure.now() - figure.then();
        if (!Double.isFinite(change)) {
            return "";
        }
        String arrow = change > 0 ? "▲ " : change < 0 ? "▼ " : "";
        double size = Math.abs(change);
        return switch (figure.unit()) {
            case "share" ->
                    size < 0.00005
                            ? "no change"
                            : arrow + NumberText.share(size).replace("%", "pp");
            case "ratio" -> size < 0.005 ? "no change" : arrow + NumberText.ratio(size);
            default -> factor(figure, arrow);
        };
    }

    private static String factor(Figure figure, String arrow) {
        if (figure.then() == 0) {
            return figure.now() == 0 ? "no change" : arrow + "from none";
        }
        double share = Math.abs(figure.now() / figure.then() - 1);
        if (share < 0.0005) {
            return "no change";
        }
        return share >= 10
                ? arrow + "× " + Texts.count(Math.round(figure.now() / figure.then()))
                : arrow
                        + NumberText.change(figure.then(), figure.now())
                                .replace("+", "")
                                .replace("−", "");
    }

    static String dimension(Dimension dimension) {
        String text = dimension.label().replace('_', ' ');
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    static String key(String key) {
        return key.isEmpty() ? "(none)" : key;
    }

    /// A part in a change: `88 %`, `−3 %`; empty where the total did not change.
    static String part(double share) {
        // Rounded first: there is no -0 %.
        return Double.isFinite(share)
                ? (Math.round(share * 100) + " %").replace('-', '−')
                : NumberText.NONE;
    }

    static String divergence(double value) {
        return String.format(Locale.ROOT, value < 0.001 ? "%.5f" : "%.3f", value);
    }
}
