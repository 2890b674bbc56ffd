package trafficinsights.detect.kpi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import trafficinsights.detect.kpi.SampledTraffic.Route;
import trafficinsights.model.Dimension;
import trafficinsights.model.Figure;
import trafficinsights.model.Incident;

class SampledIncidentsTest {
    private static final int MINUTE = 6;
    private static final int HOUR = 60 * MINUTE;
    private static final Route CART = new Route(1, 30_000, 8_000, 0);
    private static final Route BATCH = new Route(1.5, 3_000_000, 60_000, 0);

    private final SampledTraffic traffic = new SampledTraffic(7, 4);

    @BeforeEach
    void twoRoutes() {
        traffic.routes.put("/", new Route(3, 12_000, 20_000, 0.02));
        traffic.routes.put("/cart", CART);
    }

    @Test
    void truncatedBodiesOfOneRouteAreAnIncidentOfItsResponseSize() {
        traffic.play(HOUR);
        traffic.routes.put("/cart", CART.bytes(900));
        traffic.play(5 * MINUTE);
        traffic.routes.put("/cart", CART);
        traffic.play(10 * MINUTE);
        Incident incident = only();
        assertThat(incident.metric()).isEqualTo(Figure.BYTES_PER_REQUEST);
        assertThat(incident.dimension()).isEqualTo(Dimension.ROUTE);
        assertThat(incident.key()).isEqualTo("/cart");
        assertThat(incident.startMicros()).isEqualTo(HOUR * SampledTraffic.WINDOW);
        assertThat(incident.endMicros() / SampledTraffic.WINDOW - HOUR)
                .isBetween(5L * MINUTE, 5L * MINUTE + 1);
        // Means of a log-normal law: exp(σ² / 2) = 1.197 times the medians.
        assertThat(incident.expected()).isCloseTo(1.197 * 8_000, within(600.0));
        assertThat(incident.observed()).isCloseTo(1.197 * 900, within(200.0));
        assertThat(incident.sentence()).contains("Response size of route /cart went from");
    }

    @Test
    void responsesThatGrowAreAnIncidentToo() {
        traffic.play(HOUR);
        traffic.routes.put("/cart", CART.bytes(40_000));
        traffic.play(5 * MINUTE);
        assertThat(only().metric()).isEqualTo(Figure.BYTES_PER_REQUEST);
        assertThat(only().key()).isEqualTo("/cart");
    }

    @Test
    void anotherMixOfRoutesIsNoChangeOfTheSizeOfAll() {
        traffic.play(HOUR);
        traffic.routes.put("/", new Route(1, 12_000, 20_000, 0.02));
        traffic.routes.put("/cart", new Route(3, 30_000, 8_000, 0));
        traffic.play(10 * MINUTE);
        assertThat(traffic.detector.anomalies())
                .extracting(anomaly -> anomaly.metric())
                .contains(Figure.TRAFFIC_SHARE)
                .doesNotContain(Figure.BYTES_PER_REQUEST, Figure.P95);
    }

    @Test
    void redirectsInPlaceOfPagesAreAnIncident() {
        traffic.play(HOUR);
        traffic.routes.put("/cart", CART.redirectShare(0.4));
        traffic.play(5 * MINUTE);
        Incident incident = only();
        assertThat(incident.metric()).isEqualTo(Figure.REDIRECT_RATE);
        assertThat(incident.key()).isEqualTo("/cart");
        assertThat(incident.expected()).isEqualTo(0);
        assertThat(incident.observed()).isCloseTo(0.4, within(0.15));
    }

    @Test
    void theSilenceAfterANightlyBatchIsNotAnIncident() {
        traffic.play(HOUR);
        traffic.routes.put("/batch", BATCH);
        traffic.play(30 * MINUTE);
        traffic.routes.remove("/batch");
        traffic.play(4 * HOUR);
        assertThat(traffic.detector.incidents()).isEmpty();
    }

    @Test
    void aServerThatIsSlowWhileABatchRunsIsFound() {
        traffic.play(HOUR);
        traffic.routes.put("/batch", BATCH);
        traffic.play(5 * MINUTE);
        traffic.slowServers.put("s1", 6.0);
        traffic.play(5 * MINUTE);
        traffic.slowServers.clear();
        traffic.play(5 * MINUTE);
        Incident incident = only();
        assertThat(incident.dimension()).isEqualTo(Dimension.SERVER);
        assertThat(incident.key()).isEqualTo("s1");
        assertThat(incident.metric()).isEqualTo(Figure.P95);
    }

    @Test
    void aDriftBeginsWhereItBends() {
        traffic.play(2 * HOUR);
        for (int minute = 0; minute < 120; minute++) {
            traffic.slowServers.put("s2", 1 + minute / 90.0);
            traffic.play(MINUTE);
        }
        Incident incident =
                traffic.detector.incidents().stream()
                        .filter(each -> each.key().equals("s2"))
                        .findFirst()
                        .orElseThrow();
        double minutesLate = (incident.startMicros() - 7_200_000_000.0) / 60e6;
        assertThat(minutesLate).isBetween(-10.0, 20.0);
    }

    private Incident only() {
        List<Incident> incidents = traffic.detector.incidents();
        assertThat(incidents).hasSize(1);
        return incidents.getFirst();
    }
}
