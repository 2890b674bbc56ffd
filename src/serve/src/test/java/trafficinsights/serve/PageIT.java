package trafficinsights.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import tools.jackson.databind.JsonNode;
import trafficinsights.model.Figure;
import trafficinsights.model.report.KeyNumber;
import trafficinsights.model.report.RunReport;
import trafficinsights.run.result.Reports;
import trafficinsights.serve.http.ServeSettings;
import trafficinsights.serve.run.ServedSource;

/// The page in a real browser: what a person sees, follows, shares, and is told when the server is
/// gone. In this order, since a browser takes seconds to start.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PageIT {
    @TempDir private static Path folder;
    private static Served served;
    private static Browser browser;

    @BeforeAll
    static void start() {
        assumeTrue(Browser.missing().isEmpty(), Browser.missing());
        served = Served.ended(folder);
        browser = Browser.start(1280, 900, false);
        browser.open(served.serving.address());
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
            served.close();
        }
    }

    private static List<String> numbers(Browser of) {
        of.shown("#number-apdex dd");
        return of.driver.findElements(By.cssSelector("#numbers dd")).stream()
                .map(WebElement::getText)
                .toList();
    }

    @Test
    @Order(1)
    void thePageShowsTheNumbersOfTheReport() {
        RunReport report = served.run().snapshot().report();
        JsonNode totals = Served.JSON.readTree(Reports.json(report)).get("totals");
        List<String> expected =
                KeyNumber.FIGURES.stream()
                        .map(figure -> figure.text(totals.get(figure.key()).asDouble()))
                        .toList();
        assertThat(numbers(browser)).isEqualTo(expected);
        assertThat(browser.shown("#number-p95 dt").getText()).isEqualTo(Figure.P95.label());
        assertThat(browser.driver.findElements(By.cssSelector(".chart canvas"))).hasSize(5);
    }

    @Test
    @Order(2)
    void anIncidentLeadsToWhatChangedAndItsLinkShowsTheSameToOthers() {
        browser.shown("#incidents button").click();
        browser.await(
                "what changed",
                () -> browser.text("#changed-body").contains("Figures of all requests"));
        String changed = browser.text("#changed-body");
        JsonNode incident = served.json("/api/v1/runs/main/incidents").get("incidents").get(0);
        JsonNode asked =
                served.json(
                        "/api/v1/runs/main/what-changed?from=%s&to=%s"
                                .formatted(
                                        incident.get("start").asString(),
                                        incident.get("end").asString()));
        assertThat(changed).startsWith(asked.get("sentence").asString());
        String address = browser.driver.getCurrentUrl();
        assertThat(address).contains("incident=");
        try (Browser other = Browser.start(1280, 900, true)) {
            other.open(address);
            other.await("the same answer", () -> other.text("#changed-body").equals(changed));
            assertThat(numbers(other)).isEqualTo(numbers(browser));
        }
    }

    @Test
    @Order(3)
    void aTimeRangeIsInTheAddress() {
        browser.driver.findElement(By.cssSelector("#ranges [data-last='300']")).click();
        browser.await(
                "the last five minutes", () -> browser.text("#basis").contains("the last 5 min"));
        assertThat(browser.driver.getCurrentUrl()).contains("last=300");
        browser.driver.navigate().back();
        browser.await("the whole run", () -> browser.text("#basis").contains("the whole run"));
    }

    @Test
    @Order(4)
    void theKeyboardReadsAChart() {
        WebElement plot =
                browser.driver.findElement(By.cssSelector("#chart-latency_percentiles .plot"));
        plot.sendKeys(Keys.HOME);
        browser.await(
                "the first window is read",
                () ->
                        String.valueOf(
                                        browser.driver
                                                .findElement(By.id("said"))
                                                .getDomProperty("textContent"))
                                .matches("08:00:05: p50 .* ms, p95 .* ms, p99 .* ms"));
        assertThat(browser.text("#chart-error_rates .keys"))
                .as("the cross-hair is linked")
                .contains("08:00:05");
    }

    @Test
    @Order(5)
    void aLivePageMovesByItself() {
        try (Served live =
                Served.start(
                        new ServedSource.Followed(Served.badDeploy().withSpeed(100)),
                        Served.settings(folder))) {
            browser.open(live.serving.address());
            String first = browser.shown("#range-text").getText();
            browser.await("newer windows", () -> !browser.text("#range-text").equals(first));
            String second = browser.text("#range-text");
            browser.await("more", () -> !browser.text("#range-text").equals(second));
            assertThat(browser.text("#state")).isEqualTo("generating");
            browser.open("about:blank");
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    @Order(6)
    void aPhoneNeedsNoScrollingToTheSide() {
        browser.resize(320, 640);
        browser.open(served.serving.address());
        assertThat(numbers(browser)).hasSize(5);
        browser.shown("#chart-latency_percentiles b");
        Object width = browser.driver.executeScript("return document.documentElement.scrollWidth");
        assertThat(width).isEqualTo(320L);
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    @Order(7)
    void aStoppedServerIsSaidAndComesBackByItself() {
        List<String> before = numbers(browser);
        int port = served.serving.server().port();
        served.close();
        assertThat(browser.shown("#stopped").getText()).contains("does not answer");
        ServeSettings same =
                new ServeSettings(
                        InetAddress.getLoopbackAddress(),
                        port,
                        null,
                        null,
                        false,
                        List.of(),
                        Set.of(),
                        "",
                        1_000,
                        folder);
        served = Served.start(new ServedSource.Followed(Served.badDeploy()), same);
        browser.await(
                "the page is back",
                () -> !browser.driver.findElement(By.id("stopped")).isDisplayed());
        browser.await("the numbers are back", () -> numbers(browser).equals(before));
    }
}
