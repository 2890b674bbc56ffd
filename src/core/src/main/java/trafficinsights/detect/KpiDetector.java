package trafficinsights.detect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.Anomaly;
import trafficinsights.model.Dimension;
import trafficinsights.model.Figure;
import trafficinsights.model.Incident;
import trafficinsights.model.KpiWindow;
import trafficinsights.model.TimeWindow;

/// Watches the KPI series of total, regions, servers and routes, window by window, reports spans in
/// which a metric leaves the band that its own recent past makes likely, and puts those that belong
/// together into incidents.
///
/// Streaming and causal: a window is judged by the windows before it. A server, region or route
/// that is silent while others are not has a share of nothing; total silence is a rate of nothing.
/// Memory: about 2 kB a series and metric; a series that was silent for [#FORGET_WINDOWS] windows
/// is forgotten. Threads: one at a time.
public final class KpiDetector {
    private static final int FORGET_WINDOWS = 360;

    /// Windows of total silence that are judged; a longer gap is a pause between two logs.
    private static final int SILENT_WINDOWS = 6;

    private static final List<Figure> OF_TOTAL =
            List.of(Figure.REQUEST_RATE, Figure.P95, Figure.ERROR_RATE, Figure.CLIENT_ERROR_RATE);
    private static final List<Figure> OF_PART =
            List.of(Figure.TRAFFIC_SHARE, Figure.P95, Figure.ERROR_RATE, Figure.CLIENT_ERROR_RATE);

    private final Map<Dimension, Map<String, Series>> series = new EnumMap<>(Dimension.class);
    private final Map<Dimension, Map<String, SeriesTally>> tallies = new EnumMap<>(Dimension.class);
    private final IncidentGatherer gatherer = new IncidentGatherer(tallies);
    private final List<Finding> findings = new ArrayList<>();
    private final List<Finding> begun = new ArrayList<>();
    private long lastStartMicros = Long.MIN_VALUE;

    private static final class Series {
        final Map<Figure, SeriesWatch> watches = new EnumMap<>(Figure.class);
        final SeriesTally tally;
        final long bornMicros;
        @Nullable KpiWindow newest;
        int silentWindows;

        Series(Dimension dimension, String key, SeriesTally tally, long bornMicros) {
            this.tally = tally;
            this.bornMicros = bornMicros;
            for (Figure metric : dimension == Dimension.TOTAL ? OF_TOTAL : OF_PART) {
                watches.put(metric, new SeriesWatch(dimension, key, metric));
            }
        }

        boolean isOpen() {
            return watches.values().stream().anyMatch(SeriesWatch::isOpen);
        }
    }

    /// Judges the windows of all series at one time, which is later than the time before.
    ///
    /// @param isWhole false for the last window of a run: traffic may end inside it, so how much
    ///   there was of it says nothing
    public void accept(List<KpiWindow> windowsOfOneTime, boolean isWhole) {
        if (windowsOfOneTime.isEmpty()) {
            return;
        }
        TimeWindow window = windowsOfOneTime.getFirst().window();
        judgeSilence(window);
        long all = 0;
        for (KpiWindow kpi : windowsOfOneTime) {
            if (kpi.dimension() != Dimension.STATUS_CLASS) {
                seriesOf(kpi).newest = kpi;
                all = kpi.dimension() == Dimension.TOTAL ? kpi.kpi().requests() : all;
            }
        }
        begun.clear();
        for (Map<String, Series> byKey : series.values()) {
            for (Series one : byKey.values()) {
                judge(one, window, all, isWhole);
            }
        }
        findings.addAll(begun);
        gatherer.accept(window, begun);
        count();
        lastStartMicros = window.startMicros();
    }

    private Series seriesOf(KpiWindow kpi) {
        return series.computeIfAbsent(kpi.dimension(), absent -> new HashMap<>())
                .computeIfAbsent(
                        kpi.key(),
                        key -> {
                            SeriesTally tally = new SeriesTally();
                            tallies.computeIfAbsent(kpi.dimension(), absent -> new HashMap<>())
                                    .put(key, tally);
                            return new Series(
                                    kpi.dimension(), key, tally, kpi.window().startMicros());
                        });
    }

    private void judge(Series one, TimeWindow window, long all, boolean isWhole) {
        if (gatherer.isOpen() && one.bornMicros >= gatherer.startMicros()) {
            // Came with the incident: what is usual for it is not known before the incident is
            // over.
            return;
        }
        KpiWindow newest = one.newest;
        for (Map.Entry<Figure, SeriesWatch> entry : one.watches.entrySet()) {
            Figure metric = entry.getKey();
            if (metric == Figure.REQUEST_RATE && !isWhole) {
                continue;
            }
            boolean isShare = metric == Figure.TRAFFIC_SHARE;
            if (newest == null && (!isShare || all == 0)) {
                // Without a total, being silent is not a share of nothing: it is not known.
                continue;
            }
            double value = newest == null ? 0 : metric.of(newest, all);
            double n = newest == null || isShare ? all : newest.kpi().requests();
            add(entry.getValue().accept(window, value, n));
        }
    }

    private void add(@Nullable Finding finding) {
        if (finding != null) {
            begun.add(finding);
        }
    }

    /// Times without any window between the last and this one: nothing was asked for.
    private void judgeSilence(TimeWindow now) {
        Series total = series.getOrDefault(Dimension.TOTAL, Map.of()).get(Dimension.ALL);
        if (total == null || lastStartMicros == Long.MIN_VALUE) {
            return;
        }
        SeriesWatch rate = total.watches.get(Figure.REQUEST_RATE);
        long length = now.lengthMicros();
        long silent = (now.startMicros() - lastStartMicros) / length - 1;
        for (long i = 1; i <= Math.min(silent, SILENT_WINDOWS) && rate != null; i++) {
            TimeWindow window = new TimeWindow(lastStartMicros + i * length, length);
            Finding finding = rate.accept(window, 0, 0);
            List<Finding> found = finding == null ? List.of() : List.of(finding);
            findings.addAll(found);
            gatherer.accept(window, found);
        }
    }

    private void count() {
        boolean isOpen = gatherer.isOpen();
        for (Map.Entry<Dimension, Map<String, Series>> entry : series.entrySet()) {
            Map<String, SeriesTally> ofDimension = tallies.getOrDefault(entry.getKey(), Map.of());
            Iterator<Map.Entry<String, Series>> all = entry.getValue().entrySet().iterator();
            while (all.hasNext()) {
                Map.Entry<String, Series> next = all.next();
                Series one = next.getValue();
                KpiWindow newest = one.newest;
                if (!isOpen) {
                    one.tally.remember(newest == null ? null : newest.kpi());
                } else if (newest != null) {
                    one.tally.count(newest.kpi());
                }
                one.silentWindows = newest == null ? one.silentWindows + 1 : 0;
                one.newest = null;
                if (one.silentWindows > FORGET_WINDOWS && !isOpen && !one.isOpen()) {
                    all.remove();
                    ofDimension.remove(next.getKey());
                }
            }
        }
        gatherer.counted();
    }

    /// Anomalies found so far, those that still last among them, in order of start.
    public List<Anomaly> anomalies() {
        return findings.stream()
                .map(Finding::toAnomaly)
                .sorted(
                        Comparator.comparingLong(Anomaly::startMicros)
                                .thenComparing(Anomaly::dimension)
                                .thenComparing(Anomaly::key)
                                .thenComparing(Anomaly::metric))
                .toList();
    }

    /// Incidents found so far, the one that still lasts among them, in order of start.
    public List<Incident> incidents() {
        return gatherer.incidents();
    }
}
