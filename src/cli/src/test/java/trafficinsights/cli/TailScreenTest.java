package trafficinsights.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import trafficinsights.model.Dimension;
import trafficinsights.model.Kpi;
import trafficinsights.model.KpiWindow;
import trafficinsights.model.TimeWindow;

class TailScreenTest {
    @Test
    void aLineHasTimeRateLatencyAndErrors() {
        Kpi kpi =
                new Kpi(
                        12_040,
                        12_040,
                        12_040,
                        0,
                        0,
                        84,
                        100,
                        51_000,
                        12_040,
                        9_000,
                        3_000,
                        48_000,
                        31_000,
                        90_500,
                        184_250,
                        310_000,
                        720_000,
                        900_000,
                        Double.NaN,
                        Double.NaN,
                        true);
        KpiWindow window =
                new KpiWindow(
                        new TimeWindow(1_795_342_500_000_000L, 10_000_000),
                        Dimension.TOTAL,
                        Dimension.ALL,
                        kpi);
        assertThat(TailScreen.line(window))
                .isEqualTo("2026-11-22T10:15:00Z  1,204/s  p95 184 ms  5xx 0.83 %  4xx 0.70 %");
    }
}
