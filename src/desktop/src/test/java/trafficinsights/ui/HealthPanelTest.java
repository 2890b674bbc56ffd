package trafficinsights.ui;

import static org.assertj.core.api.Assertions.assertThat;

import javafx.scene.control.Labeled;
import javafx.scene.input.Clipboard;
import org.junit.jupiter.api.Test;
import org.testfx.util.WaitForAsyncUtils;
import trafficinsights.model.Problem;

/// Drives the Health panel in the real window.
final class HealthPanelTest extends WindowTest {
    private String value(String gauge) {
        return ((Labeled) lookup("#gauge-" + gauge + " .number-value").query()).getText();
    }

    @Test
    void theGaugesFillWhileThePanelShows() {
        clickOn("#nav-health");
        until("the memory", () -> value("HEAP").endsWith(" MB"));
        until("the window's thread", () -> value("FRAME").matches(".*(ms|µs|s)"));
        assertThat(value("FAILURES")).isEqualTo("0");
        assertThat(value("ROWS")).isEqualTo("–");
    }

    @Test
    void aRunAndItsFailureAreSeen() {
        startDemo();
        fake.last().give(60);
        until("the picture", () -> shows("#chart-RATE"));
        clickOn("#nav-health");
        until("the rate", () -> value("ROWS").equals("612,000/s"));
        until("the picture", () -> !value("PICTURE").equals("–"));
        fake.last().fail(Problem.of("input.read", "web.log could not be read. Open it again."));
        until("the failure", () -> value("FAILURES").equals("1"));
        clickOn("#copyHealth");
        String copied =
                WaitForAsyncUtils.waitForAsyncFx(
                        5_000, () -> Clipboard.getSystemClipboard().getString());
        assertThat(copied).contains("Failed since start", "MISSED");
    }
}
