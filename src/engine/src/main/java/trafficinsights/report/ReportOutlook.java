package trafficinsights.report;

import java.util.Comparator;
import java.util.List;
import trafficinsights.model.outlook.SeriesForecast;
import trafficinsights.model.outlook.SeriesPattern;
import trafficinsights.model.report.RunReport;

/// The page's section on what is regular in the run and what comes next.
final class ReportOutlook {
    /// Drawings: the series that come nearest to their limits, behind those without one.
    private static final int MOST_DRAWN = 8;

    private static final int MOST_SENTENCES = 20;

    private static final String WITHOUT_PAST =
            "The report was read from a file, which does not contain the values"
                    + " before the forecasts.";

    private final RunReport.Insights insights;
    private final Html html;
    private final ReportTables tables;

    ReportOutlook(RunReport.Insights insights, Html html, ReportTables tables) {
        this.insights = insights;
        this.html = html;
        this.tables = tables;
    }

    void write() {
        tables.openSection("outlook", "Patterns and outlook");
        writePatterns();
        writeForecasts();
        tables.closeSection();
    }

    private void writePatterns() {
        if (insights.patterns().isEmpty()) {
            return;
        }
        html.raw("<ul class=\"sentences\">\n");
        for (SeriesPattern pattern : insights.patterns().stream().limit(MOST_SENTENCES).toList()) {
            html.element("li", pattern.sentence()).raw("\n");
        }
        html.raw("</ul>\n");
    }

    private void writeForecasts() {
        if (insights.forecasts().isEmpty()) {
            return;
        }
        html.raw("<p class=\"key\"><span><i class=\"course\"></i>expected</span> ");
        html.raw("<span><i class=\"interval\"></i>80 % and 95 % forecast intervals</span> ");
        html.raw("<span><i class=\"limit\"></i>limit</span></p>\n<div class=\"outlooks\">\n");
        List<SeriesForecast> drawn =
                insights.forecasts().stream()
                        .sorted(Comparator.comparingLong(ReportOutlook::urgency))
                        .limit(MOST_DRAWN)
                        .toList();
        for (SeriesForecast forecast : drawn) {
            html.raw("<figure><figcaption>").element("h3", forecast.name().words());
            html.raw("</figcaption>\n").raw(new ForecastDrawing(forecast).svg());
            html.raw("\n").element("p", "caption", forecast.sentence()).raw("</figure>\n");
        }
        html.raw("</div>\n");
        if (drawn.stream().anyMatch(forecast -> forecast.past().length == 0)) {
            html.element("p", "more", WITHOUT_PAST).raw("\n");
        }
        int more = insights.forecasts().size() - drawn.size();
        if (more > 0) {
            html.element(
                            "p",
                            "more",
                            "%d more series are forecast in %s."
                                    .formatted(more, ReportJson.FILE_NAME))
                    .raw("\n");
        }
    }

    private static long urgency(SeriesForecast forecast) {
        SeriesForecast.Crossing crossing = forecast.crossing();
        if (crossing == null) {
            return Long.MIN_VALUE;
        }
        return Math.min(crossing.expectedMicros(), crossing.earliestMicros());
    }
}
