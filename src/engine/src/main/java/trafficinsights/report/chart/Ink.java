package trafficinsights.report.chart;

import java.util.Locale;
import trafficinsights.chart.Band;

/// What a colour means, with its value on light and on dark ground.
///
/// The series follow the order of Okabe and Ito (2008), darkened on white and lightened on dark
/// until each has a contrast of 3 : 1 with the ground (WCAG 2.2, 1.4.11); text has 4.5 : 1. The
/// window has them, too (`tokens.css`).
public enum Ink {
    GROUND("#ffffff", "#0d1117"),
    PANEL("#f6f8fa", "#161b22"),
    TEXT("#1f2328", "#e6edf3"),
    MUTED("#59636e", "#9aa4af"),
    GRID("#e4e8ec", "#262c34"),
    AXIS("#8c959f", "#6e7681"),
    SERIES_1("#0068b0", "#4ba3e3"),
    SERIES_2("#cc5500", "#f2854b"),
    SERIES_3("#008a64", "#2fc79a"),
    SERIES_4("#a8487f", "#df8fbd"),
    SERIES_5("#3695d0", "#86d0f7"),
    SERIES_6("#b07d00", "#f0b429"),
    SERIES_7("#6f5bb5", "#a996f0"),
    SERIES_8("#7a5c40", "#c4a484"),
    SERIES_RATE("#3b4754", "#c6d0db"),
    SERIES_P50("#8f7ad6", "#7560c4"),
    SERIES_P95("#6e51c8", "#a48cf5"),
    SERIES_P99("#3a2a80", "#dcd2fd"),
    SERIES_4XX("#b07d00", "#f0b429"),
    SERIES_5XX("#c3291f", "#ff7b72"),
    SERIES_OTHERS("#818b96", "#8b96a3"),
    TRUTH("#57606a", "#9aa4af"),
    MINOR("#9a6700", "#e3b341"),
    MAJOR("#bc4c00", "#f0883e"),
    CRITICAL("#cf222e", "#ff7b72"),
    GOOD("#1a7f37", "#3fb950"),
    EVENT("#1b7c83", "#39c5cf");

    private final String light;
    private final String dark;

    Ink(String light, String dark) {
        this.light = light;
        this.dark = dark;
    }

    /// The colour of that name, as of [SeriesColours].
    public static Ink series(String colour) {
        return valueOf("SERIES_" + colour.toUpperCase(Locale.ROOT));
    }

    /// That of a band.
    public static Ink of(Band.Kind kind) {
        return switch (kind) {
            case TRUTH, THEN -> TRUTH;
            case EVENT -> EVENT;
            case MINOR -> MINOR;
            case MAJOR -> MAJOR;
            case CRITICAL, UNHEALTHY -> CRITICAL;
        };
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
