package trafficinsights.ui.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import trafficinsights.model.Dimension;
import trafficinsights.model.FleetHealth;
import trafficinsights.model.Kpi;
import trafficinsights.model.KpiWindow;
import trafficinsights.model.RunChart;
import trafficinsights.model.Scorecard;
import trafficinsights.model.TimeWindow;
import trafficinsights.model.report.RunReport;
import trafficinsights.ui.common.SeriesFrame;

final class UnfinishedFrameTest {
    private static final int WINDOWS = 12;
    private static final long WINDOW_MICROS = 10_000_000;
    private static final Kpi KPI =
            new Kpi(
                    900,
                    900,
                    900,
                    0,
                    0,
                    0,
                    0,
                    0,
                    900,
                    900,
                    0,
                    5e3,
                    5e3,
                    5e3,
                    5e3,
                    5e3,
                    5e3,
                    5e3,
                    Double.NaN,
                    Double.NaN,
                    true);

    private static SeriesFrame line(RunChart chart, double lastSeconds) {
        List<KpiWindow> series =
                IntStream.range(0, WINDOWS)
                        .mapToObj(i ->
                                new KpiWindow(
                                        new TimeWindow(i * WINDOW_MICROS, WINDOW_MICROS),
                                        Dimension.TOTAL,
                                        Dimension.ALL,
                                        KPI))
                        .toList();
        TimeWindow span =
                new TimeWindow(0, (WINDOWS - 1) * WINDOW_MICROS + (long) (lastSeconds * 1e6));
        RunReport report =
                new RunReport(
                        new RunReport.Provenance("", 0, "t", List.of(), null, "", 0),
                        new RunReport.Counts(0, 0, new TreeMap<>(), new TreeMap<>(), 0, 0),
                        null,
                        FleetHealth.UNKNOWN,
                        span,
                        WINDOW_MICROS,
                        KPI,
                        Map.of(),
                        new TreeMap<>(),
                        series,
                        List.of(),
                        List.of(),
                        List.of(),
                        Scorecard.NONE,
                        RunReport.Insights.NONE);
        return Objects.requireNonNull(ReportFrames.of(report, 400).get(chart)).series().getFirst();
    }

    @Test
    void aLastWindowThatIsNotFullIsNoFallInTheRate() {
        SeriesFrame rate = line(RunChart.RATE, 4);
        assertThat(rate.values()[WINDOWS - 1]).isNaN();
        assertThat(rate.values()[WINDOWS - 2]).isEqualTo(90);
        assertThat(line(RunChart.RATE, 9.9).values()[WINDOWS - 1]).isEqualTo(90);
        assertThat(line(RunChart.LATENCY, 4).values()[WINDOWS - 1]).isPositive();
    }
}
