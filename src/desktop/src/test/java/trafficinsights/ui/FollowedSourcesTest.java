package trafficinsights.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javafx.scene.Node;
import javafx.scene.control.Label;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trafficinsights.run.base.LiveSource;
import trafficinsights.run.spec.RunSource;

/// What Live says of followed sources, and logs that are followed because they grew.
final class FollowedSourcesTest extends WindowTest {
    @TempDir private Path data;

    private static LiveSource source(
            String name, long unread, long dropped, double silent, String trouble) {
        return new LiveSource(
                name,
                "haproxy",
                1_000,
                unread,
                OptionalLong.of(dropped),
                OptionalLong.empty(),
                1,
                0,
                silent,
                trouble);
    }

    private void follow(String... sources) {
        interact(() -> window().model().follow(List.of(sources), false));
        until("the run", () -> !fake.runs.isEmpty());
    }

    private List<String> others() {
        return onFx(() ->
                lookup("#liveSourcesOthers").query().lookupAll(".field-hint").stream()
                        .map(node -> ((Label) node).getText())
                        .toList());
    }

    private boolean says(String text) {
        return shows("#liveSources") && text("#liveSourcesText").equals(text);
    }

    @Test
    void nothingIsSaidWhileAllIsWellAndTheGravestFirstOtherwise() {
        follow("syslog+udp://127.0.0.1:5514");
        fake.last().setSources(List.of(source("a", 0, 0, 5, "")), 0);
        fake.last().give(200);
        until("the picture", () -> shows("#chart-RATE"));
        assertThat(shows("#liveSources")).isFalse();

        fake.last()
                .setSources(
                        List.of(
                                source("a", 0, 0, 130, ""),
                                source("b", 3, 1_320, 0, "The first was: x.")),
                        0);
        fake.last().give(1);
        until(
                "the loss",
                () ->
                        says(
                                "b: 1,320 messages lost before they could be read; 3 lines in no known"
                                        + " format. The first was: x."));
        assertThat(shows("#liveSourcesOthers")).isFalse();
        clickOn("#liveSourcesAll");
        until("the other", () -> others().equals(List.of("a: silent for 2 min.")));

        fake.last().setSources(List.of(source("a", 0, 0, 0, "")), 0);
        fake.last().give(1);
        until("nothing", () -> !shows("#liveSources"));
    }

    @Test
    void linesThatWaitWhileTheRunIsPausedAreCounted() {
        follow("syslog+udp://127.0.0.1:5514");
        fake.last().setSources(List.of(), 1_320);
        fake.last().give(200);
        until("the picture", () -> shows("#chart-RATE"));
        assertThat(shows("#liveSources")).isFalse();
        clickOn("#hold");
        until("what waits", () -> says("1,320 lines waiting"));
        clickOn("#liveSourcesStop");
        until("the end", () -> text("#statusStage").equals("Done"));
        assertThat(shows("#liveSources")).isFalse();
    }

    @Test
    void aPageThatIsNotThereIsNamed() throws IOException {
        fake.useRealRuns();
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        String address = "haproxy+http://127.0.0.1:%d/;csv".formatted(port);
        interact(() -> window().model().follow(List.of(address), false));
        until("the trouble", () -> shows("#liveSources"));
        assertThat(text("#liveSourcesText"))
                .startsWith(address + ": ")
                .contains("nothing listens at this address");
    }

    private static String lines(int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj(i ->
                        "203.0.113.%d - - [02/Mar/2026:08:%02d:%02d +0000] \"GET /api/%d HTTP/1.1\" 200 512\n"
                                .formatted(i % 200, i / 60 % 60, i % 60, i))
                .collect(Collectors.joining());
    }

    @Test
    void aLogThatGrewWhileItWasReadIsFollowed() throws IOException {
        fake.useRealRuns();
        Path log = Files.writeString(data.resolve("access.log"), lines(0, 600));
        CountDownLatch start = fake.holdStarts();
        interact(() -> window().model().openLogs(List.of(log)));
        // Its size is asked for when it is opened; the run reads it a moment later.
        sleep(300);
        Files.writeString(log, lines(600, 60), StandardOpenOption.APPEND);
        start.countDown();
        until("the news", () -> says("access.log grew while it was read. Following it."));
        assertThat(onFx(() -> window().model().current().specProperty().get()))
                .matches(spec -> spec.reading().source() instanceof RunSource.Tail);
        Files.write(
                log, lines(660, 400).getBytes(StandardCharsets.UTF_8), StandardOpenOption.APPEND);
        until("what came", () -> text("#statusRequests").equals("1,060 requests"));
        clickOn("#liveSourcesStop");
        until("the end", () -> text("#statusStage").equals("Done"));
        assertThat(lookup("#liveSources").queryAll().stream().noneMatch(Node::isVisible)).isTrue();
    }
}
