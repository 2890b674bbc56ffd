package trafficinsights.report;

import java.nio.file.Path;

/// Not a test: writes the fixture's reports into a folder, for people to look at.
final class ReportLook {
    private ReportLook() {}

    public static void main(String[] args) {
        Path folder = Path.of(args[0]);
        ReportHtml.write(folder.resolve("incident.html"), RunReportFixture.incident());
        ReportHtml.write(folder.resolve("quiet.html"), RunReportFixture.quiet());
        ReportHtml.write(folder.resolve("hostile.html"), RunReportFixture.hostile());
        ReportHtml.write(folder.resolve("empty.html"), RunReportFixture.empty());
        ReportJson.write(folder.resolve("incident.json"), RunReportFixture.incident());
        ChartImages.write(RunReportFixture.incident(), folder);
        ChartImages.write(RunReportFixture.empty(), folder.resolve("empty"));
    }
}
