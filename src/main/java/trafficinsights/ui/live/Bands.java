package trafficinsights.ui.live;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import trafficinsights.model.Anomaly;
import trafficinsights.model.Dimension;
import trafficinsights.model.Metric;
import trafficinsights.model.TruthInterval;
import trafficinsights.ui.common.ChartFrame.Band;
import trafficinsights.ui.common.FoundText;
import trafficinsights.ui.common.RunLines;
import trafficinsights.ui.live.LivePicture.Chart;

/// The marked spans of a chart. One incident is often found in many series at once: what overlaps
/// is one band in the colour of the worst, so that bands never darken one another.
final class Bands {
    private static final double MICROS = 1e6;

    private Bands() {}

    static List<Band> of(
            Chart chart,
            List<Anomaly> anomalies,
            List<TruthInterval> truth,
            double fromSeconds,
            double toSeconds) {
        List<Band> bands = new ArrayList<>(RunLines.truth(truth));
        bands.addAll(worst(anomalies.stream().filter(found -> belongs(found, chart)).toList()));
        bands.removeIf(band -> band.toSeconds() <= fromSeconds || band.fromSeconds() >= toSeconds);
        return bands;
    }

    /// Cuts time at every start and end; each piece belongs to the worst anomaly over it.
    private static List<Band> worst(List<Anomaly> anomalies) {
        TreeSet<Long> cuts = new TreeSet<>();
        for (Anomaly anomaly : anomalies) {
            cuts.add(anomaly.startMicros());
            cuts.add(anomaly.endMicros());
        }
        List<Band> bands = new ArrayList<>();
        for (long start : cuts) {
            Long end = cuts.higher(start);
            if (end == null) {
                break;
            }
            anomalies.stream()
                    .filter(found -> found.startMicros() <= start && found.endMicros() >= end)
                    .max((a, b) ->
                            a.severity() == b.severity()
                                    ? Double.compare(a.score(), b.score())
                                    : a.severity().compareTo(b.severity()))
                    .ifPresent(found -> append(bands, start / MICROS, end / MICROS, found));
        }
        return bands;
    }

    private static void append(List<Band> bands, double from, double to, Anomaly found) {
        String style = "band-" + found.severity().label();
        Band last = bands.isEmpty() ? null : bands.getLast();
        if (last != null && last.toSeconds() == from && last.style().equals(style)) {
            bands.set(bands.size() - 1, new Band(last.fromSeconds(), to, style, last.text()));
        } else {
            bands.add(new Band(from, to, style, FoundText.sentence(found)));
        }
    }

    private static boolean belongs(Anomaly anomaly, Chart chart) {
        return switch (chart) {
            case RATE ->
                    anomaly.metric() == Metric.REQUEST_RATE
                            || (anomaly.metric() == Metric.TRAFFIC_SHARE
                                    && anomaly.dimension() != Dimension.REGION);
            case LATENCY -> anomaly.metric() == Metric.P95_LATENCY;
            case ERRORS ->
                    anomaly.metric() == Metric.ERROR_RATE
                            || anomaly.metric() == Metric.CLIENT_ERROR_RATE;
            case REGIONS ->
                    anomaly.metric() == Metric.TRAFFIC_SHARE
                            && anomaly.dimension() == Dimension.REGION;
        };
    }
}
