package trafficinsights.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trafficinsights.SourceTree;
import trafficinsights.model.explore.LogLook;
import trafficinsights.run.spec.RunSource;

/// The page of a log format in the real window, by keys and mouse.
final class LogFormatPageTest extends WindowTest {
    @TempDir private Path data;

    /// A case of the field: Apache with `%D %T %p` behind the agent. Its first request took 118,250
    /// µs.
    private Path apache() throws IOException {
        Path kept =
                SourceTree.of(
                        "src/engine/src/test/resources/trafficinsights/ingest/cases/apache-D-T-port.log");
        return Files.copy(kept, data.resolve("field.log"));
    }

    private static final String APACHE =
            "%h %l %u %t \"%r\" %>s %b \"%{Referer}i\" \"%{User-Agent}i\" %D %T %p"
                    + " \"%{X-Id}i\" \"%{X-Other}i\"";

    /// No balancer writes such lines unless it is told to.
    private Path bars() throws IOException {
        String lines =
                IntStream.range(0, 80)
                        .mapToObj(i ->
                                "1772438400.%03d|203.0.113.%d|GET|/api/items/%d|200|0.0%02d|10.0.0.%d:80"
                                        .formatted(i, i, i, 10 + i % 80, i % 3))
                        .collect(Collectors.joining("\n"));
        return Files.writeString(
                data.resolve("odd-format.log"), lines + "\n", StandardCharsets.UTF_8);
    }

    private static final String BARS =
            "$msec|$remote_addr|$request_method|$uri|$status|$request_time|$upstream_addr";

    private void open(Path log) {
        interact(() -> window().setLogFormat(List.of(log)));
        until("the page", () -> shows("#logFormatPage"));
        until(
                "the first lines, or what is wrong",
                () -> !text("#logFormatReading").isEmpty() || shows("#logFormatProblem"));
    }

    private void type(String format) {
        clickOn("#logFormatText").write(format, 0);
    }

    private List<LogLook.Line> lines() {
        return onFx(() ->
                List.copyOf(lookup("#logFormatLines").<TableView<LogLook.Line>>query().getItems()));
    }

    private List<String> cells() {
        List<LogLook.Line> lines = lines();
        return lines.isEmpty() ? List.of() : lines.getFirst().cells();
    }

    private boolean isClosed() {
        return onFx(
                () -> lookup("#logFormatPage").tryQuery().stream().noneMatch(n -> n.isVisible()));
    }

    @Test
    void aTypedFormatIsPreviewedAndReadsTheLog() throws IOException {
        open(apache());
        int latency = LogLook.TITLES.indexOf("latency");
        assertThat(shows("#logFormatParts")).as("no format was given").isFalse();

        type(APACHE);
        until("the parts", () -> shows("#logFormatParts"));
        until("the latency", () -> "118 ms".equals(cells().get(latency)));
        push(KeyCode.CONTROL, KeyCode.ENTER);

        until("the run", () -> !fake.specs.isEmpty());
        RunSource.Logs logs = (RunSource.Logs) fake.specs.getFirst().reading().source();
        assertThat(logs.logFormat()).isEqualTo(APACHE);
        until("the page to close", this::isClosed);
        assertThat(shows("#livePanel")).isTrue();
    }

    @Test
    void aLogThatLiveCannotReadLeadsToThePageAndIsReadFromThere() throws IOException {
        fake.useRealRuns();
        Path log = bars();
        interact(() -> window().open(List.of(log)));
        until("the problem", () -> shows("#liveProblem"));
        assertThat(shows("#setLogFormat")).isTrue();

        clickOn("#setLogFormat");
        until("the page", () -> shows("#logFormatPage"));
        until("what is wrong", () -> shows("#logFormatProblem"));
        type(BARS);
        until("the lines", () -> lines().size() == 80);
        clickOn("#logFormatRead");

        until("the page to close", this::isClosed);
        until("the end", () -> text("#statusStage").equals("Done"));
        assertThat(shows("#liveProblem")).isFalse();
    }

    @Test
    void escapeLeavesAndTheNextFileStartsAgain() throws IOException {
        open(apache());
        type("%h %l");
        until("what is wrong", () -> shows("#logFormatProblem"));
        assertThat(onFx(() -> lookup("#logFormatRead").query().isDisabled())).isTrue();
        push(KeyCode.ESCAPE);
        until("the page to close", this::isClosed);

        open(bars());
        assertThat(onFx(() -> lookup("#logFormatText").<TextInputControl>query().getText()))
                .isEmpty();
        clickOn("#nav-explore");
        until("the page to close", this::isClosed);
        assertThat(shows("#explorePanel")).isTrue();
        assertThat(onFx(() -> lookup("#logFormatPage .panel-subtitle").<Labeled>query().getText()))
                .isEqualTo("odd-format.log");
    }
}
