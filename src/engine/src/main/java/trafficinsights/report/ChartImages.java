package trafficinsights.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import trafficinsights.chart.Chart;
import trafficinsights.model.report.RunReport;
import trafficinsights.report.chart.ChartPicture;
import trafficinsights.report.chart.Frame;

/// Writes the charts of a report as PNG files, on white, for slides and mail.
///
/// Errors: as [WholeFile], and `picture.no-fonts` where the system cannot draw text.
public final class ChartImages {
    public static final String FOLDER = "charts";

    /// Before [ChartPicture#SCALE].
    static final int WIDTH = 800;

    static final int HEIGHT = 320;

    private ChartImages() {}

    /// Writes `charts/NAME.png` for every chart.
    ///
    /// @param dir the run's folder
    /// @return the files written
    public static List<Path> write(RunReport report, Path dir) {
        List<Path> files = new ArrayList<>();
        for (Chart chart : ReportCharts.of(report)) {
            byte[] png = ChartPicture.png(chart, Frame.picture(WIDTH, HEIGHT, chart));
            Path target = dir.resolve(FOLDER).resolve(chart.id() + ".png");
            try (WholeFile file = WholeFile.create(target)) {
                file.write(png, 0, png.length);
                file.commit();
            }
            files.add(target);
        }
        return files;
    }
}
