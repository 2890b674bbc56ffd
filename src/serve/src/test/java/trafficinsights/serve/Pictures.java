package trafficinsights.serve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.openqa.selenium.OutputType;
import trafficinsights.run.spec.RunSource;
import trafficinsights.run.spec.RunSpec;
import trafficinsights.serve.run.ServedSource;

/// Pictures of the page, for looking at and for the documents: `Pictures FOLDER`.
final class Pictures {
    private Pictures() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        RunSpec spec =
                RunSpec.inMemory(
                                new RunSource.Generated(
                                        "bad-deploy", OptionalLong.empty(), OptionalLong.of(7)))
                        .withOutlook(true);
        try (Served served =
                Served.start(new ServedSource.Followed(spec), Served.settings(folder))) {
            served.await(() -> served.run().snapshot().isEnded());
            String start =
                    served.run().snapshot().report().incidents().isEmpty()
                            ? ""
                            : served.json("/api/v1/runs/main/incidents")
                                    .get("incidents")
                                    .get(0)
                                    .get("start")
                                    .asString();
            for (boolean isDark : new boolean[] {false, true}) {
                try (Browser browser = Browser.start(1280, 720, isDark)) {
                    String look = isDark ? "dark" : "light";
                    String address = served.serving.address();
                    take(
                            browser,
                            address,
                            1280,
                            1500,
                            folder.resolve("serve-" + look + "-1280.png"));
                    take(
                            browser,
                            address,
                            1280,
                            720,
                            folder.resolve("serve-" + look + "-1280-top.png"));
                    take(browser, address, 320, 640, folder.resolve("serve-" + look + "-320.png"));
                    take(
                            browser,
                            address,
                            320,
                            3400,
                            folder.resolve("serve-" + look + "-320-all.png"));
                    take(
                            browser,
                            address + "?kiosk=3600",
                            1920,
                            1080,
                            folder.resolve("serve-" + look + "-wall.png"));
                    take(
                            browser,
                            address + "?kiosk=5",
                            1920,
                            1080,
                            folder.resolve("serve-" + look + "-wall2.png"),
                            6000);
                    take(
                            browser,
                            address + "?kiosk=5",
                            1920,
                            1080,
                            folder.resolve("serve-" + look + "-wall3.png"),
                            11000);
                    take(
                            browser,
                            address + "?incident=" + start,
                            1280,
                            1500,
                            folder.resolve("serve-" + look + "-changed.png"));
                    browser.complaints().forEach(System.err::println);
                }
            }
        }
    }

    private static void take(Browser browser, String address, int width, int height, Path file)
            throws IOException, InterruptedException {
        take(browser, address, width, height, file, 1500);
    }

    private static void take(
            Browser browser, String address, int width, int height, Path file, long millis)
            throws IOException, InterruptedException {
        browser.resize(width, height);
        browser.open(address);
        browser.shown("#numbers dd");
        browser.shown("#chart-latency_percentiles b");
        Thread.sleep(millis);
        Files.write(file, browser.driver.getScreenshotAs(OutputType.BYTES));
    }
}
