package trafficinsights.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// A window in which nothing happens draws nothing; `AtRest` says what that takes of a core.
final class RestingWindowTest extends WindowTest {
    @Test
    void everyPanelComesToRestAfterAllWereOpened() {
        startDemo();
        fake.last().give(200);
        fake.last().finish();
        until("the end", () -> text("#statusStage").equals("Done"));
        PANELS.forEach(this::visit);
        for (String page : List.of("SCENARIO", "TEXT", "WHAT_IF", "RUN")) {
            clickOn("#nav-generate").clickOn("#page-" + page);
            comesToRest("Generate, " + page);
        }
        for (String view : List.of("LANES", "HEAT", "SMALL", "CHARTS")) {
            clickOn("#nav-live").clickOn("#lower-" + view);
            comesToRest("Live, " + view);
        }
        for (String panel : PANELS) {
            visit(panel);
            comesToRest(panel);
        }
    }

    private void visit(String panel) {
        clickOn("#nav-" + panel);
        until(panel, () -> shows("#" + panel + "Panel"));
    }

    /// A window that draws all the time has some thirty pulses in half a second, a slow machine
    /// fewer; one at rest has those of a clock that changed.
    private void comesToRest(String place) {
        List<Integer> pulses = new ArrayList<>();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (System.nanoTime() < end) {
            pulses.add(pulsesWithin(500));
            if (pulses.getLast() <= 2) {
                return;
            }
        }
        throw new AssertionError(
                "%s did not come to rest within %d s; pulses in half seconds: %s"
                        .formatted(place, PATIENCE_SECONDS, pulses));
    }

    private int pulsesWithin(long millis) {
        AtomicInteger pulses = new AtomicInteger();
        Runnable count = pulses::incrementAndGet;
        interact(() -> window().stage().getScene().addPreLayoutPulseListener(count));
        sleep(millis);
        interact(() -> window().stage().getScene().removePreLayoutPulseListener(count));
        return pulses.get();
    }
}
