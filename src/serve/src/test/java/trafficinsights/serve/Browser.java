package trafficinsights.serve;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/// A real browser without a display: Debian's chromium with its driver.
final class Browser implements AutoCloseable {
    private static final List<String> BROWSERS =
            List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
    private static final List<String> DRIVERS =
            List.of("/usr/bin/chromedriver", "/usr/lib/chromium/chromedriver");

    private static final Duration LONGEST = Duration.ofSeconds(15);

    final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /// Why there is none; empty where there is one.
    static String missing() {
        return first(BROWSERS).isPresent() && first(DRIVERS).isPresent()
                ? ""
                : "no browser: install the packages chromium and chromium-driver";
    }

    private static Optional<Path> first(List<String> places) {
        return Stream.concat(places.stream(), Stream.<String>of())
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    /// @param isDark whether pages are asked to be dark
    static Browser start(int width, int height, boolean isDark) {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(first(BROWSERS).orElseThrow().toString());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--hide-scrollbars",
                "--force-prefers-reduced-motion");
        options.setCapability("goog:loggingPrefs", Map.of("browser", "ALL"));
        ChromeDriverService service =
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(first(DRIVERS).orElseThrow().toFile())
                        .usingAnyFreePort()
                        .build();
        ChromeDriver driver = new ChromeDriver(service, options);
        Browser browser = new Browser(driver);
        browser.resize(width, height);
        if (isDark) {
            driver.executeCdpCommand(
                    "Emulation.setEmulatedMedia",
                    Map.of(
                            "features",
                            List.of(Map.of("name", "prefers-color-scheme", "value", "dark"))));
        }
        return browser;
    }

    /// Of what the page sees; a window itself cannot be as narrow as a phone.
    void resize(int width, int height) {
        driver.manage().window().setSize(new Dimension(Math.max(500, width), height));
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    void open(String address) {
        driver.get(address);
    }

    /// Once it is there and shows something.
    WebElement shown(String css) {
        await(
                css,
                () -> {
                    WebElement found = driver.findElement(By.cssSelector(css));
                    return found.isDisplayed() && !found.getText().isBlank();
                });
        return driver.findElement(By.cssSelector(css));
    }

    /// Waits for what a page does by itself.
    void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + LONGEST.toNanos();
        while (true) {
            try {
                if (condition.getAsBoolean()) {
                    return;
                }
            } catch (NoSuchElementException | StaleElementReferenceException e) {
                // Not yet, or drawn again meanwhile.
                Thread.onSpinWait();
            }
            if (System.nanoTime() > end) {
                throw new AssertionError(what + " did not happen in " + LONGEST);
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    String text(String css) {
        return driver.findElement(By.cssSelector(css)).getText();
    }

    /// What the page's scripts complained of.
    List<String> complaints() {
        return driver.manage().logs().get("browser").getAll().stream()
                .map(Object::toString)
                .toList();
    }

    @Override
    public void close() {
        driver.quit();
    }
}
