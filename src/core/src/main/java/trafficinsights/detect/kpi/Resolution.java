package trafficinsights.detect.kpi;

import java.util.ArrayList;
import java.util.List;

/// A length at which windows are looked at, and how far back from there.
///
/// @param factor KPI windows in one of its windows
/// @param scales how many of the newest windows are put together, ascending
/// @param memoryWindows after so many windows a clean one counts 1/e in the baseline, at most
/// @param adaptWindows an incident that lasts longer is the new normal
/// @param courseWindows over which a drift's onset is looked for; 0 where windows are too short
/// @param isTrafficJudged whether shares of traffic and sizes of responses are compared
/// @param isTotalRateJudged whether the rate of all requests is compared; over long windows the
///   rhythm of the day moves it
record Resolution(
        int factor,
        int[] scales,
        double memoryWindows,
        int adaptWindows,
        int courseWindows,
        boolean isTrafficJudged,
        boolean isTotalRateJudged) {
    private static final int[] NEAR = {1, 2, 3, 4, 6, 8, 12, 16, 24, 32};
    private static final int[] MIDDLE = {2, 3, 4, 6, 8, 12, 16};
    private static final int[] FAR = {2, 3, 4, 6, 8, 12};

    /// Whole days, so that the rhythm of the day plays no part.
    private static final int[] DAYS = {4, 8};

    private static final double SECOND = 1e6;

    /// Windows as they are, of about ten seconds, a minute, ten minutes and six hours, as far as
    /// these are longer.
    static List<Resolution> of(long windowMicros) {
        List<Resolution> all = new ArrayList<>();
        all.add(new Resolution(1, NEAR, 720, 190, 0, true, true));
        add(all, new Resolution(factor(10, windowMicros), MIDDLE, 720, 190, 0, true, true));
        add(all, new Resolution(factor(60, windowMicros), MIDDLE, 360, 60, 180, true, false));
        add(all, new Resolution(factor(600, windowMicros), FAR, 72, 48, 144, false, false));
        add(all, new Resolution(factor(21_600, windowMicros), DAYS, 60, 60, 120, false, false));
        return all;
    }

    private static int factor(int seconds, long windowMicros) {
        return (int) Math.round(seconds * SECOND / windowMicros);
    }

    private static void add(List<Resolution> all, Resolution next) {
        if (next.factor > 2 * all.getLast().factor) {
            all.add(next);
        }
    }

    int longestScale() {
        return scales[scales.length - 1];
    }

    /// Fewest windows in which a rise of traffic is news; one of them alone is a burst.
    int leastRiseScale() {
        return Math.min(2, longestScale());
    }
}
