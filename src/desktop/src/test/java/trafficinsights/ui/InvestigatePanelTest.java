package trafficinsights.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.OptionalLong;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trafficinsights.SourceTree;
import trafficinsights.model.TimeWindow;
import trafficinsights.model.shift.Spans;
import trafficinsights.run.spec.RunSource;
import trafficinsights.run.spec.RunSpec;

/// Drives the Investigate panel in the real window.
final class InvestigatePanelTest extends WindowTest {
    private void startAndShow() {
        startDemo();
        fake.last().give(360);
        fake.last().finish();
        clickOn("#nav-investigate");
        until("the charts", () -> shows("#brush-RATE"));
        until("the run's end", () -> text("#statusStage").equals("Done"));
    }

    private Spans askedSpans() {
        return Objects.requireNonNull(fake.last().spec().judging().spans());
    }

    @Test
    void anEmptyPanelSaysWhatItIsFor() {
        clickOn("#nav-investigate");
        assertThat(shows("#investigateEmpty")).isTrue();
        assertThat(text("#investigateEmpty .empty-title")).isEqualTo("Nothing to investigate yet");
    }

    @Test
    void aBrushedSpanIsComparedWithTheOneJustBefore() {
        startAndShow();
        assertThat(lookup("#ask").query().isDisabled()).isTrue();
        assertThat(text("#askBlocked")).startsWith("Drag over a chart");
        Node chart = lookup("#brush-LATENCY .chart").query();
        Bounds area = chart.localToScreen(chart.getLayoutBounds());
        double y = area.getCenterY();
        moveTo(area.getMinX() + area.getWidth() * 0.6, y);
        press(MouseButton.PRIMARY);
        moveTo(area.getMinX() + area.getWidth() * 0.7, y);
        moveTo(area.getMinX() + area.getWidth() * 0.8, y);
        release(MouseButton.PRIMARY);
        until("a span", () -> !lookup("#ask").query().isDisabled());
        clickOn("#ask");
        until("a second run", () -> fake.runs.size() == 2);
        Spans spans = askedSpans();
        assertThat(spans).isEqualTo(Spans.andBefore(spans.now()));
        assertThat(spans.now().startMicros() % ScriptedTraffic.WINDOW_MICROS).isZero();
        assertThat(fake.last().spec().reading().source())
                .isEqualTo(fake.runs.getFirst().spec().reading().source());
        assertThat(fake.last().spec().reading().speed()).isZero();
        fake.last().finish();
        until("the answer", () -> shows("#changeView"));
        assertThat(text("#changeSentence")).contains("eu-2 explains most");
        assertThat(lookup("#figures .delta-bad").queryAll()).hasSize(2);
        assertThat(lookup("#dimensions .dimension").queryAll()).hasSize(1);
    }

    @Test
    void anAnswerForAnEarlierSpanIsDimmedUntilTheNewOneIsThere() {
        startAndShow();
        push(KeyCode.RIGHT);
        push(KeyCode.ENTER);
        until("a second run", () -> fake.runs.size() == 2);
        fake.last().finish();
        until("the answer", () -> shows("#changeView"));
        assertThat(text("#changeSpans")).doesNotContain("earlier");
        assertThat(opacity("#figures")).isEqualTo(1);
        push(KeyCode.RIGHT);
        until("the note", () -> text("#changeSpans").startsWith("For the earlier time range: "));
        assertThat(opacity("#figures")).isLessThan(0.6);
        assertThat(opacity("#changeSentence")).isLessThan(0.6);
        push(KeyCode.LEFT);
        until("none", () -> !text("#changeSpans").contains("earlier"));
        assertThat(opacity("#figures")).isEqualTo(1);
        push(KeyCode.RIGHT);
        push(KeyCode.ENTER);
        until("the next question", () -> fake.runs.size() == 3);
        assertThat(opacity("#figures")).isLessThan(0.6);
        fake.last().finish();
        until("the new answer", () -> opacity("#figures") == 1);
        assertThat(text("#changeSpans")).doesNotContain("earlier");
    }

    /// Of what is drawn: of the node and of all that holds it.
    private double opacity(String id) {
        return onFx(() -> {
            double opacity = 1;
            for (Node up = lookup(id).query(); up != null; up = up.getParent()) {
                opacity *= up.getOpacity();
            }
            return opacity;
        });
    }

    @Test
    void theSameQuestionIsAnsweredFromMemory() {
        startAndShow();
        push(KeyCode.RIGHT);
        push(KeyCode.ENTER);
        until("a second run", () -> fake.runs.size() == 2);
        fake.last().finish();
        until("the answer", () -> shows("#changeView"));
        push(KeyCode.ENTER);
        until("no work", () -> !lookup("#ask").query().isDisabled());
        push(KeyCode.RIGHT);
        push(KeyCode.ENTER);
        until("a third run", () -> fake.runs.size() == 3);
    }

    @Test
    void keysMoveAndStretchTheSpan() {
        startAndShow();
        push(KeyCode.RIGHT);
        String first = text("#brushed");
        push(KeyCode.RIGHT);
        String second = text("#brushed");
        assertThat(second).isNotEqualTo(first);
        push(KeyCode.LEFT);
        assertThat(text("#brushed")).isEqualTo(first);
        push(KeyCode.EQUALS);
        assertThat(text("#brushed").substring(0, 8)).isEqualTo(first.substring(0, 8));
        assertThat(text("#brushed")).isNotEqualTo(first);
        push(KeyCode.ESCAPE);
        assertThat(text("#brushed")).isEqualTo("No time range selected");
    }

    @Test
    void anIncidentInLiveIsAskedAboutInInvestigate() {
        startDemo();
        fake.last().give(200);
        until("its cell", () -> !lookup("#livePanel .incident-sentence").queryAll().isEmpty());
        clickOn("#livePanel .incident-sentence");
        until("the link", () -> shows("#livePanel .incident-ask"));
        clickOn("#livePanel .incident-ask");
        until("a second run", () -> fake.runs.size() == 2);
        assertThat(shows("#investigatePanel")).isTrue();
        TimeWindow asked = askedSpans().now();
        assertThat(asked.startMicros())
                .isEqualTo(ScriptedTraffic.incidents(200).getLast().startMicros());
    }

    @Test
    void aQuestionCanBeCancelled() {
        startAndShow();
        push(KeyCode.RIGHT);
        push(KeyCode.ENTER);
        until("a second run", () -> fake.runs.size() == 2);
        until("progress", () -> shows("#askWork"));
        clickOn("#askWork .work-cancel");
        until("its end", () -> fake.last().isClosed());
        assertThat(lookup("#ask").query().isDisabled()).isFalse();
        assertThat(shows("#askWork")).isFalse();
    }

    @Test
    void ownTimesAreCheckedWhileTheyAreTyped() {
        startAndShow();
        push(KeyCode.RIGHT);
        clickOn("#compare-DAY_BEFORE");
        assertThat(text("#askBlocked")).contains("has no data in");
        clickOn("#compare-OWN");
        clickOn("#ownFrom").write("soon");
        assertThat(text("#askBlocked")).contains("“soon” is not a valid time");
        clickOn("#ownFrom").eraseText(4).write("10:05");
        clickOn("#ownTo").write("10:10:00");
        assertThat(text("#askBlocked")).isEmpty();
        clickOn("#ask");
        until("a second run", () -> fake.runs.size() == 2);
        assertThat(askedSpans().then().lengthMicros()).isEqualTo(300_000_000L);
        assertThat(askedSpans().then().startMicros())
                .isEqualTo(ScriptedTraffic.START_MICROS + 300_000_000L);
    }

    @Test
    void theScorecardTeachesWhereNoTruthIsKnown() {
        startAndShow();
        clickOn("#showScorecard");
        assertThat(shows("#resultHint")).isTrue();
        assertThat(text("#resultHint")).contains("There is no ground truth for this run");
    }

    @Test
    void theCurveOfARealRunIsReadByKeysAndMouse(@TempDir Path folder) throws IOException {
        // A job that is not silent between its bursts: each of them is a false alarm.
        String text =
                Files.readString(
                        SourceTree.of(
                                "src/engine/src/main/resources/trafficinsights/scenarios/route-faults.yaml"));
        String cron = "/internal/cron/sync, method: POST, share: ";
        assertThat(text).contains(cron + "0,");
        Path scenario =
                Files.writeString(
                        folder.resolve("jobs.yaml"), text.replace(cron + "0,", cron + "0.02,"));
        fake.useRealRuns();
        interact(() -> window().stage().setWidth(1280));
        interact(() ->
                window().model()
                        .current()
                        .start(
                                RunSpec.inMemory(
                                                new RunSource.Generated(
                                                        scenario.toString(),
                                                        OptionalLong.of(300_000),
                                                        OptionalLong.empty()))
                                        .withWindow(Duration.ofSeconds(10)),
                                "Route faults"));
        clickOn("#nav-investigate");
        until("the end", () -> text("#statusStage").equals("Done"));
        until("the charts", () -> shows("#brush-RATE"));
        clickOn("#showScorecard");
        until("the scorecard", () -> shows("#scorecardView"));
        assertThat(lookup("#truths .truth-row").queryAll()).hasSize(11);
        push(KeyCode.TAB);
        clickOn("#tuner .card-title");
        push(KeyCode.HOME);
        String lowest = text("#tunerReading");
        push(KeyCode.END);
        String highest = text("#tunerReading");
        assertThat(highest).isNotEqualTo(lowest);
        push(KeyCode.LEFT);
        assertThat(text("#tunerReading")).isNotEqualTo(highest);
        // The least certain is at the right, the most certain at no false alarm.
        Node plot = lookup("#tuner .chart").query();
        Bounds area = plot.localToScreen(plot.getLayoutBounds());
        clickOn(area.getMaxX() - 10, area.getMinY() + 50);
        // Several certainties may have the most false alarms; any of them is there.
        String falseAlarms = lowest.replaceAll(".* found, (.* false alarms a day).*", "$1");
        assertThat(text("#tunerReading"))
                .contains(", " + falseAlarms)
                .doesNotContain(" 0.00 false");
        clickOn(area.getMinX() + 66, area.getMaxY() - 40);
        assertThat(text("#tunerReading")).contains(" 0.00 false alarms a day");
        assertThat(((Button) lookup("#ask").query()).isDisabled()).isTrue();
    }
}
