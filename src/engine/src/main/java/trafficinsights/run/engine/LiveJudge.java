package trafficinsights.run.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import trafficinsights.detect.kpi.KpiDetector;
import trafficinsights.model.Dimension;
import trafficinsights.model.KpiWindow;

/// Gives a detector the windows of a run while it goes on: each once, in order of time, when it is
/// complete. Until then the newest state of a window waits here. Threads: one.
final class LiveJudge {
    private record WindowKey(long startMicros, Dimension dimension, String key) {}

    private final KpiDetector detector = new KpiDetector();
    private final Map<WindowKey, KpiWindow> waiting = new HashMap<>();
    private long judgedStartMicros = Long.MIN_VALUE;

    /// Takes the newest state of windows. Changes to a window that was judged are not looked at.
    void accept(List<KpiWindow> changed) {
        for (KpiWindow window : changed) {
            long start = window.window().startMicros();
            if (start > judgedStartMicros) {
                waiting.put(new WindowKey(start, window.dimension(), window.key()), window);
            }
        }
    }

    /// Judges every window that ends by then.
    void judgeUpTo(long epochMicros) {
        TreeMap<Long, List<KpiWindow>> complete =
                waiting.values().stream()
                        .filter(window -> window.window().endMicros() <= epochMicros)
                        .collect(
                                Collectors.groupingBy(
                                        w -> w.window().startMicros(),
                                        TreeMap::new,
                                        Collectors.toList()));
        complete.forEach((start, windows) -> {
            detector.accept(windows, true);
            for (KpiWindow window : windows) {
                waiting.remove(new WindowKey(start, window.dimension(), window.key()));
            }
            judgedStartMicros = start;
        });
    }

    /// What was found up to now; an incident that lasts changes with every window.
    LiveBoard.Found found() {
        return new LiveBoard.Found(detector.anomalies(), detector.incidents());
    }
}
