package trafficinsights.ui.live;

import java.util.Locale;
import trafficinsights.model.Anomaly;
import trafficinsights.model.Dimension;
import trafficinsights.model.Metric;
import trafficinsights.model.NumberText;
import trafficinsights.model.TruthInterval;
import trafficinsights.ui.common.Texts;

/// Anomalies and ground truth as sentences.
final class AnomalyText {
    private AnomalyText() {}

    /// `p95 latency of server eu-2 rose to 240 ms`
    static String sentence(Anomaly anomaly) {
        String verb = anomaly.observed() >= anomaly.expected() ? " rose to " : " fell to ";
        return metric(anomaly.metric()) + of(anomaly) + verb + figure(anomaly, anomaly.observed());
    }

    /// `expected 31 ms, at most 40 ms`
    static String expectation(Anomaly anomaly) {
        boolean above = anomaly.observed() >= anomaly.expected();
        double edge = above ? anomaly.bandHigh() : anomaly.bandLow();
        String text = "expected " + figure(anomaly, anomaly.expected());
        return Double.isFinite(edge)
                ? text + (above ? ", at most " : ", at least ") + figure(anomaly, edge)
                : text;
    }

    /// `10:15:20 – 10:21:00 · 5 min 40 s`
    static String when(Anomaly anomaly) {
        double from = anomaly.startMicros() / 1e6;
        double to = anomaly.endMicros() / 1e6;
        return Texts.second(from) + " – " + Texts.second(to) + " · " + Texts.duration(to - from);
    }

    /// `Injected: slow server, server eu-2`
    static String truth(TruthInterval interval) {
        return "Injected: "
                + interval.kind().replace('_', ' ')
                + ", "
                + interval.target().replace(":", " ");
    }

    private static String metric(Metric metric) {
        return switch (metric) {
            case REQUEST_RATE -> "Request rate";
            case TRAFFIC_SHARE -> "Traffic share";
            case P95_LATENCY -> "p95 latency";
            case ERROR_RATE -> "Error rate";
            case CLIENT_ERROR_RATE -> "4xx rate";
        };
    }

    private static String of(Anomaly anomaly) {
        return anomaly.dimension() == Dimension.TOTAL
                ? ""
                : " of "
                        + anomaly.dimension().label().replace('_', ' ').toLowerCase(Locale.ROOT)
                        + " "
                        + anomaly.key();
    }

    /// Figure and unit stay on one line.
    private static String figure(Anomaly anomaly, double value) {
        return NumberText.of(anomaly.metric(), value).replace(' ', '\u00a0');
    }
}
