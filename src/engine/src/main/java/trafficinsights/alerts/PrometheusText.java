package trafficinsights.alerts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import trafficinsights.model.alerts.Sample;

/// Samples in Prometheus' text format 0.0.4: each name once, with its help and type before its
/// samples.
public final class PrometheusText {
    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private PrometheusText() {}

    public static String of(List<Sample> samples) {
        Map<String, List<Sample>> byName = new LinkedHashMap<>();
        for (Sample sample : samples) {
            if (!Double.isNaN(sample.value())) {
                byName.computeIfAbsent(sample.name(), _ -> new ArrayList<>()).add(sample);
            }
        }
        StringBuilder text = new StringBuilder();
        byName.forEach((name, same) -> {
            Sample first = same.getFirst();
            text.append("# HELP ").append(name).append(' ').append(help(first.help()));
            text.append("\n# TYPE ").append(name);
            text.append(first.isCounter() ? " counter\n" : " gauge\n");
            same.forEach(sample -> append(text, sample));
        });
        return text.toString();
    }

    private static void append(StringBuilder text, Sample sample) {
        text.append(sample.name());
        String separator = "{";
        for (Map.Entry<String, String> label : sample.labels().entrySet()) {
            text.append(separator).append(label.getKey()).append("=\"");
            text.append(help(label.getValue()).replace("\"", "\\\"")).append('"');
            separator = ",";
        }
        if (!sample.labels().isEmpty()) {
            text.append('}');
        }
        text.append(' ').append(number(sample.value())).append('\n');
    }

    private static String number(double value) {
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        return Double.toString(value);
    }

    private static String help(String text) {
        return text.replace("\\", "\\\\").replace("\r", "").replace("\n", "\\n");
    }
}
