package trafficinsights.ui.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import trafficinsights.run.spec.RunSource;
import trafficinsights.run.spec.RunSpec;
import trafficinsights.ui.common.LinkedCursor.Mark;

final class KeptSpanTest {
    private static final Mark SPAN = new Mark(1_772_438_400.5, 1_772_438_460);

    private static RunSpec run(String file) {
        return RunSpec.inMemory(new RunSource.Logs(List.of(Path.of(file)), "auto"));
    }

    private static Map<String, String> remembered() {
        Map<String, String> texts = new HashMap<>();
        new KeptSpan("span").remember(texts, SPAN, run("a b.log"));
        return texts;
    }

    private static KeptSpan recalled() {
        KeptSpan span = new KeptSpan("span");
        span.recall(remembered());
        return span;
    }

    @Test
    void theSpanIsTakenUpOnceWhenItsRunHasComeSoFar() {
        KeptSpan span = recalled();
        assertThat(span.take(run("a b.log"), 1_772_438_000, 1_772_438_459)).isEmpty();
        assertThat(span.take(run("a b.log"), 1_772_438_000, 1_772_438_470)).contains(SPAN);
        assertThat(span.take(run("a b.log"), 1_772_438_000, 1_772_438_470)).isEmpty();
    }

    @Test
    void anotherRunHasNoPartInIt() {
        assertThat(recalled().take(run("other.log"), 0, 2e9)).isEmpty();
        assertThat(recalled().take(null, 0, 2e9)).isEmpty();
        RunSpec inAnotherWay =
                RunSpec.inMemory(new RunSource.Logs(List.of(Path.of("a b.log")), "nginx"));
        assertThat(recalled().take(inAnotherWay, 0, 2e9)).isEmpty();
    }

    @Test
    void whatStillWaitsIsRememberedAgain() {
        Map<String, String> again = new HashMap<>();
        recalled().remember(again, null, null);
        assertThat(again).isEqualTo(remembered());
    }

    @Test
    void brokenTextsAreNotSpan() {
        for (String text : List.of("", "a b", "5 4", "1", "1 2 3")) {
            KeptSpan span = new KeptSpan("span");
            span.recall(Map.of("span", text, "span.of", remembered().get("span.of")));
            assertThat(span.take(run("a b.log"), 0, 2e9)).isEmpty();
        }
    }
}
