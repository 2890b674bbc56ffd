package trafficinsights.report.chart;

import java.util.Locale;

/// What a colour means, with its value on light and on dark ground.
///
/// The series follow the order of Okabe and Ito (2008), darkened on white and lightened on dark
/// until each has a contrast of 3 : 1 with the ground (WCAG 2.2, 1.4.11); text has 4.5 : 1.
public enum Ink {
    GROUND("#ffffff", "#0d1117"),
    PANEL("#f6f8fa", "#161b22"),
    TEXT("#1f2328", "#e6edf3"),
    MUTED("#59636e", "#9aa4af"),
    GRID("#e4e8ec", "#262c34"),
    AXIS("#8c959f", "#6e7681"),
    SERIES_1("#0072b2", "#4ea1e8"),
    SERIES_2("#cc5500", "#f28c3a"),
    SERIES_3("#008f68", "#2fc79a"),
    SERIES_4("#a8518a", "#e39ac7"),
    SERIES_5("#a87400", "#e6b422"),
    SERIES_6("#3d4551", "#d0d7de"),
    SERIES_7("#7a7a00", "#d6cf4a"),
    SERIES_8("#5a4fcf", "#a99cff"),
    OTHERS("#8c959f", "#6e7681"),
    TRUTH("#57606a", "#9aa4af"),
    MINOR("#9a6700", "#e3b341"),
    MAJOR("#bc4c00", "#f0883e"),
    CRITICAL("#cf222e", "#ff7b72"),
    GOOD("#1a7f37", "#3fb950");

    private static final Ink[] SERIES = {
        SERIES_1, SERIES_2, SERIES_3, SERIES_4, SERIES_5, SERIES_6, SERIES_7, SERIES_8
    };

    private final String light;
    private final String dark;

    Ink(String light, String dark) {
        this.light = light;
        this.dark = dark;
    }

    /// Colour of the n-th series, from 0; they repeat after [#seriesCount()].
    public static Ink series(int index) {
        return SERIES[index % SERIES.length];
    }

    public static int seriesCount() {
        return SERIES.length;
    }

    public String light() {
        return light;
    }

    public String dark() {
        return dark;
    }

    /// Name of the CSS variable that holds this colour in a page.
    public String variable() {
        return "--" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
