package trafficinsights.run.base;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import trafficinsights.model.Anomaly;
import trafficinsights.model.Dimension;
import trafficinsights.model.Incident;
import trafficinsights.model.KpiWindow;
import trafficinsights.model.TruthInterval;
import trafficinsights.model.events.Event;

/// What a follower has heard of a run so far. Threads: one at a time.
public final class LiveHistory {
    private final WindowSeries total = new WindowSeries();
    private final Map<Dimension, Map<String, WindowSeries>> parts = new EnumMap<>(Dimension.class);
    private List<Anomaly> anomalies = List.of();
    private List<Incident> incidents = List.of();
    private List<TruthInterval> truth = List.of();
    private List<Event> events = List.of();
    private ServerHistory servers = ServerHistory.NONE;
    private long version;
    private long watermarkMicros = Long.MIN_VALUE;
    private boolean isEnded;
    private long holdMicros = Long.MAX_VALUE;

    public LiveHistory() {
        for (Dimension dimension : Dimension.CHARTED) {
            if (dimension != Dimension.TOTAL) {
                parts.put(dimension, new TreeMap<>());
            }
        }
    }

    /// Keeps later windows out of pictures until [#release].
    public void hold() {
        holdMicros = shownEndMicros();
    }

    public void release() {
        holdMicros = Long.MAX_VALUE;
    }

    /// @return whether anything changed
    public boolean fold(LiveUpdate update) {
        boolean changed =
                update.version() != version
                        || !update.windows().isEmpty()
                        || update.anomalies().size() != anomalies.size();
        version = update.version();
        anomalies = update.anomalies();
        incidents = update.incidents();
        truth = update.truth();
        events = update.events();
        watermarkMicros = update.watermarkMicros();
        isEnded = update.isEnded();
        if (update.isWhole()) {
            total.clear();
            parts.values().forEach(Map::clear);
        }
        for (KpiWindow window : update.windows()) {
            if (window.dimension() == Dimension.TOTAL) {
                total.put(window);
            } else if (parts.containsKey(window.dimension())) {
                seriesOf(window.dimension(), window.key()).put(window);
            }
        }
        return changed;
    }

    /// @return whether there are other metrics of servers than before
    public boolean fold(ServerHistory newServers) {
        boolean isNew = newServers.version() != servers.version();
        servers = newServers;
        return isNew;
    }

    public ServerHistory servers() {
        return servers;
    }

    public long version() {
        return version;
    }

    public WindowSeries total() {
        return total;
    }

    /// Series of the regions or servers, in the order of their names.
    public Map<String, WindowSeries> parts(Dimension dimension) {
        return parts.getOrDefault(dimension, Map.of());
    }

    /// Of a region or a server; without windows where nothing is known of it.
    public WindowSeries series(Dimension dimension, String key) {
        return parts(dimension).getOrDefault(key, new WindowSeries());
    }

    private WindowSeries seriesOf(Dimension dimension, String key) {
        return parts.computeIfAbsent(dimension, name -> new TreeMap<>())
                .computeIfAbsent(key, name -> new WindowSeries());
    }

    public List<Anomaly> anomalies() {
        return anomalies;
    }

    public List<Incident> incidents() {
        return incidents;
    }

    public List<Event> events() {
        return events;
    }

    public List<TruthInterval> truth() {
        return truth;
    }

    /// Time up to which all requests have come.
    public long watermarkMicros() {
        return watermarkMicros;
    }

    /// End of the newest window that is complete: a window that still fills would look like a drop
    /// in traffic. The end of the newest window where none is complete, and the newest metrics of
    /// servers where there is no window.
    public long shownEndMicros() {
        return Math.min(holdMicros, newestEndMicros());
    }

    private long newestEndMicros() {
        if (total.isEmpty()) {
            return servers.lastMicros();
        }
        long first = total.first().window().endMicros();
        long last = total.last().window().endMicros();
        if (isEnded || watermarkMicros >= last || watermarkMicros < first) {
            return last;
        }
        long length = total.last().window().lengthMicros();
        return Math.floorDiv(watermarkMicros, length) * length;
    }
}
