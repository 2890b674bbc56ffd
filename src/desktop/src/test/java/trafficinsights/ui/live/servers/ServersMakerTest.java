package trafficinsights.ui.live.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import trafficinsights.chart.Band;
import trafficinsights.run.base.ServerHistory;
import trafficinsights.ui.common.SeriesFrame;

final class ServersMakerTest {
    private static final long STEP_MICROS = 10_000_000;
    private static final int POINTS = 60;

    private static double[] all(double value) {
        double[] values = new double[POINTS];
        Arrays.fill(values, value);
        return values;
    }

    private static ServerHistory.Series server(String name, double cpu, boolean[] isHealthy) {
        return new ServerHistory.Series(
                name,
                IntStream.range(0, POINTS).mapToLong(i -> i * STEP_MICROS).toArray(),
                all(cpu),
                all(Double.NaN),
                all(1000 * cpu),
                all(Double.NaN),
                all(100 * cpu),
                isHealthy);
    }

    private static ServerHistory.Series server(String name, double cpu) {
        boolean[] isHealthy = new boolean[POINTS];
        Arrays.fill(isHealthy, true);
        return server(name, cpu, isHealthy);
    }

    private static ServerHistory fleet(int size) {
        return new ServerHistory(
                1,
                IntStream.range(0, size)
                        .mapToObj(i -> server("s-%03d".formatted(i), (i + 1.0) / size))
                        .toList());
    }

    private static ServersPicture picture(ServerHistory history, String chosen) {
        return ServersMaker.picture(
                history, new ServersMaker.Look(0, 600, 600, 400), chosen, List.of());
    }

    private static List<SeriesFrame> lines(ServersPicture picture, ServerMetric metric) {
        return picture.charts().stream()
                .filter(chart -> chart.metric() == metric)
                .findFirst()
                .orElseThrow()
                .frame()
                .series();
    }

    @Test
    void aMetricThatNoServerHasIsNotShown() {
        assertThat(picture(fleet(2), "").charts())
                .extracting(ServersPicture.Chart::metric)
                .containsExactly(
                        ServerMetric.CPU, ServerMetric.CONNECTIONS, ServerMetric.NETWORK_IN);
        assertThat(picture(ServerHistory.NONE, "").charts()).isEmpty();
    }

    @Test
    void fewServersHaveALineEachInTheColourOfTheirPlaceAmongAll() {
        ServersPicture picture = picture(fleet(3), "");
        assertThat(lines(picture, ServerMetric.CPU))
                .extracting(SeriesFrame::name, SeriesFrame::colour, SeriesFrame::latest)
                .containsExactly(
                        tuple("s-000", "series-1", 1 / 3.0),
                        tuple("s-001", "series-2", 2 / 3.0),
                        tuple("s-002", "series-3", 1.0));
        assertThat(picture.note()).isEqualTo("3 servers");
    }

    @Test
    void ofAHundredServersTheBusiestHaveLinesAndOneIsTheMeanOfTheOthers() {
        ServersPicture picture = picture(fleet(100), "");
        List<SeriesFrame> cpu = lines(picture, ServerMetric.CPU);
        assertThat(cpu).hasSize(9);
        assertThat(cpu.getLast().name()).isEqualTo("92 others");
        assertThat(cpu.getLast().colour()).isEqualTo("series-others");
        // The mean of 1 to 92 hundredths; ranks are coarse, so the drawn eight need not be the
        // very highest.
        assertThat(cpu.getLast().latest()).isCloseTo(0.465, within(0.03));
        assertThat(cpu.subList(0, 8)).allMatch(line -> line.latest() > 0.8);
        assertThat(cpu).extracting(SeriesFrame::colour).doesNotHaveDuplicates();
        assertThat(lines(picture, ServerMetric.NETWORK_IN))
                .extracting(SeriesFrame::name)
                .containsExactlyElementsOf(cpu.stream().map(SeriesFrame::name).toList());
        assertThat(picture.note())
                .isEqualTo("8 of 100 servers, highest CPU first; grey: mean of the others");
    }

    @Test
    void aChosenServerIsDrawnBesideTheMeanOfTheOthers() {
        ServersPicture picture = picture(fleet(3), "s-001");
        assertThat(lines(picture, ServerMetric.CPU))
                .extracting(SeriesFrame::name, SeriesFrame::colour, SeriesFrame::latest)
                .containsExactly(
                        tuple("s-001", "series-2", 2 / 3.0),
                        tuple("2 others", "series-others", (1 / 3.0 + 1) / 2));
        assertThat(picture.note()).isEqualTo("s-001; grey: mean of 2 others");
    }

    @Test
    void whatComesAfterTheShownTimeIsLeftOut() {
        ServersPicture picture =
                ServersMaker.picture(
                        fleet(1), new ServersMaker.Look(100, 300, 200, 400), "", List.of());
        SeriesFrame line = lines(picture, ServerMetric.CPU).getFirst();
        assertThat(line.times()[0]).isEqualTo(100);
        assertThat(line.times()[line.times().length - 1]).isEqualTo(200);
        assertThat(picture.charts().getFirst().frame().toSeconds()).isEqualTo(300);
    }

    @Test
    void aServerThatWasSilentHasAGap() {
        ServerHistory.Series whole = server("s", 0.5);
        int[] kept =
                IntStream.concat(IntStream.range(0, 20), IntStream.range(40, POINTS)).toArray();
        long[] times = IntStream.of(kept).mapToLong(i -> whole.epochMicros()[i]).toArray();
        double[] values = new double[times.length];
        boolean[] isHealthy = new boolean[times.length];
        Arrays.fill(isHealthy, true);
        ServerHistory.Series gapped =
                new ServerHistory.Series(
                        "s", times, values, values, values, values, values, isHealthy);
        ServersPicture picture = picture(new ServerHistory(1, List.of(gapped)), "");
        assertThat(lines(picture, ServerMetric.CPU).getFirst().at(295)).isNaN();
    }

    @Test
    void unhealthyTimesAreMarkedWithTheNamesOfTheServers() {
        boolean[] down = new boolean[POINTS];
        Arrays.fill(down, true);
        Arrays.fill(down, 30, 40, false);
        boolean[] longer = down.clone();
        Arrays.fill(longer, 40, 45, false);
        ServersPicture picture =
                picture(
                        new ServerHistory(
                                1, List.of(server("a", 0.2, down), server("b", 0.3, longer))),
                        "");
        assertThat(picture.charts().getFirst().frame().bands())
                .extracting(Band::kind, Band::text)
                .containsExactly(
                        tuple(Band.Kind.UNHEALTHY, "a and b are unhealthy"),
                        tuple(Band.Kind.UNHEALTHY, "b is unhealthy"));
        // A 200th of ten minutes.
        List<Band> bands = picture.charts().getFirst().frame().bands();
        assertThat(bands.getFirst().fromSeconds()).isCloseTo(300, within(3.0));
        assertThat(bands.getFirst().toSeconds()).isCloseTo(400, within(3.0));
        assertThat(bands.getLast().toSeconds()).isCloseTo(450, within(3.0));
    }
}
