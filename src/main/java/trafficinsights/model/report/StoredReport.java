package trafficinsights.model.report;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.Anomaly;
import trafficinsights.model.Figure;
import trafficinsights.model.Severity;
import trafficinsights.model.TimeWindow;

/// What an `analytics_report.json` says, as far as a window shows it. Immutable.
///
/// @param createdAt ISO 8601, UTC, as written
/// @param sources what was read or made: a line each
/// @param span from the first to the last request; null when there was none
/// @param qualityScore 0 to 1; `NaN` when it is not told
/// @param breakdown figures over the whole run by dimension (`region`) and key, as written
/// @param series of the whole traffic, in order of time
/// @param anomalies in order of their start
/// @param incidents in order of their start
/// @param scorecard detectors against what really happened; empty where that is not known
public record StoredReport(
        String title,
        String createdAt,
        String toolVersion,
        List<String> sources,
        @Nullable TimeWindow span,
        Counts counts,
        double qualityScore,
        Figures totals,
        Map<String, List<Row>> breakdown,
        List<Point> series,
        List<Anomaly> anomalies,
        List<Found> incidents,
        List<Detector> scorecard) {

    public StoredReport {
        sources = List.copyOf(sources);
        series = List.copyOf(series);
        anomalies = List.copyOf(anomalies);
        incidents = List.copyOf(incidents);
        scorecard = List.copyOf(scorecard);
    }

    /// requests + others + rejects = lines.
    public record Counts(long lines, long requests, long others, long rejects, long anomalies) {}

    /// The figures that the report names.
    public record Figures(Map<Figure, Double> values) {
        public Figures {
            values = Map.copyOf(values);
        }

        /// `NaN` where it is not told.
        public double of(Figure figure) {
            return values.getOrDefault(figure, Double.NaN);
        }
    }

    /// A key of a dimension.
    public record Row(String key, Figures figures) {}

    /// A window of the whole traffic.
    ///
    /// @param startSeconds since 1970
    public record Point(double startSeconds, double windowSeconds, Figures figures) {
        public TimeWindow window() {
            return new TimeWindow(Math.round(startSeconds * 1e6), Math.round(windowSeconds * 1e6));
        }
    }

    public record Found(long startMicros, long endMicros, Severity severity, String sentence) {}

    /// @param recall share of what really happened that was found
    /// @param secondsToDetect median; `NaN` when nothing was found
    public record Detector(
            String name,
            long truths,
            long found,
            long falseAlarms,
            double precision,
            double recall,
            double f1,
            double secondsToDetect) {}
}
