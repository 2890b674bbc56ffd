package trafficinsights.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import trafficinsights.chart.Chart;
import trafficinsights.chart.Series;
import trafficinsights.model.TimeWindow;
import trafficinsights.model.report.RunReport;

/// What the charts of a page draw.
class UnfinishedWindowTest {
    /// A report whose last request came when a share of the last window was over.
    private static RunReport endingAt(double share) {
        RunReport r = RunReportFixture.quiet();
        long last = r.series().getLast().window().startMicros();
        long length = r.series().getLast().window().lengthMicros();
        long start = r.series().getFirst().window().startMicros();
        TimeWindow span = new TimeWindow(start, last + (long) (share * length) - start);
        return new RunReport(
                r.provenance(),
                r.counts(),
                r.quality(),
                r.fleet(),
                span,
                r.windowMicros(),
                r.totals(),
                r.breakdown(),
                r.byStatus(),
                r.series(),
                r.anomalies(),
                r.incidents(),
                r.truth(),
                r.scorecard(),
                r.insights());
    }

    private static List<Series> series(RunReport report, String chart) {
        return ReportCharts.of(report).stream()
                .filter(one -> one.id().equals(chart))
                .map(Chart::series)
                .findFirst()
                .orElseThrow();
    }

    private static double last(Series series, int back) {
        return series.values()[series.values().length - 1 - back];
    }

    @Test
    void aLastWindowThatIsNotFullIsNotAFallInTheRate() {
        for (String chart : List.of("requests_per_second", "rate_by_region")) {
            for (Series rate : series(endingAt(0.4), chart)) {
                assertThat(last(rate, 0)).as(chart).isNaN();
                assertThat(last(rate, 1)).as(chart).isPositive();
            }
        }
    }

    @Test
    void aFullLastWindowIsDrawn() {
        for (Series rate : series(endingAt(0.99), "rate_by_region")) {
            assertThat(last(rate, 0)).isPositive();
        }
    }

    @Test
    void latenciesOfAWindowAreTrueBeforeItIsFull() {
        for (Series percentile : series(endingAt(0.4), "latency_percentiles")) {
            assertThat(last(percentile, 0)).isPositive();
        }
    }
}
