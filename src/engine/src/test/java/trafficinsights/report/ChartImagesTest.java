package trafficinsights.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trafficinsights.chart.Chart;
import trafficinsights.model.report.RunReport;
import trafficinsights.report.chart.Ink;

class ChartImagesTest {
    @TempDir private Path folder;

    @Test
    void everyChartIsAPictureOfTheRightSizeWithItsSeriesInIt() throws IOException {
        RunReport report = RunReportFixture.incident();
        List<Path> files = ChartImages.write(report, folder);
        assertThat(files)
                .extracting(f -> folder.relativize(f).toString().replace('\\', '/'))
                .containsExactly(
                        "charts/requests_per_second.png",
                        "charts/latency_percentiles.png",
                        "charts/error_rates.png",
                        "charts/rate_by_region.png",
                        "charts/p95_by_server.png");
        List<Chart> charts = ReportCharts.of(report);
        for (int i = 0; i < files.size(); i++) {
            BufferedImage image = ImageIO.read(files.get(i).toFile());
            assertThat(image.getWidth()).isEqualTo(1600);
            assertThat(image.getHeight()).isEqualTo(640);
            int ink =
                    Integer.decode(Ink.series(charts.get(i).series().getFirst().colour()).light());
            assertThat(pixels(image, ink)).as(files.get(i).toString()).isGreaterThan(200);
            assertThat(pixels(image, 0xFFFFFF)).isGreaterThan(1600 * 640 / 4);
        }
    }

    @Test
    void textIsDrawn() throws IOException {
        for (Path file : ChartImages.write(RunReportFixture.empty(), folder)) {
            int text = Integer.decode(Ink.TEXT.light());
            assertThat(pixels(ImageIO.read(file.toFile()), text)).isGreaterThan(100);
        }
    }

    /// Pixels next to a colour; curves are smoothed, so an exact match would miss most.
    private static long pixels(BufferedImage image, int rgb) {
        int[] all =
                image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        return Arrays.stream(all).filter(p -> distance(p, rgb) < 40).count();
    }

    private static int distance(int a, int b) {
        return Math.abs((a >> 16 & 255) - (b >> 16 & 255))
                + Math.abs((a >> 8 & 255) - (b >> 8 & 255))
                + Math.abs((a & 255) - (b & 255));
    }
}
