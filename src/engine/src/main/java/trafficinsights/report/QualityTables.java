package trafficinsights.report;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import trafficinsights.model.DataQuality;
import trafficinsights.model.FleetHealth;
import trafficinsights.model.NumberText;
import trafficinsights.model.report.RunReport;

/// How the servers fare, and how far the data can be trusted, as tables of the page.
final class QualityTables {
    /// Bits; a smaller divergence reads as 0.00.
    private static final double SMALLEST_SHIFT = 0.005;

    private final RunReport report;
    private final Html html;
    private final ReportTables tables;

    QualityTables(RunReport report, Html html, ReportTables tables) {
        this.report = report;
        this.html = html;
        this.tables = tables;
    }

    void writeFleet() {
        FleetHealth fleet = report.fleet();
        boolean isKnown = !fleet.servers().isEmpty() || !Double.isNaN(fleet.imbalance());
        if (report.totals().requests() == 0 || !isKnown) {
            return;
        }
        tables.openSection("fleet", "Servers");
        html.element("p", balance(fleet)).raw("\n");
        if (!fleet.servers().isEmpty()) {
            writeServers(fleet.servers());
        }
        tables.closeSection();
    }

    private String balance(FleetHealth fleet) {
        if (Double.isNaN(fleet.imbalance())) {
            return "There are too few requests to judge how evenly the servers are used.";
        }
        String text =
                ("Requests per server vary by %s of their mean (coefficient of"
                                + " variation); the highest was %s, at %s.")
                        .formatted(
                                NumberText.share(fleet.imbalance()),
                                NumberText.share(fleet.worstImbalance()),
                                tables.moment(fleet.worstImbalanceAtMicros()));
        if (Double.isNaN(fleet.regionShift())) {
            return text;
        }
        return fleet.regionShift() < SMALLEST_SHIFT
                ? text + " The mix of regions hardly changed."
                : text
                        + (" The mix of regions changed most at %s, by %s bit"
                                        + " (Jensen–Shannon divergence; 1 = all traffic moved"
                                        + " elsewhere).")
                                .formatted(
                                        tables.moment(fleet.regionShiftAtMicros()),
                                        NumberText.ratio(fleet.regionShift()));
    }

    private void writeServers(List<FleetHealth.Server> servers) {
        html.raw("<div class=\"table\"><table>\n<thead><tr>");
        tables.heads(
                1,
                "Server",
                "CPU mean",
                "CPU max",
                "Memory max",
                "Connections",
                "Saturated",
                "Unhealthy");
        html.raw("</tr></thead>\n<tbody>\n");
        for (FleetHealth.Server server : servers.stream().limit(ReportTables.MOST_ROWS).toList()) {
            html.raw("<tr><th scope=\"row\" class=\"words\">").text(server.name()).raw("</th>");
            html.element("td", NumberText.share(server.meanCpuUtilization()));
            html.element("td", NumberText.share(server.maxCpuUtilization()));
            html.element("td", NumberText.share(server.maxMemoryUtilization()));
            html.element("td", NumberText.ratio(server.meanConnections()));
            html.element("td", NumberText.share(server.saturatedShare()));
            String unhealthy =
                    server.unhealthyMicros() == 0
                            ? "never"
                            : NumberText.duration(server.unhealthyMicros());
            html.element("td", unhealthy).raw("</tr>\n");
        }
        html.raw("</tbody>\n</table></div>\n");
        tables.writeMore(servers.size(), "only the first are shown", ReportJson.FILE_NAME);
    }

    void writeQuality() {
        if (report.totals().requests() == 0) {
            return;
        }
        tables.openSection("quality", "Data quality");
        DataQuality quality = report.quality();
        if (quality == null) {
            html.element("p", "This report has no data quality figures.").raw("\n");
        } else {
            writeQuality(quality);
        }
        tables.closeSection();
    }

    private void writeQuality(DataQuality quality) {
        String score = NumberText.share(quality.score());
        html.element("p", score + " of the data has no defect, if defects are independent.");
        html.raw("\n");
        html.raw("<div class=\"table\"><table>\n<thead><tr>");
        tables.heads(1, "Check", "Share");
        html.raw("<th scope=\"col\" class=\"words\">Defects</th></tr></thead>\n<tbody>\n");
        row("Lines can be read", quality.readability(), count(quality.rejects(), "rejected"));
        row("Values are known", quality.completeness(), missing(quality));
        row(
                "Requests are unique",
                quality.uniqueness(),
                count(quality.duplicates(), "repeat an earlier request exactly"));
        row("Requests are on time", quality.timeliness(), late(quality));
        row(
                "Values are plausible",
                quality.validity(),
                count(quality.outOfRange(), "with a latency above a day or an invalid status"));
        row("No gaps", quality.continuity(), gaps(quality));
        html.raw("</tbody>\n</table></div>\n");
    }

    private void row(String question, double share, String what) {
        html.raw("<tr><th scope=\"row\" class=\"words\">").text(question).raw("</th>");
        html.element("td", NumberText.share(share)).element("td", "sentence", what).raw("</tr>\n");
    }

    private static String count(long count, String what) {
        return count == 0 ? "nothing" : NumberText.exact(count) + " " + what;
    }

    private static String missing(DataQuality quality) {
        String text =
                quality.unknown().entrySet().stream()
                        .filter(entry -> entry.getValue() > 0)
                        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                        .map(entry ->
                                NumberText.exact(entry.getValue()) + " without " + entry.getKey())
                        .collect(Collectors.joining(", "));
        return text.isEmpty() ? "nothing" : text;
    }

    private static String late(DataQuality quality) {
        String late =
                quality.outOfOrder() == 0
                        ? ""
                        : "%s more than a window late, at most by %s"
                                .formatted(
                                        NumberText.exact(quality.outOfOrder()),
                                        NumberText.duration(quality.latestMicros()));
        String future =
                quality.inFuture() == 0
                        ? ""
                        : NumberText.exact(quality.inFuture()) + " in the future of this machine";
        String both = late + (late.isEmpty() || future.isEmpty() ? "" : ", ") + future;
        return both.isEmpty() ? "nothing" : both;
    }

    private static String gaps(DataQuality quality) {
        return quality.silentWindows() == 0
                ? "nothing"
                : "%s of %s windows without a request, at most %s in a row"
                        .formatted(
                                NumberText.exact(quality.silentWindows()),
                                NumberText.exact(quality.windows()),
                                NumberText.duration(quality.longestSilenceMicros()));
    }
}
