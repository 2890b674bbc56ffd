package trafficinsights.ui.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import trafficinsights.MarkedCharts;
import trafficinsights.chart.Band;
import trafficinsights.model.Anomaly;
import trafficinsights.model.RunChart;
import trafficinsights.model.events.Event;
import trafficinsights.model.report.RunReport;
import trafficinsights.report.read.ReportReading;
import trafficinsights.ui.ScriptedTraffic;

final class ReportFramesTest {
    static List<Anomaly> anomalies() {
        return MarkedCharts.anomalies();
    }

    @ParameterizedTest
    @MethodSource("anomalies")
    void whatWasFoundIsMarkedInTheChartsOfItsFigure(Anomaly anomaly) {
        var frames = ReportFrames.of(ReportReading.of(report(anomaly)), 400);
        List<String> marked = new ArrayList<>();
        for (RunChart chart : ReportFrames.CHARTS) {
            if (!Objects.requireNonNull(frames.get(chart)).bands().isEmpty()) {
                marked.add(chart.name());
            }
        }
        assertThat(marked).containsExactlyInAnyOrderElementsOf(MarkedCharts.of(anomaly));
    }

    @Test
    void eventsAreMarkedInEveryChart() {
        RunReport report = ReportReading.of(report(MarkedCharts.anomalies().getFirst()));
        long time = ScriptedTraffic.start(0) + 1;
        Event deploy = new Event(time, OptionalLong.empty(), "deploy", "orders 4.2", "");
        var frames = ReportFrames.of(report.with(List.of(deploy)), 400);
        for (RunChart chart : ReportFrames.CHARTS) {
            assertThat(Objects.requireNonNull(frames.get(chart)).bands())
                    .contains(new Band(time, time, Band.Kind.EVENT, "deploy orders 4.2"));
        }
    }

    /// A report of one window, one anomaly and its incident, as `analytics_report.json` has them.
    private static String report(Anomaly anomaly) {
        String found =
                """
                "start": "%s", "end": "%s", "severity": "major", "metric": "%s",
                "dimension": "%s", "key": "%s", "observed": 2, "expected": 1\
                """
                        .formatted(
                                time(MarkedCharts.FROM_WINDOW),
                                time(MarkedCharts.TO_WINDOW),
                                anomaly.metric().seriesName(),
                                anomaly.dimension().label(),
                                anomaly.key());
        return """
        {"schemaVersion": "1", "totals": {"requests": 5}, "provenance": {"createdAt": "%s"},
         "series": [{"dimension": "total", "key": "all", "start": "%s", "windowSeconds": 100,
                     "kpi": {"requests": 5, "requestsPerSecond": 0.05}}],
         "anomalies": [{%s, "score": 0.99}],
         "incidents": [{%s, "sentence": "Something rose."}]}\
        """
                .formatted(time(0), time(0), found, found);
    }

    private static String time(int window) {
        return java.time.Instant.EPOCH
                .plus(ScriptedTraffic.start(window), java.time.temporal.ChronoUnit.MICROS)
                .toString();
    }
}
