package trafficinsights.ui.common;

import java.util.regex.Pattern;
import trafficinsights.model.Anomaly;
import trafficinsights.model.Incident;
import trafficinsights.model.NumberText;

/// Incidents and anomalies in words, as lists show them.
public final class FoundText {
    private static final Pattern FIGURE_AND_UNIT = Pattern.compile("(\\d) (?=%|ms|s\\b|µs|[kMG]/)");

    private FoundText() {}

    /// `expected 31 ms, at most 40 ms`
    public static String expectation(Anomaly anomaly) {
        boolean above = anomaly.observed() >= anomaly.expected();
        double edge = above ? anomaly.bandHigh() : anomaly.bandLow();
        String text = "expected " + anomaly.text(anomaly.expected());
        return Double.isFinite(edge)
                ? text + (above ? ", at most " : ", at least ") + anomaly.text(edge)
                : text;
    }

    /// The incident's sentence without its time, which is below it.
    public static String sentence(Incident incident) {
        String time = " at " + NumberText.clock(incident.startMicros());
        int at = incident.sentence().lastIndexOf(time);
        String text =
                at < 0
                        ? incident.sentence()
                        : incident.sentence().substring(0, at)
                                + incident.sentence().substring(at + time.length());
        return unbroken(text);
    }

    /// A text whose figures are on one line with their units.
    public static String unbroken(String text) {
        return FIGURE_AND_UNIT.matcher(text).replaceAll("$1\u00a0");
    }

    /// `1 anomaly`, `12 anomalies`
    public static String anomalies(int count) {
        return Texts.counted(count, "anomaly");
    }

    /// `10:15:20 – 10:21:00 · 5 min 40 s`
    public static String when(Anomaly anomaly) {
        return when(anomaly.startMicros(), anomaly.endMicros());
    }

    /// As [#when(Anomaly)].
    public static String when(Incident incident) {
        return when(incident.startMicros(), incident.endMicros());
    }

    private static String when(long startMicros, long endMicros) {
        double from = startMicros / 1e6;
        double to = endMicros / 1e6;
        return Texts.second(from)
                + " – "
                + Texts.second(to)
                + " · "
                + Texts.duration(to - from).replace(' ', '\u00a0');
    }
}
