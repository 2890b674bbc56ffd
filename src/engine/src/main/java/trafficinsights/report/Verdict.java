package trafficinsights.report;

import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import trafficinsights.model.Anomaly;
import trafficinsights.model.Dimension;
import trafficinsights.model.Figure;
import trafficinsights.model.Incident;
import trafficinsights.model.Kpi;
import trafficinsights.model.NumberText;
import trafficinsights.model.report.RunReport;

/// Says what a run found in plain words.
public final class Verdict {
    /// Below this a factor reads worse than the two numbers alone.
    private static final double WORTH_A_FACTOR = 1.5;

    private static final Comparator<Incident> BY_WEIGHT =
            Comparator.comparing(Incident::severity)
                    .thenComparingDouble(Incident::deviation)
                    .thenComparingLong(i -> i.endMicros() - i.startMicros());

    private Verdict() {}

    /// One sentence on the whole run.
    public static String of(RunReport report) {
        if (report.totals().requests() == 0) {
            return nothing(report.counts());
        }
        return report.incidents().stream()
                .max(BY_WEIGHT)
                .map(worst -> incident(worst, report))
                .orElseGet(() -> calm(report));
    }

    /// One sentence on one anomaly, without its time.
    public static String of(Anomaly anomaly) {
        Figure metric = anomaly.metric();
        String sentence =
                "%s %s to %s, expected %s"
                        .formatted(
                                subject(anomaly),
                                anomaly.observed() >= anomaly.expected() ? "rose" : "fell",
                                metric.text(anomaly.observed()),
                                metric.text(anomaly.expected()));
        String band =
                "normal is %s to %s"
                        .formatted(metric.text(anomaly.bandLow()), metric.text(anomaly.bandHigh()));
        double factor = anomaly.observed() / anomaly.expected();
        String expected = metric.text(anomaly.expected());
        return sentence + " (" + times(factor, expected) + band + ").";
    }

    private static String times(double factor, String expected) {
        if (!(factor >= WORTH_A_FACTOR) || Double.isInfinite(factor)) {
            return "";
        }
        if (NumberText.isAlmostNone(expected)) {
            return "from almost none; ";
        }
        return String.format(
                Locale.ROOT,
                factor < 99.5 ? "%.1f times as much; " : "%,.0f times as much; ",
                factor);
    }

    private static String incident(Incident worst, RunReport report) {
        int more = report.incidents().size() - 1;
        String others =
                switch (more) {
                    case 0 -> "";
                    case 1 -> ", and one more incident was detected";
                    default -> ", and " + more + " more incidents were detected";
                };
        return "%s It lasted %s%s; %s"
                .formatted(
                        worst.sentence(),
                        NumberText.duration(worst.endMicros() - worst.startMicros()),
                        others,
                        served(report.totals()));
    }

    private static String calm(RunReport report) {
        Kpi totals = report.totals();
        int anomalies = report.anomalies().size();
        if (anomalies > 0) {
            String found =
                    NumberText.counted(anomalies, "anomaly")
                            + (anomalies == 1 ? " was detected: " : " were detected: ");
            return found + served(totals);
        }
        String served = served(totals);
        double p95 = Figure.P95.of(totals, 0);
        String latency =
                Double.isNaN(p95)
                        ? ""
                        : " 95 % of all requests took at most " + Figure.P95.text(p95) + ".";
        return "No anomalies were detected: " + served + latency;
    }

    private static String served(Kpi totals) {
        long count = totals.requests();
        String requests = NumberText.count(count) + " " + NumberText.noun(count, "request");
        return Double.isNaN(totals.availability())
                ? "how many of %s failed is unknown, because statuses are missing."
                        .formatted(requests)
                : "%s of %s ended without a server error."
                        .formatted(NumberText.share(totals.availability()), requests);
    }

    private static String nothing(RunReport.Counts counts) {
        if (counts.lines() == 0) {
            return "No lines were read.";
        }
        String why =
                counts.rejects().entrySet().stream()
                        .max(Map.Entry.comparingByValue())
                        .map(most ->
                                "; %s could not be read, mostly because of “%s”"
                                        .formatted(
                                                NumberText.exact(counts.rejectedLines()),
                                                most.getKey()))
                        .orElse("");
        return "%s read, but no request%s."
                .formatted(NumberText.counted(counts.lines(), "line"), why);
    }

    private static String subject(Anomaly anomaly) {
        String metric = anomaly.metric().firstWords();
        return anomaly.dimension() == Dimension.TOTAL
                ? metric + " over all requests"
                : "%s of %s %s".formatted(metric, words(anomaly.dimension()), anomaly.key());
    }

    static String words(Dimension dimension) {
        return dimension.label().replace('_', ' ');
    }
}
