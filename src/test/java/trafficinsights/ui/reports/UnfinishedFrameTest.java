package trafficinsights.ui.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import trafficinsights.model.Figure;
import trafficinsights.model.TimeWindow;
import trafficinsights.model.report.StoredReport;
import trafficinsights.model.report.StoredReport.Figures;
import trafficinsights.model.report.StoredReport.Point;
import trafficinsights.ui.common.SeriesFrame;

final class UnfinishedFrameTest {
    private static final int WINDOWS = 12;

    private static SeriesFrame line(ReportFrames.Chart chart, double lastSeconds) {
        List<Point> series =
                IntStream.range(0, WINDOWS)
                        .mapToObj(i ->
                                new Point(
                                        10.0 * i,
                                        10,
                                        new Figures(
                                                Map.of(
                                                        Figure.REQUEST_RATE, 90.0,
                                                        Figure.P50, 5e3))))
                        .toList();
        TimeWindow span =
                new TimeWindow(0, (long) ((10.0 * (WINDOWS - 1) + lastSeconds) * 1_000_000));
        StoredReport report =
                new StoredReport(
                        "t",
                        "",
                        "",
                        List.of(),
                        span,
                        new StoredReport.Counts(0, 0, 0, 0, 0),
                        Double.NaN,
                        series.getFirst().figures(),
                        Map.of(),
                        series,
                        List.of(),
                        List.of(),
                        List.of());
        return Objects.requireNonNull(ReportFrames.of(report, 400).get(chart)).series().getFirst();
    }

    @Test
    void aLastWindowThatIsNotFullIsNoFallInTheRate() {
        SeriesFrame rate = line(ReportFrames.Chart.RATE, 4);
        assertThat(rate.values()[WINDOWS - 1]).isNaN();
        assertThat(rate.values()[WINDOWS - 2]).isEqualTo(90);
        assertThat(line(ReportFrames.Chart.RATE, 9.9).values()[WINDOWS - 1]).isEqualTo(90);
        assertThat(line(ReportFrames.Chart.LATENCY, 4).values()[WINDOWS - 1]).isPositive();
    }
}
