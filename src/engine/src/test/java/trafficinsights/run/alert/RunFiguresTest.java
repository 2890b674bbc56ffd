package trafficinsights.run.alert;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import trafficinsights.DocText;
import trafficinsights.KnownText;
import trafficinsights.model.Dimension;
import trafficinsights.model.Figure;
import trafficinsights.model.Kpi;
import trafficinsights.model.KpiWindow;
import trafficinsights.model.TimeWindow;
import trafficinsights.model.alerts.Sample;
import trafficinsights.run.base.RunProgress;

class RunFiguresTest {
    private static final RunProgress PROGRESS =
            new RunProgress(RunProgress.Stage.READING, 0, 0, 0, 0, 0, 0, 0, 0, false);

    @Test
    void monitoringSystemsReadTheFiguresUnderTheSameNames() {
        RunFigures figures = new RunFigures(() -> PROGRESS);
        Kpi kpi =
                new Kpi(
                        200,
                        230,
                        160,
                        40,
                        30,
                        8,
                        4,
                        51_000,
                        196,
                        150,
                        30,
                        48_000,
                        31_000,
                        90_500,
                        120_250,
                        310_000,
                        720_000,
                        900_000,
                        Double.NaN,
                        Double.NaN,
                        true);
        TimeWindow window = new TimeWindow(1_795_342_500_000_000L, 10_000_000);
        figures.accept(
                List.of(new KpiWindow(window, Dimension.SERVER, "eu-1", kpi)), window.endMicros());
        KnownText.check(
                "prometheus.txt",
                figures.samples().stream()
                        .filter(sample -> sample.name().startsWith("traffic_"))
                        .map(RunFiguresTest::line)
                        .collect(Collectors.joining()));
    }

    @Test
    void theUserGuideListsThem() {
        String names =
                RunFigures.GAUGES.stream()
                        .map(figure -> "`" + figure.gauge() + "`")
                        .distinct()
                        .collect(Collectors.joining(", "));
        String ranks =
                RunFigures.GAUGES.stream()
                        .filter(Figure::isPercentile)
                        .map(Figure::percent)
                        .distinct()
                        .collect(Collectors.joining(", "));
        DocText.check("docs/user-guide.md", "gauges", names + " (`percentile` " + ranks + ")");
    }

    private static String line(Sample sample) {
        return String.format(
                Locale.ROOT,
                "%s %s %s counter=%s: %s%n",
                sample.name(),
                sample.labels(),
                sample.value(),
                sample.isCounter(),
                sample.help());
    }
}
