package trafficinsights.run.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import trafficinsights.model.Anomaly;
import trafficinsights.model.Dimension;
import trafficinsights.model.Incident;
import trafficinsights.model.KpiWindow;
import trafficinsights.model.TruthInterval;
import trafficinsights.model.events.Event;
import trafficinsights.run.base.LiveUpdate;

/// The newest state of a run's windows, for whoever watches: asked for by version, answered with
/// what changed since, or with all when that is not known any more. Keeps the newest [#MAX_WINDOWS]
/// windows of [Dimension#CHARTED]. Threads: any.
final class LiveBoard {
    private static final int MAX_WINDOWS = 300_000;
    private static final int MAX_STEPS = 128;

    private record SeriesKey(Dimension dimension, String key) {}

    /// What was found in the windows so far.
    record Found(List<Anomaly> anomalies, List<Incident> incidents) {
        private static final Found NONE = new Found(List.of(), List.of());

        Found {
            anomalies = List.copyOf(anomalies);
            incidents = List.copyOf(incidents);
        }
    }

    private record Step(long version, List<KpiWindow> windows) {}

    private final TreeMap<Long, Map<SeriesKey, KpiWindow>> windows = new TreeMap<>();
    private final Deque<Step> steps = new ArrayDeque<>();
    private final List<TruthInterval> truth;
    private final List<Event> events;
    private Found found = Found.NONE;
    private long version;

    /// What was reported before this version does not hold any more.
    private long replacedAtVersion;

    private long watermarkMicros = Long.MIN_VALUE;
    private int count;
    private boolean isWatched;

    LiveBoard(List<TruthInterval> truth) {
        this(truth, List.of());
    }

    /// @param events that the run is shown with, in order of start
    LiveBoard(List<TruthInterval> truth, List<Event> events) {
        this.truth = List.copyOf(truth);
        this.events = List.copyOf(events);
    }

    /// Whether anybody has asked; before that nothing needs to be kept.
    synchronized boolean isWatched() {
        return isWatched;
    }

    synchronized void update(List<KpiWindow> changed, Found newFound, long newWatermarkMicros) {
        version++;
        List<KpiWindow> charted =
                changed.stream().filter(w -> Dimension.CHARTED.contains(w.dimension())).toList();
        for (KpiWindow window : charted) {
            Map<SeriesKey, KpiWindow> series =
                    windows.computeIfAbsent(window.window().startMicros(), _ -> new HashMap<>());
            SeriesKey key = new SeriesKey(window.dimension(), window.key());
            count += series.put(key, window) == null ? 1 : 0;
        }
        while (count > MAX_WINDOWS && windows.size() > 1) {
            count -= windows.pollFirstEntry().getValue().size();
        }
        steps.addLast(new Step(version, charted));
        if (steps.size() > MAX_STEPS) {
            steps.removeFirst();
        }
        found = newFound;
        watermarkMicros = Math.max(watermarkMicros, newWatermarkMicros);
    }

    /// Replaces everything: the run has ended and its history is known.
    synchronized void replace(List<KpiWindow> all, Found newFound, long watermark) {
        windows.clear();
        steps.clear();
        count = 0;
        replacedAtVersion = version + 1;
        update(all, newFound, watermark);
    }

    synchronized LiveUpdate since(long since) {
        isWatched = true;
        List<KpiWindow> changed = new ArrayList<>();
        boolean isInSteps =
                since > 0
                        && since >= replacedAtVersion
                        && !steps.isEmpty()
                        && since >= steps.getFirst().version() - 1;
        boolean isWhole = since < version && !isInSteps;
        if (!isWhole) {
            for (Step step : steps) {
                if (step.version() > since) {
                    changed.addAll(step.windows());
                }
            }
        } else {
            windows.values().forEach(series -> changed.addAll(series.values()));
        }
        return new LiveUpdate(
                version,
                isWhole,
                replacedAtVersion > 0,
                changed,
                found.anomalies(),
                found.incidents(),
                truth,
                watermarkMicros,
                events);
    }
}
