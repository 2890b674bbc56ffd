package trafficinsights.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ClippedTextTest extends WindowTest {
    @ParameterizedTest(name = "at {0}")
    @ValueSource(strings = {"90 %", "100 %", "115 %", "130 %"})
    void noPanelCutsAWordOffOnASmallScreen(String textSize) {
        interact(() -> {
            window().stage().setWidth(1280);
            window().stage().setHeight(720);
        });
        turnTo("settings");
        interact(() ->
                lookup((ToggleButton button) -> textSize.equals(button.getText()))
                        .queryAs(ToggleButton.class)
                        .fire());
        List<String> clipped = new ArrayList<>();
        for (String panel : PANELS) {
            turnTo(panel);
            interact(() ->
                    ClippedText.in(window().stage().getScene().getRoot())
                            .forEach(text -> clipped.add(panel + ": " + text)));
        }
        assertThat(clipped).isEmpty();
    }

    private void turnTo(String panel) {
        interact(() -> lookup("#nav-" + panel).queryAs(ToggleButton.class).fire());
        // Styles and layout come with the next pulse.
        interact(() -> window().stage().getScene().getRoot().layout());
    }

    @Test
    void aTextThatIsCutOffIsFound() {
        Label label = new Label("longer than its place");
        label.setMaxWidth(40);
        interact(() -> {
            HBox box = new HBox(label);
            window().stage().getScene().setRoot(box);
            box.applyCss();
            box.layout();
            assertThat(ClippedText.in(box)).containsExactly("longer than its place");
            label.setMaxWidth(Double.MAX_VALUE);
            box.layout();
            box.layout();
            assertThat(ClippedText.in(box)).isEmpty();
        });
    }
}
