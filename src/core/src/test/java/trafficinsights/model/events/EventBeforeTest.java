package trafficinsights.model.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import trafficinsights.model.Dimension;
import trafficinsights.model.Figure;
import trafficinsights.model.Incident;
import trafficinsights.model.Severity;

class EventBeforeTest {
    private static final long SECOND = 1_000_000;
    private static final long ONSET = 10_000 * SECOND;
    private static final long WINDOW = 10 * SECOND;

    private static final Incident INCIDENT =
            new Incident(
                    ONSET,
                    ONSET + 60 * SECOND,
                    ONSET + 10 * SECOND,
                    Severity.MAJOR,
                    Figure.P95,
                    Dimension.TOTAL,
                    Dimension.ALL,
                    1,
                    31_000,
                    240_000,
                    12,
                    List.of(),
                    3,
                    "p95 latency went up.");

    private static Event event(long secondsBefore, String kind, String text) {
        return new Event(ONSET - secondsBefore * SECOND, OptionalLong.empty(), kind, text, "");
    }

    private static String before(Event... events) {
        return EventBefore.of(INCIDENT, WINDOW, List.of(events))
                .map(EventBefore::words)
                .orElse("none");
    }

    @Test
    void theNearestEventIsNamedWithItsLead() {
        assertThat(before(event(300, "restart", "cache"), event(40, "deploy", "orders 4.2")))
                .isEqualTo("deploy orders 4.2, 40 s earlier");
    }

    @Test
    void anEventWithinTheFirstWindowIsAtTheSameTime() {
        assertThat(before(event(-9, "deploy", "orders 4.2")))
                .isEqualTo("deploy orders 4.2, at the same time");
        assertThat(before(event(-10, "deploy", "orders 4.2"))).isEqualTo("none");
    }

    @Test
    void whatIsMoreThanAQuarterOfAnHourEarlierIsNotNamed() {
        assertThat(before(event(900, "deploy", "a"))).isEqualTo("deploy a, 15 min earlier");
        assertThat(before(event(901, "deploy", "a"))).isEqualTo("none");
    }

    @Test
    void whatStillLastsIsNamed() {
        Event maintenance =
                new Event(
                        ONSET - 7200 * SECOND,
                        OptionalLong.of(ONSET + SECOND),
                        "maintenance",
                        "db",
                        "eu-1");
        assertThat(before(maintenance)).isEqualTo("maintenance db on eu-1, 2 h earlier");
    }

    @Test
    void aRoutineLineIsNamedOnlyWithoutAnother() {
        Event routine = event(1, "info", "listening");
        assertThat(before(routine)).isEqualTo("info: listening, 1 s earlier");
        assertThat(before(routine, event(40, "warning", "slow")))
                .isEqualTo("warning: slow, 40 s earlier");
    }

    @Test
    void aTitleIsOneLineWithoutWhatALogPutsInFront() {
        assertThat(event(1, "error", "[main] com.shop.Orders - Connection refused\n\tat x").title())
                .isEqualTo("error: Connection refused");
        assertThat(event(1, "info", "5478 --- [           main] o.s.b.App   : Started App").title())
                .isEqualTo("info: Started App");
        assertThat(event(1, "deploy", "Deploy of orders 4.2").title())
                .isEqualTo("Deploy of orders 4.2");
        assertThat(event(1, "restart", "").title()).isEqualTo("restart");
    }
}
