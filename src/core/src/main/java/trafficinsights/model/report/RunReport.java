package trafficinsights.model.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.Anomaly;
import trafficinsights.model.DataQuality;
import trafficinsights.model.Dimension;
import trafficinsights.model.FleetHealth;
import trafficinsights.model.Incident;
import trafficinsights.model.Kpi;
import trafficinsights.model.KpiWindow;
import trafficinsights.model.Scorecard;
import trafficinsights.model.TimeWindow;
import trafficinsights.model.TruthInterval;
import trafficinsights.model.events.Event;
import trafficinsights.model.events.EventBefore;
import trafficinsights.model.outlook.SeriesForecast;
import trafficinsights.model.outlook.SeriesPattern;
import trafficinsights.model.rules.RuleVerdicts;

/// Everything that a report says about one run, as it was measured or as a file has it; JSON, page
/// and window only lay it out. What a file does not say is unknown: null, `NaN` or empty.
///
/// @param counts what became of the input's lines
/// @param quality how far the requests can be trusted; null where a file of an old version does not
///   say
/// @param fleet how evenly work is spread, and how the servers fare
/// @param span from the first to the last request, or null when there was none
/// @param windowMicros length of the KPI windows asked for
/// @param totals KPIs over all requests
/// @param breakdown KPIs over the whole run by key, most requests first; every dimension but TOTAL
/// @param byStatus requests by HTTP status as logged (-1: no answer, 0: not known)
/// @param series KPI windows of TOTAL, REGION and SERVER in order of time, all of one length; where
///   the run has more windows than a chart can show, they are merged (by sketch) into longer ones
/// @param anomalies in order of their start
/// @param incidents that the anomalies were put together to, in order of their start
/// @param truth what really happened, as far as it is known
/// @param scorecard what was found against it; [Scorecard#NONE] where no truth is known
/// @param insights what was asked for beyond the measurements
public record RunReport(
        Provenance provenance,
        Counts counts,
        @Nullable DataQuality quality,
        FleetHealth fleet,
        @Nullable TimeWindow span,
        long windowMicros,
        Kpi totals,
        Map<Dimension, List<KeyedKpi>> breakdown,
        SortedMap<Integer, Long> byStatus,
        List<KpiWindow> series,
        List<Anomaly> anomalies,
        List<Incident> incidents,
        List<TruthInterval> truth,
        Scorecard scorecard,
        Insights insights) {

    /// The event just before an incident of this run; empty when none is near.
    public Optional<EventBefore> eventBefore(Incident incident) {
        return EventBefore.of(incident, windowMicros, events());
    }

    /// What happened beside the requests, see [Insights].
    public List<Event> events() {
        return insights.events();
    }

    /// End of the span; the least number there is when there was no request.
    public long endMicros() {
        return span == null ? Long.MIN_VALUE : span.endMicros();
    }

    /// Length of the span; `NaN` when there was no request.
    public double spanSeconds() {
        return span == null ? Double.NaN : span.lengthSeconds();
    }

    /// What was asked for beyond the measurements.
    ///
    /// @param rules what the rules say; null when the run was checked against none
    /// @param patterns of the main series; empty unless asked for
    /// @param forecasts of the main series; empty unless asked for
    /// @param events what happened beside the requests, in order of their start; empty unless asked
    ///   for
    public record Insights(
            @Nullable RuleVerdicts rules,
            List<SeriesPattern> patterns,
            List<SeriesForecast> forecasts,
            List<Event> events) {
        public static final Insights NONE = new Insights(null, List.of(), List.of(), List.of());

        public Insights {
            patterns = List.copyOf(patterns);
            forecasts = List.copyOf(forecasts);
            events = List.copyOf(events);
        }
    }

    /// The same with its insights.
    public RunReport with(Insights newInsights) {
        return new RunReport(
                provenance,
                counts,
                quality,
                fleet,
                span,
                windowMicros,
                totals,
                breakdown,
                byStatus,
                series,
                anomalies,
                incidents,
                truth,
                scorecard,
                newInsights);
    }

    /// The same with events, which are in order of their start.
    public RunReport with(List<Event> events) {
        return with(new Insights(insights.rules, insights.patterns, insights.forecasts, events));
    }

    /// @param key of the dimension that the list is filed under
    public record KeyedKpi(String key, Kpi kpi) {}

    /// requests + others + rejects = lines, always.
    ///
    /// @param lines read, or rows made
    /// @param others lines that are known but no requests, by kind
    /// @param rejects lines that could not be read, by cause
    /// @param windows KPI windows written, over all series
    /// @param lateRows requests that came after their window was closed: in the totals, in no
    ///   window
    public record Counts(
            long lines,
            long requests,
            SortedMap<String, Long> others,
            SortedMap<String, Long> rejects,
            long windows,
            long lateRows) {
        /// With more of them it is doubtful that the format is the right one.
        private static final double LARGEST_REJECTED_SHARE = 0.1;

        public long otherLines() {
            return others.values().stream().mapToLong(Long::longValue).sum();
        }

        public long rejectedLines() {
            return rejects.values().stream().mapToLong(Long::longValue).sum();
        }

        /// Says that much of the input was not understood; empty where nine tenths were.
        public String doubt() {
            if (rejectedLines() <= LARGEST_REJECTED_SHARE * lines) {
                return "";
            }
            return String.format(
                    Locale.ROOT,
                    "Only %.0f %% of the lines were understood: %,d of %,d were rejected. The figures are of the rest.",
                    Math.floor(100.0 * (lines - rejectedLines()) / lines),
                    rejectedLines(),
                    lines);
        }
    }

    /// Where the figures come from, so that they can be made again.
    ///
    /// @param toolVersion of this program
    /// @param createdAtMicros when the run ended
    /// @param title what was read or made, for headings
    /// @param inputs empty for a generated run
    /// @param scenario null unless generated
    /// @param estimator of percentiles, by name
    /// @param estimatorRelativeError bound of its error
    public record Provenance(
            String toolVersion,
            long createdAtMicros,
            String title,
            List<Input> inputs,
            @Nullable ScenarioUsed scenario,
            String estimator,
            double estimatorRelativeError) {}

    /// @param sha256 of the file's bytes; empty where it was not computed
    /// @param crc32 of the file's bytes, 8 hexadecimal digits; empty where it was not computed
    /// @param format recognised or given, by name
    /// @param reading how its lines were read, and what is not known of them, in words
    public record Input(
            String name, long bytes, String sha256, String crc32, String format, String reading) {}

    /// @param sha256 of the scenario file's bytes
    public record ScenarioUsed(String name, long seed, String sha256) {}
}
