package trafficinsights.detect;

import org.jspecify.annotations.Nullable;
import trafficinsights.model.Dimension;
import trafficinsights.model.Figure;
import trafficinsights.model.TimeWindow;

/// One metric of one series: its recent past, and the anomaly it is in, if any.
///
/// Two voices look at each window, on the metric's [Scale]. The level asks how far the figure is
/// from the median of the last [#HISTORY] normal windows; the jump asks how far it is from the line
/// through the last few, which follows the rhythm of the day. Each knows how much it usually errs
/// (the median absolute deviation of its past errors), to which the noise that chance alone gives
/// so many requests is added, so that small counts raise no alarm. The louder voice counts; the
/// jump is not asked while its line itself is far from normal, for a way back is not an anomaly.
///
/// Windows inside an anomaly do not enter the past. One that lasts for [#ADAPT_AFTER] windows ends:
/// it is the new normal, and the past is forgotten. Causal: a window is judged by those before it.
///
/// Threads: one at a time.
final class SeriesWatch {
    private static final int HISTORY = 60;
    private static final int MIN_HISTORY = 8;
    private static final int ADAPT_AFTER = 90;
    private static final int MIN_REQUESTS = 20;

    /// Where more of the past windows had no request at all, a window's rate says nothing: traffic
    /// comes in drops.
    private static final double MOST_SILENCE = 0.25;

    /// Deviations from expected, in spreads, that open and that keep open an anomaly.
    static final double OPEN_AT = 6;

    /// A short past knows its spread badly: the limit is higher by this over its length.
    private static final double YOUTH = 4;

    private static final double KEEP_AT = 3.5;

    /// Windows back inside the band that end an anomaly.
    private static final int QUIET_WINDOWS = 2;

    private final Dimension dimension;
    private final String key;
    private final Figure metric;
    private final Scale scale;
    private SortedRing past = new SortedRing(HISTORY);
    private SortedRing jumps = new SortedRing(HISTORY);

    private LocalLine line = new LocalLine();

    /// Windows seen, and seen when the newest one entered the past.
    private long step;

    private long newestStep;

    private @Nullable Finding finding;
    private int openWindows;
    private int quiet;

    /// What was expected when the anomaly began, and its spread; both on the scale.
    private double anchor;

    private double anchorSpread;

    SeriesWatch(Dimension dimension, String key, Figure metric) {
        this.dimension = dimension;
        this.key = key;
        this.metric = metric;
        this.scale = Scale.of(metric);
    }

    /// Judges one window.
    ///
    /// @param value in the metric's unit; `NaN` where the window cannot tell
    /// @param n requests behind it
    /// @return the anomaly that began, or null
    @Nullable Finding accept(TimeWindow window, double value, double n) {
        if (Double.isNaN(value)) {
            return null;
        }
        step++;
        double y = scale.of(metric == Figure.REQUEST_RATE ? n : value, n);
        if (past.size() < MIN_HISTORY) {
            remember(y);
            return null;
        }
        boolean isJudged = metric == Figure.REQUEST_RATE ? isSteady() : n >= MIN_REQUESTS;
        Finding open = finding;
        if (open != null) {
            goOn(open, window, isJudged, y, n, value);
            return null;
        }
        if (isJudged && isOutside(y, n)) {
            Finding begun = new Finding(dimension, key, metric, window.startMicros());
            finding = begun;
            openWindows = 0;
            extend(begun, window, y, n, value);
            return begun;
        }
        remember(y);
        return null;
    }

    private void goOn(
            Finding open, TimeWindow window, boolean isJudged, double y, double n, double value) {
        double limit = KEEP_AT * Math.max(anchorSpread, scale.noise(n));
        if (isJudged && Math.abs(y - anchor) >= limit) {
            extend(open, window, y, n, value);
        } else {
            quiet++;
        }
        if (quiet >= QUIET_WINDOWS) {
            open.close();
            finding = null;
            remember(y);
        } else if (openWindows >= ADAPT_AFTER) {
            open.close();
            finding = null;
            past = new SortedRing(HISTORY);
            jumps = new SortedRing(HISTORY);
            line = new LocalLine();
        }
    }

    private boolean isSteady() {
        return past.countAtMost(scale.of(0, 0)) <= MOST_SILENCE * past.size();
    }

    private boolean isOutside(double y, double n) {
        double level = past.median();
        double levelSpread = spread(past.sigmaAround(level), level, n);
        double levelDeviation = Math.abs(y - level) / levelSpread;
        double limit = OPEN_AT * (1 + YOUTH / past.size());
        if (jumps.size() >= MIN_HISTORY / 2 && line.isReady()) {
            double local = line.at(step);
            double localSpread = spread(jumps.sigmaAround(0) * Math.sqrt(gap()), local, n);
            double localDeviation = Math.abs(y - local) / localSpread;
            boolean isNormal = Math.abs(local - level) < KEEP_AT * levelSpread;
            if (isNormal && localDeviation > Math.max(limit, levelDeviation)) {
                anchor = local;
                anchorSpread = localSpread;
                return true;
            }
        }
        anchor = level;
        anchorSpread = levelSpread;
        return levelDeviation >= limit;
    }

    /// Windows from the newest normal one to this: the line knows less the longer ago that is.
    private double gap() {
        return (double) (step - newestStep);
    }

    private double spread(double sigma, double center, double n) {
        return Math.max(Math.hypot(sigma, scale.noise(n)), scale.smallestChange(center));
    }

    private void extend(Finding open, TimeWindow window, double y, double n, double value) {
        openWindows++;
        quiet = 0;
        double spread = Math.max(anchorSpread, scale.noise(n));
        // Back to the unit: a count is given as a rate.
        double unit = metric == Figure.REQUEST_RATE ? 1 / window.lengthSeconds() : 1;
        open.extend(
                window,
                Math.abs(y - anchor) / spread,
                value,
                unit * scale.back(anchor, n),
                unit * scale.back(anchor - KEEP_AT * spread, n),
                unit * scale.back(anchor + KEEP_AT * spread, n));
    }

    private void remember(double y) {
        if (line.isReady()) {
            jumps.add((y - line.at(step)) / Math.sqrt(gap()));
        }
        past.add(y);
        line.add(step, y);
        newestStep = step;
    }

    boolean isOpen() {
        return finding != null;
    }
}
