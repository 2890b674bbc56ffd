package trafficinsights.detect.kpi;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import trafficinsights.model.Anomaly;
import trafficinsights.model.Dimension;
import trafficinsights.model.Incident;
import trafficinsights.model.KpiWindow;
import trafficinsights.model.TimeWindow;

/// Watches the KPI series of total, regions, servers and routes: finds spans in which a figure is
/// not what its past makes likely, and puts those that belong together into incidents.
///
/// Evidence adds up: the newest 1, 2, 4 … 32 windows together are compared with a clean past that
/// is older than all of them, at windows as they are and at longer ones (see [Series] and
/// [Resolution]). Small counts need longer to tell, but they tell.
///
/// Streaming and causal: a window is judged by the windows before it. A server, region or route
/// that is silent while others are not has a share of nothing; total silence is a rate of nothing.
/// Memory: tens of kB a series; a series that was silent for long is forgotten. Threads: one at a
/// time.
public final class KpiDetector {
    /// Windows of total silence that are judged; a longer gap is a pause between two logs.
    private static final int SILENT_WINDOWS = 720;

    /// A finding of a coarser resolution is that of a finer one when they are so near.
    private static final long NEAR_MICROS = 60_000_000;

    /// A drift began so many long windows before it was found, or the finding's own start is right.
    private static final int NEWS_WINDOWS = 4;

    /// Times the length of a finding in which its drift may have begun.
    private static final int DRIFT_LENGTHS = 6;

    private final List<Coarse> coarse = new ArrayList<>();
    private final IncidentGatherer gatherer = new IncidentGatherer();
    private final List<Finding> findings = new ArrayList<>();
    private long windowMicros;
    private Level finest = new Level(Resolution.of(1).getFirst(), 1);
    private long lastStartMicros = Long.MIN_VALUE;

    /// A coarser level, and what its next window has so far.
    private static final class Coarse {
        final Level level;
        final int factor;
        final long lengthMicros;
        private final Map<Dimension, Map<String, Slice.Sum>> sums = new EnumMap<>(Dimension.class);

        Coarse(Resolution resolution, long windowMicros) {
            level = new Level(resolution, windowMicros);
            factor = resolution.factor();
            lengthMicros = factor * windowMicros;
        }

        void gather(Map<Dimension, Map<String, Slice>> slices, List<String> burstyRoutes) {
            slices.forEach((dimension, byKey) ->
                    byKey.forEach((key, slice) -> sum(dimension, key).add(slice)));
            burstyRoutes.forEach(route -> sum(Dimension.ROUTE, route).markBursty());
        }

        private Slice.Sum sum(Dimension dimension, String key) {
            return sums.computeIfAbsent(dimension, absent -> new LinkedHashMap<>())
                    .computeIfAbsent(key, absent -> new Slice.Sum());
        }

        /// Hands over what was gathered, and starts the next window.
        Map<Dimension, Map<String, Slice>> take() {
            Map<Dimension, Map<String, Slice>> slices = new EnumMap<>(Dimension.class);
            sums.forEach((dimension, byKey) -> {
                Map<String, Slice> ofDimension = new LinkedHashMap<>();
                byKey.forEach((key, sum) -> ofDimension.put(key, sum.slice()));
                slices.put(dimension, ofDimension);
            });
            sums.clear();
            return slices;
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
        if (lastStartMicros == Long.MIN_VALUE) {
            begin(window.lengthMicros());
        } else {
            passSilence(window);
        }
        Map<Dimension, Map<String, Slice>> slices = new EnumMap<>(Dimension.class);
        for (KpiWindow kpi : windowsOfOneTime) {
            if (kpi.dimension() != Dimension.STATUS_CLASS) {
                slices.computeIfAbsent(kpi.dimension(), absent -> new LinkedHashMap<>())
                        .put(kpi.key(), Slice.of(kpi));
            }
        }
        if (!slices.containsKey(Dimension.TOTAL)) {
            // Without a total no share is known, nor whether anything was asked for.
            lastStartMicros = window.startMicros();
            return;
        }
        accept(window.startMicros(), slices, isWhole);
        lastStartMicros = window.startMicros();
    }

    private void begin(long lengthMicros) {
        windowMicros = lengthMicros;
        List<Resolution> resolutions = Resolution.of(lengthMicros);
        finest = new Level(resolutions.getFirst(), lengthMicros);
        for (Resolution resolution : resolutions.subList(1, resolutions.size())) {
            coarse.add(new Coarse(resolution, lengthMicros));
        }
    }

    /// Times without any window between the last and this one: nothing was asked for.
    private void passSilence(TimeWindow now) {
        long silent = (now.startMicros() - lastStartMicros) / windowMicros - 1;
        for (long i = 1; i <= Math.min(silent, SILENT_WINDOWS); i++) {
            accept(lastStartMicros + i * windowMicros, Map.of(), true);
        }
    }

    private void accept(
            long startMicros, Map<Dimension, Map<String, Slice>> slices, boolean isWhole) {
        add(finest.accept(startMicros, slices, isWhole));
        for (Coarse one : coarse) {
            one.gather(slices, finest.burstyRoutes());
            boolean isFull = Math.floorMod(startMicros / windowMicros + 1, one.factor) == 0;
            if (isFull && isWhole) {
                long endMicros = startMicros + windowMicros;
                add(one.level.accept(endMicros - one.lengthMicros, one.take(), true));
            }
        }
    }

    private void add(List<Finding> found) {
        List<Finding> fresh =
                found.stream()
                        .filter(finding -> findings.stream().noneMatch(f -> isSame(f, finding)))
                        .toList();
        fresh.forEach(this::dateBack);
        findings.addAll(fresh);
        gatherer.add(fresh);
    }

    /// A drift began long before it was large enough to be found: in the course of long windows the
    /// onset shows.
    private void dateBack(Finding finding) {
        if (!finding.question.isSlower()) {
            return;
        }
        for (Coarse one : coarse) {
            long drifted =
                    one.level.driftMicros(
                            finding.dimension,
                            finding.key,
                            DRIFT_LENGTHS * (finding.detectedMicros - finding.startMicros));
            long onset = one.level.endMicros() - drifted;
            if (drifted >= 0 && finding.startMicros - onset >= NEWS_WINDOWS * one.lengthMicros) {
                finding.startMicros = onset;
                return;
            }
        }
    }

    private static boolean isSame(Finding known, Finding finding) {
        return known.windowMicros < finding.windowMicros
                && known.dimension == finding.dimension
                && known.key.equals(finding.key)
                && known.question.isAbout(finding.question)
                && known.overlaps(
                        finding.startMicros - NEAR_MICROS, finding.endMicros + NEAR_MICROS);
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

    /// Incidents found so far, those that still last among them, in order of start.
    public List<Incident> incidents() {
        return gatherer.incidents();
    }
}
