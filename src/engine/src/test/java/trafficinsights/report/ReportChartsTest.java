package trafficinsights.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import trafficinsights.MarkedCharts;
import trafficinsights.chart.Chart;
import trafficinsights.model.Anomaly;

final class ReportChartsTest {
    @ParameterizedTest
    @MethodSource("trafficinsights.MarkedCharts#anomalies")
    void whatWasFoundIsMarkedInTheChartsOfItsFigure(Anomaly anomaly) {
        List<String> names = List.of("RATE", "LATENCY", "ERRORS", "REGIONS", "SERVERS");
        List<Chart> charts =
                ReportCharts.of(RunReportFixture.withAnomalies(List.of(anomaly), List.of()));
        List<String> marked = new ArrayList<>();
        for (int i = 0; i < charts.size(); i++) {
            if (!charts.get(i).bands().isEmpty()) {
                marked.add(names.get(i));
            }
        }
        assertThat(marked).containsExactlyInAnyOrderElementsOf(MarkedCharts.among(names, anomaly));
    }
}
