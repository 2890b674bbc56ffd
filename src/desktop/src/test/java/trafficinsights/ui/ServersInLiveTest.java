package trafficinsights.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import trafficinsights.SourceTree;
import trafficinsights.run.spec.RunSource;
import trafficinsights.run.spec.RunSpec;

/// Metrics of servers in the real window's Live.
final class ServersInLiveTest extends WindowTest {
    private final AtomicInteger asked = new AtomicInteger();
    private @Nullable HttpServer page;

    /// HAProxy's statistics, whose counters grow by 1,000 bytes with every answer.
    private int serve() throws IOException {
        HttpServer made =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        made.createContext(
                "/",
                exchange -> {
                    byte[] body =
                            """
                            # pxname,svname,qcur,qmax,scur,smax,slim,stot,bin,bout,dreq,dresp,ereq,econ,eresp,wretr,wredis,status,weight
                            api,eu-1,0,0,14,19,,300,%d,900,,0,,0,0,0,0,UP,1
                            api,eu-2,0,0,3,9,,300,50,900,,0,,0,0,0,0,DOWN,1
                            """
                                    .formatted(1000 * asked.incrementAndGet())
                                    .getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        made.start();
        page = made;
        return made.getAddress().getPort();
    }

    @AfterEach
    void stopPage() {
        HttpServer served = page;
        if (served != null) {
            served.stop(0);
        }
    }

    private void start(RunSource source, String title) {
        fake.useRealRuns();
        interact(() -> window().model().current().start(RunSpec.inMemory(source), title));
        clickOn("#nav-live");
    }

    private Bounds plot(String chart) {
        return onFx(() -> {
            Node canvas = lookup(chart + " .chart-band-pane").query();
            return canvas.localToScreen(canvas.getLayoutBounds());
        });
    }

    private boolean isDrawn(String chart) {
        return onFx(() -> !lookup(chart + " .chart-band-pane").queryAll().isEmpty())
                && shows(chart)
                && plot(chart).getWidth() > 100;
    }

    private List<String> texts(String within, String labels) {
        return onFx(() ->
                lookup(within + " " + labels).queryAll().stream()
                        .filter(Node::isVisible)
                        .map(node -> ((Label) node).getText())
                        .toList());
    }

    private List<String> tooltip() {
        return onFx(() ->
                lookup("#livePanel .cursor-tooltip").queryAll().stream()
                        .filter(Node::isVisible)
                        .flatMap(box -> box.lookupAll(".label").stream())
                        .map(label -> ((Label) label).getText())
                        .toList());
    }

    @Test
    void aFollowedPageFillsTheServersAndAHoverSaysTheirValues() throws IOException {
        int port = serve();
        RunSource.Logs none = new RunSource.Logs(List.of(), "auto");
        String address = "haproxy+http://127.0.0.1:%d/;csv?every=1s".formatted(port);
        start(RunSource.Tail.of(none, List.of(address), false), "HAProxy");
        until("connections", () -> isDrawn("#chart-CONNECTIONS"));
        assertThat(shows("#servers")).isTrue();
        assertThat(shows("#chart-RATE")).as("there are no requests").isFalse();
        assertThat(onFx(() -> lookup("#livePanel .side-column").query().isVisible())).isFalse();
        until("growth", () -> isDrawn("#chart-NETWORK_IN"));
        assertThat(lookup("#chart-CPU").queryAll()).as("HAProxy does not know it").isEmpty();
        assertThat(texts("#serversKey", ".key-taken")).containsExactly("api/eu-1", "api/eu-2");

        Bounds area = plot("#chart-CONNECTIONS");
        until(
                "a band of the server that is down",
                () -> {
                    moveTo(area.getMinX() + area.getWidth() * 0.7, area.getCenterY());
                    moveBy(1, 0);
                    return tooltip().contains("api/eu-2 is unhealthy");
                });
        assertThat(tooltip()).containsSequence("api/eu-1", "14").containsSequence("api/eu-2", "3");
        assertThat(
                        onFx(() ->
                                lookup("#chart-NETWORK_IN .chart-crosshair").queryAll().stream()
                                        .anyMatch(Node::isVisible)))
                .isTrue();
        // The first name has the focus; Tab shows where it is.
        interact(() -> lookup("#serversKey .key-taken").query().requestFocus());
        push(KeyCode.TAB);
        push(KeyCode.SPACE);
        until(
                "one line",
                () -> {
                    moveBy(1, 0);
                    moveBy(-1, 0);
                    return !tooltip().contains("api/eu-2") && tooltip().contains("api/eu-1");
                });
    }

    @Test
    void aGeneratedRunThatIsPlayedHasAllMetricsOfItsServersBesideItsRequests() {
        fake.useRealRuns();
        RunSource made =
                new RunSource.Generated("bad-deploy", OptionalLong.empty(), OptionalLong.empty());
        interact(() ->
                window().model()
                        .current()
                        .start(RunSpec.inMemory(made).withSpeed(600), "Bad deploy"));
        clickOn("#nav-live");
        until("the first picture", () -> shows("#chart-RATE"));
        clickOn("#lower-SERVERS");
        until("load", () -> isDrawn("#chart-CPU") && isDrawn("#chart-MEMORY"));
        until("the choice of a small window", () -> shows("#servers-NETWORK"));
        clickOn("#servers-CONNECTIONS");
        until("connections", () -> isDrawn("#chart-CONNECTIONS") && !shows("#chart-CPU"));
        clickOn("#servers-NETWORK");
        until("network", () -> isDrawn("#chart-NETWORK_IN") && isDrawn("#chart-NETWORK_OUT"));
        clickOn("#servers-LOAD");
        until("load again", () -> isDrawn("#chart-CPU"));
        assertThat(shows("#chart-RATE")).isTrue();
        assertThat(shows("#chart-ERRORS")).isFalse();
        assertThat(texts("#serversKey", ".key-taken"))
                .hasSizeBetween(2, 9)
                .anyMatch(name -> name.startsWith("eu"));
        String all = text("#livePanel .panel-subtitle");
        Bounds area = plot("#chart-CPU");
        drag(area.getMinX() + area.getWidth() * 0.3, area.getCenterY())
                .dropTo(area.getMinX() + area.getWidth() * 0.6, area.getCenterY());
        until("the zoom", () -> shows("#resetZoom"));
        until("its times", () -> !text("#livePanel .panel-subtitle").equals(all));
    }

    @Test
    void aRunWithoutMetricsSaysHowToGetThem() {
        startDemo();
        fake.last().give(200);
        until("the first picture", () -> shows("#chart-RATE"));
        clickOn("#lower-SERVERS");
        until("why it is empty", () -> shows("#serversEmpty"));
        clickOn("#lower-CHARTS");
        until("the charts", () -> shows("#chart-ERRORS"));
    }

    @Test
    void aFileOfMetricsIsShownToItsEnd() throws IOException {
        Path file =
                SourceTree.of(
                        "src/engine/src/test/resources/trafficinsights/ingest/samples/haproxy_stats.csv");
        start(new RunSource.Metrics(List.of(file), null), "Statistics");
        until("the end", () -> text("#statusStage").equals("Done"));
        until("connections", () -> isDrawn("#chart-CONNECTIONS"));
        assertThat(shows("#liveEmpty")).isFalse();
    }
}
