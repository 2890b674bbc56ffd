package trafficinsights.ui.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import trafficinsights.model.shift.ComparedFigure;
import trafficinsights.run.engine.Runs;
import trafficinsights.run.scenario.ScenarioDraft;
import trafficinsights.ui.FxQueue;

final class WhatifModelTest {
    private final FxQueue fx = new FxQueue();
    private final ScenarioEditor editor = new ScenarioEditor(fx);
    private final WhatifModel model = new WhatifModel(editor, Runs::start, fx);

    private ComparedFigure line(String title) {
        return Objects.requireNonNull(model.resultProperty().get()).lines().stream()
                .filter(line -> line.figure().label().equals(title))
                .findAny()
                .orElseThrow();
    }

    private void openAShortOne() {
        editor.show("steady", ScenarioDraft.open("steady"));
        editor.type("duration", "60s");
        editor.settle();
    }

    @Test
    void slowerRoutesAreWorseAndTheRequestsAreTheSame() {
        openAShortOne();
        model.changeProperty().set(WhatifModel.Change.LATENCY);
        assertThat(model.blocked().get()).isEmpty();
        model.run();
        fx.until("the result", () -> model.resultProperty().get() != null);
        assertThat(line("p50 latency").meaning()).isEqualTo(ComparedFigure.Meaning.BAD);
        assertThat(line("p50 latency").deltaText()).startsWith("+");
        assertThat(line("Logical requests").isSame()).isTrue();
        editor.type("seed", "5");
        assertThat(model.resultProperty().get()).isNull();
    }

    @Test
    void editsAreComparedWithWhatWasSaved() {
        editor.show("steady", ScenarioDraft.open("steady"));
        model.changeProperty().set(WhatifModel.Change.EDITS);
        assertThat(model.blocked().get()).startsWith("There are no changes yet");
        editor.type("retries.max", "0");
        assertThat(model.blocked().get()).isEmpty();
    }

    @Test
    void aServerOfTheScenarioIsProposed() {
        openAShortOne();
        assertThat(model.serverProperty().get()).isIn(draftServers());
        model.changeProperty().set(WhatifModel.Change.RETRIES);
        model.retriesProperty().set("many");
        assertThat(model.blocked().get()).isEqualTo("Enter a number of retries from 0 to 20.");
        model.run();
        assertThat(model.work().workingProperty().get()).isFalse();
    }

    private java.util.List<String> draftServers() {
        return Objects.requireNonNull(editor.draftProperty().get()).servers();
    }
}
