package trafficinsights.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import trafficinsights.model.Dimension;
import trafficinsights.model.Figure;
import trafficinsights.model.ProblemException;
import trafficinsights.model.report.RunReport;
import trafficinsights.model.report.StoredReport;

class ReportReadingTest {
    private final RunReport report = RunReportFixture.incident();
    private final StoredReport read = ReportReading.of(ReportJson.text(report));

    @Test
    void whatWasWrittenComesBack() {
        assertThat(read.title()).isEqualTo(report.provenance().title());
        assertThat(read.span()).isEqualTo(report.span());
        assertThat(read.counts().requests()).isEqualTo(report.counts().requests());
        assertThat(read.counts().anomalies()).isEqualTo(report.anomalies().size());
        assertThat(read.totals().of(Figure.P95)).isEqualTo(report.totals().p95Micros());
        assertThat(read.totals().of(Figure.ERROR_RATE)).isEqualTo(report.totals().errorRate());
        assertThat(read.qualityScore()).isEqualTo(report.quality().score());
        assertThat(read.incidents()).hasSameSizeAs(report.incidents());
        assertThat(read.scorecard()).hasSameSizeAs(report.scorecard().rows());
    }

    @Test
    void theSeriesIsThatOfTheWholeTraffic() {
        long totals =
                report.series().stream().filter(w -> w.dimension() == Dimension.TOTAL).count();
        assertThat(totals).isPositive();
        assertThat(read.series()).hasSize((int) totals);
        assertThat(read.series().getFirst().startSeconds())
                .isEqualTo(report.series().getFirst().window().startMicros() / 1e6);
    }

    @Test
    void everyKeyOfADimensionComesBackInItsOrder() {
        assertThat(read.breakdown().get("region"))
                .extracting(StoredReport.Row::key)
                .containsExactlyElementsOf(
                        report.breakdown().getOrDefault(Dimension.REGION, List.of()).stream()
                                .map(RunReport.KeyedKpi::key)
                                .toList());
    }

    @Test
    void whatAFileDoesNotTellIsMissingAndNotZero() {
        StoredReport bare = ReportReading.of("{\"schemaVersion\": \"9\", \"totals\": {}}");
        assertThat(bare.totals().of(Figure.P95)).isNaN();
        assertThat(bare.span()).isNull();
        assertThat(bare.incidents()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[1, 2", "{\"a\": 1}", "[]", "no json"})
    void whatIsNoReportIsRefusedInWords(String text) {
        assertThatThrownBy(() -> ReportReading.of(text))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e ->
                                assertThat(e.problem().userMessage())
                                        .contains("analytics_report.json"));
    }
}
