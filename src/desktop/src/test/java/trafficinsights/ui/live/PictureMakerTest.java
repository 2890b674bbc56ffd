package trafficinsights.ui.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import trafficinsights.MarkedCharts;
import trafficinsights.chart.Band;
import trafficinsights.model.Anomaly;
import trafficinsights.model.Dimension;
import trafficinsights.model.Figure;
import trafficinsights.model.Incident;
import trafficinsights.model.KpiWindow;
import trafficinsights.model.LatencyGrid;
import trafficinsights.model.RunChart;
import trafficinsights.model.Severity;
import trafficinsights.model.SpanKpi;
import trafficinsights.run.base.LiveHistory;
import trafficinsights.run.base.LiveUpdate;
import trafficinsights.run.spec.RunSource;
import trafficinsights.run.spec.RunSpec;
import trafficinsights.ui.FakeRun;
import trafficinsights.ui.ScriptedTraffic;
import trafficinsights.ui.common.FoundText;
import trafficinsights.ui.common.SeriesFrame;

final class PictureMakerTest {
    /// Whose sketches are busy.
    private static final Sketches NOTHING =
            new Sketches() {
                @Override
                public Optional<SpanKpi> kpi(LiveFilter filter, long fromMicros, long toMicros) {
                    return Optional.empty();
                }

                @Override
                public Optional<LatencyGrid> latencies(
                        LiveFilter filter, long fromMicros, long toMicros, int mostColumns) {
                    return Optional.empty();
                }
            };

    private static FakeRun run() {
        return new FakeRun(
                RunSpec.inMemory(new RunSource.Logs(List.of(java.nio.file.Path.of("a")), "auto")));
    }

    private static LiveHistory after(int windows) {
        LiveHistory history = new LiveHistory();
        history.fold(run().give(windows).liveSince(0));
        return history;
    }

    private static LivePicture pictureAfter(int windows, LiveView view) {
        Sketches sketches = Sketches.of(run().give(windows));
        return PictureMaker.picture(after(windows), view, sketches).orElseThrow();
    }

    private static LivePicture picture(LiveHistory history, LiveView view) {
        return PictureMaker.picture(history, view, NOTHING).orElseThrow();
    }

    @Test
    void nothingIsShownBeforeTheFirstWindow() {
        assertThat(PictureMaker.picture(new LiveHistory(), LiveView.START, NOTHING)).isEmpty();
    }

    @Test
    void theLastFiveMinutesAreThirtyWindowsOfTenSeconds() {
        LivePicture shown = picture(after(100), LiveView.START.withSpan(TimeSpan.FIVE_MINUTES));
        SeriesFrame rate = shown.frame(RunChart.RATE).series().getFirst();
        assertThat(rate.times()).hasSize(30);
        assertThat(shown.toSeconds() - shown.fromSeconds()).isEqualTo(300);
        KpiWindow last = ScriptedTraffic.windows(99).getFirst();
        assertThat(rate.latest()).isEqualTo(last.requestsPerSecond());
    }

    @Test
    void aWindowThatStillFillsIsNotShown() {
        LiveHistory history = after(20);
        history.fold(
                new LiveUpdate(
                        21,
                        false,
                        false,
                        ScriptedTraffic.windows(20),
                        List.of(),
                        List.of(),
                        List.of(),
                        ScriptedTraffic.start(20) + 4_000_000));
        LivePicture shown = picture(history, LiveView.START);
        assertThat(shown.frame(RunChart.RATE).series().getFirst().times()).hasSize(20);
    }

    @Test
    void aSilenceBreaksTheLine() {
        LiveHistory history = new LiveHistory();
        for (int i : new int[] {0, 1, 2, 8, 9}) {
            history.fold(
                    new LiveUpdate(
                            i + 1,
                            false,
                            false,
                            ScriptedTraffic.windows(i),
                            List.of(),
                            List.of(),
                            List.of(),
                            ScriptedTraffic.start(10)));
        }
        SeriesFrame rate =
                picture(history, LiveView.START).frame(RunChart.RATE).series().getFirst();
        assertThat(rate.values()).hasSize(6);
        assertThat(rate.values()[3]).isNaN();
    }

    @Test
    void aRegionWithoutRequestsHasTheRateZero() {
        LiveHistory history = after(3);
        history.fold(
                new LiveUpdate(
                        4,
                        false,
                        false,
                        ScriptedTraffic.windows(3).subList(0, 2),
                        List.of(),
                        List.of(),
                        List.of(),
                        ScriptedTraffic.start(4)));
        List<SeriesFrame> regions =
                picture(history, LiveView.START).frame(RunChart.REGIONS).series();
        assertThat(regions).extracting(SeriesFrame::name).startsWith("asia", "eu", "us-east");
        assertThat(regions.get(2).latest()).isZero();
    }

    @Test
    void theErrorRateOfASpanIsExact() {
        LivePicture shown = pictureAfter(280, LiveView.START);
        long requests = 0;
        long errors = 0;
        for (int i = 274; i < 280; i++) {
            requests += ScriptedTraffic.windows(i).getFirst().kpi().requests();
            errors += ScriptedTraffic.windows(i).getFirst().kpi().serverErrors();
        }
        assertThat(shown.numbers().get(2).value())
                .isCloseTo((double) errors / requests, within(1e-12));
    }

    @Test
    void theNumbersOfAFinishedRunAreThoseOfTheWhole() {
        LivePicture shown = pictureAfter(100, LiveView.START.withEnded(true));
        long requests = 0;
        for (int i = 0; i < 100; i++) {
            requests += ScriptedTraffic.windows(i).getFirst().kpi().requests();
        }
        assertThat(shown.basis()).isEqualTo("the whole run");
        assertThat(shown.numbers().getFirst().value()).isEqualTo(requests / 1000.0);
        assertThat(shown.numbers().getFirst().deltaText()).isEmpty();
    }

    @Test
    void aHeldPictureIgnoresWhatComesLater() {
        LiveHistory history = after(50);
        history.hold();
        history.fold(
                new LiveUpdate(
                        51,
                        false,
                        false,
                        ScriptedTraffic.windows(50),
                        List.of(),
                        List.of(),
                        List.of(),
                        ScriptedTraffic.start(51)));
        double held = picture(history, LiveView.START).toSeconds();
        history.release();
        assertThat(picture(history, LiveView.START).toSeconds() - held).isEqualTo(10);
    }

    @Test
    void overlappingAnomaliesAreOneBandInTheColourOfTheWorst() {
        List<Anomaly> found =
                List.of(
                        anomaly("a", 0, 60, Severity.MINOR),
                        anomaly("b", 20, 40, Severity.CRITICAL),
                        anomaly("c", 40, 50, Severity.MINOR));
        LivePicture shown = picture(found(found, List.of()), LiveView.START);
        double start = ScriptedTraffic.start(0) / 1e6;
        assertThat(shown.frame(RunChart.LATENCY).bands())
                .extracting(
                        band -> band.fromSeconds() - start,
                        band -> band.toSeconds() - start,
                        Band::kind)
                .containsExactly(
                        tuple(0.0, 20.0, Band.Kind.MINOR),
                        tuple(20.0, 40.0, Band.Kind.CRITICAL),
                        tuple(40.0, 60.0, Band.Kind.MINOR));
        assertThat(shown.frame(RunChart.ERRORS).bands()).isEmpty();
    }

    private static Anomaly anomaly(String server, int from, int to, Severity severity) {
        return anomaly(Dimension.SERVER, server, from, to, severity);
    }

    /// Times count from the first window.
    private static Anomaly anomaly(
            Dimension dimension, String key, int from, int to, Severity severity) {
        return new Anomaly(
                dimension,
                key,
                Figure.P95,
                ScriptedTraffic.start(0) + from * 1_000_000L,
                ScriptedTraffic.start(0) + to * 1_000_000L,
                0.9,
                2,
                1,
                0,
                1.5,
                8,
                severity);
    }

    @ParameterizedTest
    @MethodSource("trafficinsights.MarkedCharts#anomalies")
    void whatWasFoundIsMarkedInTheChartsOfItsFigure(Anomaly anomaly) {
        LivePicture shown = picture(found(List.of(anomaly), List.of()), LiveView.START);
        List<String> marked = new ArrayList<>();
        for (RunChart chart : LivePicture.CHARTS) {
            if (!shown.frame(chart).bands().isEmpty()) {
                marked.add(chart.name());
            }
        }
        List<String> charts = LivePicture.CHARTS.stream().map(RunChart::name).toList();
        assertThat(marked).containsExactlyInAnyOrderElementsOf(MarkedCharts.among(charts, anomaly));
    }

    @Test
    void aFilteredServerKeepsTheBandOfThePeakThatItCaused() {
        // Seen in the whole traffic only; the incident says who did it.
        Anomaly ofAll = anomaly(Dimension.TOTAL, Dimension.ALL, 40, 80, Severity.MAJOR);
        Incident causedByIt = incident(Dimension.SERVER, "eu-2", 40, 80, 0.9, 0.1);
        LiveHistory history = found(List.of(ofAll), List.of(causedByIt));
        LiveView server = LiveView.START.withFilter(new LiveFilter(Dimension.SERVER, "eu-2"));
        LivePicture shown = picture(history, server);
        assertThat(shown.incidents()).containsExactly(causedByIt);
        assertThat(shown.frame(RunChart.LATENCY).bands())
                .extracting(Band::kind, Band::text)
                .containsExactly(
                        tuple(Band.Kind.MAJOR, "p95 latency of server eu-2 rose to 2.00\u00a0µs"));
        assertThat(shown.frame(RunChart.ERRORS).bands()).isEmpty();
    }

    @Test
    void aFilteredServerHidesIncidentsThatItHasNoPartIn() {
        // A list of causes has every server, also those whose share is nothing.
        Incident ofAnother = incident(Dimension.SERVER, "eu-1", 40, 80, 0.98, 0.02);
        LiveHistory history =
                found(List.of(anomaly("eu-1", 40, 80, Severity.MAJOR)), List.of(ofAnother));
        LiveView server = LiveView.START.withFilter(new LiveFilter(Dimension.SERVER, "eu-2"));
        LivePicture shown = picture(history, server);
        assertThat(shown.incidents()).isEmpty();
        assertThat(shown.frame(RunChart.LATENCY).bands()).isEmpty();
    }

    @Test
    void aFilteredServerShowsTheIncidentThatItsOwnAnomalyBelongsTo() {
        Incident ofTheRegion = incident(Dimension.REGION, "eu", 40, 80, 0.9, 0.1);
        LiveHistory history =
                found(List.of(anomaly("eu-2", 50, 70, Severity.MINOR)), List.of(ofTheRegion));
        LiveView server = LiveView.START.withFilter(new LiveFilter(Dimension.SERVER, "eu-2"));
        assertThat(picture(history, server).incidents()).containsExactly(ofTheRegion);
    }

    @Test
    void aServerOfABackEndHasTheIncidentsOfItsHost() {
        Incident ofTheHost = incident(Dimension.SERVER, "ap-2", 40, 80, 0.9, 0.1);
        LiveHistory history = found(List.of(), List.of(ofTheHost));
        LiveView server = LiveView.START.withFilter(new LiveFilter(Dimension.SERVER, "api/ap-2"));
        assertThat(picture(history, server).incidents()).containsExactly(ofTheHost);
    }

    /// Twenty windows in which this was found; times count from the first.
    private static LiveHistory found(List<Anomaly> anomalies, List<Incident> incidents) {
        LiveHistory history = after(20);
        history.fold(
                new LiveUpdate(
                        21,
                        false,
                        true,
                        List.of(),
                        anomalies,
                        incidents,
                        List.of(),
                        ScriptedTraffic.start(20)));
        return history;
    }

    /// The first of the causes is the part itself, the other is another one.
    private static Incident incident(
            Dimension dimension, String key, int from, int to, double share, double otherShare) {
        String other = key.equals("eu-1") ? "eu-2" : "eu-1";
        return new Incident(
                ScriptedTraffic.start(0) + from * 1_000_000L,
                ScriptedTraffic.start(0) + to * 1_000_000L,
                ScriptedTraffic.start(0) + to * 1_000_000L,
                Severity.MAJOR,
                Figure.P95,
                dimension,
                key,
                share,
                1,
                2,
                8,
                List.of(
                        new Incident.Cause(dimension, key, share),
                        new Incident.Cause(dimension, other, otherShare)),
                1,
                "p95 latency of %s rose.".formatted(key));
    }

    @Test
    void anomaliesAreSentences() {
        assertThat(ScriptedTraffic.anomalies(200).get(1).sentence())
                .isEqualTo("p95 latency of server eu-2 rose to 320\u00a0ms");
        assertThat(FoundText.expectation(ScriptedTraffic.anomalies(200).get(1)))
                .isEqualTo("expected 91\u00a0ms, at most 114\u00a0ms");
        assertThat(ScriptedTraffic.truth().getFirst().sentence())
                .isEqualTo("Injected: slow server, server eu-2");
    }
}
