package trafficinsights.report;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import trafficinsights.model.Anomaly;
import trafficinsights.model.Dimension;
import trafficinsights.model.Figure;
import trafficinsights.model.Problem;
import trafficinsights.model.Severity;
import trafficinsights.model.TimeWindow;
import trafficinsights.model.report.StoredReport;
import trafficinsights.model.report.StoredReport.Detector;
import trafficinsights.model.report.StoredReport.Figures;
import trafficinsights.model.report.StoredReport.Found;
import trafficinsights.model.report.StoredReport.Point;
import trafficinsights.model.report.StoredReport.Row;

/// Reads `analytics_report.json` back. Keys that are not known are passed over, and what is missing
/// is told as missing, so that reports of other versions can be looked at.
///
/// Threads: stateless.
public final class ReportReading {
    private ReportReading() {}

    /// @throws trafficinsights.model.ProblemException when it is no report
    public static StoredReport of(String json) {
        Node root;
        try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), json)) {
            parser.nextToken();
            root = new Node(value(parser));
        } catch (JacksonException broken) {
            throw Problem.of(
                            "report.broken",
                            "This is not a report: the JSON is damaged. Open an analytics_report.json that a run wrote.",
                            broken)
                    .asException();
        }
        if (!root.has("schemaVersion") || !root.has("totals")) {
            throw Problem.of(
                            "report.unknown",
                            "This JSON is not a report of this program. Open an analytics_report.json that a run wrote.")
                    .asException();
        }
        return report(root);
    }

    private static StoredReport report(Node root) {
        Node provenance = root.at("provenance");
        Node counts = root.at("counts");
        List<Point> series = new ArrayList<>();
        for (Node window : root.list("series")) {
            if (window.text("dimension").equals("total")) {
                series.add(
                        new Point(
                                micros(window.text("start")) / 1e6,
                                window.number("windowSeconds"),
                                figures(window.at("kpi"))));
            }
        }
        Map<String, List<Row>> breakdown = new LinkedHashMap<>();
        root.at("breakdown")
                .entries()
                .forEach((dimension, rows) ->
                        breakdown.put(
                                dimension,
                                rows.items().stream()
                                        .map(row ->
                                                new Row(row.text("key"), figures(row.at("kpi"))))
                                        .toList()));
        return new StoredReport(
                provenance.text("title"),
                provenance.text("createdAt"),
                provenance.text("toolVersion"),
                sources(provenance),
                span(root.at("span")),
                new StoredReport.Counts(
                        counts.whole("lines"),
                        counts.whole("requests"),
                        counts.whole("otherLines"),
                        counts.whole("rejectedLines"),
                        root.list("anomalies").size()),
                root.at("quality").number("score"),
                figures(root.at("totals")),
                breakdown,
                series,
                root.list("anomalies").stream().flatMap(ReportReading::anomaly).toList(),
                root.list("incidents").stream().map(ReportReading::found).toList(),
                root.at("scorecard").list("detectors").stream()
                        .map(ReportReading::detector)
                        .toList());
    }

    private static List<String> sources(Node provenance) {
        List<String> sources = new ArrayList<>();
        for (Node input : provenance.list("inputs")) {
            sources.add("%s (%s)".formatted(input.text("name"), input.text("format")));
        }
        Node scenario = provenance.at("scenario");
        if (scenario.has("name")) {
            sources.add(
                    "scenario %s, seed %d"
                            .formatted(scenario.text("name"), scenario.whole("seed")));
        }
        return sources;
    }

    private static @Nullable TimeWindow span(Node span) {
        if (!span.has("start")) {
            return null;
        }
        long start = micros(span.text("start"));
        return new TimeWindow(start, Math.max(1, micros(span.text("end")) - start));
    }

    private static Figures figures(Node kpi) {
        Map<Figure, Double> figures = new EnumMap<>(Figure.class);
        for (Figure figure : ReportJson.FIGURES) {
            figures.put(figure, kpi.number(figure.key()));
        }
        return new Figures(figures);
    }

    /// Empty for an anomaly of a metric or a dimension that this version does not know.
    private static Stream<Anomaly> anomaly(Node found) {
        try {
            return Stream.of(
                    new Anomaly(
                            Dimension.ofLabel(found.text("dimension")),
                            found.text("key"),
                            Anomaly.metric(found.text("metric")),
                            micros(found.text("start")),
                            micros(found.text("end")),
                            found.number("score"),
                            found.number("observed"),
                            found.number("expected"),
                            found.number("bandLow"),
                            found.number("bandHigh"),
                            found.number("deviation"),
                            severity(found)));
        } catch (IllegalArgumentException unknown) {
            return Stream.empty();
        }
    }

    private static Found found(Node incident) {
        return new Found(
                micros(incident.text("start")),
                micros(incident.text("end")),
                severity(incident),
                incident.text("sentence"));
    }

    private static Severity severity(Node found) {
        try {
            return Severity.valueOf(found.text("severity").toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            return Severity.MINOR;
        }
    }

    private static Detector detector(Node row) {
        return new Detector(
                row.text("detector"),
                row.whole("truths"),
                row.whole("found"),
                row.whole("falseAlarms"),
                row.number("precision"),
                row.number("recall"),
                row.number("f1"),
                row.number("medianSecondsToDetect"));
    }

    private static long micros(String time) {
        try {
            Instant instant = Instant.parse(time);
            return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000;
        } catch (DateTimeParseException none) {
            return 0;
        }
    }

    private static @Nullable Object value(JsonParser parser) {
        JsonToken token = parser.currentToken();
        if (token == null) {
            return null;
        }
        return switch (token) {
            case START_OBJECT -> {
                Map<String, @Nullable Object> fields = new LinkedHashMap<>();
                while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                    String name = parser.currentName();
                    parser.nextToken();
                    fields.put(name, value(parser));
                }
                yield fields;
            }
            case START_ARRAY -> {
                List<@Nullable Object> items = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    items.add(value(parser));
                }
                yield items;
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_STRING -> parser.getString();
            default -> null;
        };
    }

    /// A value of the document; what is missing reads as empty.
    private record Node(@Nullable Object value) {
        boolean has(String name) {
            return value instanceof Map<?, ?> fields && fields.get(name) != null;
        }

        Node at(String name) {
            return new Node(value instanceof Map<?, ?> fields ? fields.get(name) : null);
        }

        String text(String name) {
            return at(name).value instanceof String text ? text : "";
        }

        double number(String name) {
            return at(name).value instanceof Double number ? number : Double.NaN;
        }

        long whole(String name) {
            return at(name).value instanceof Double number ? Math.round(number) : 0;
        }

        List<Node> list(String name) {
            return at(name).items();
        }

        List<Node> items() {
            return value instanceof List<?> items
                    ? items.stream().map(item -> new Node(item)).toList()
                    : List.of();
        }

        Map<String, Node> entries() {
            Map<String, Node> entries = new LinkedHashMap<>();
            if (value instanceof Map<?, ?> fields) {
                fields.forEach((name, field) -> entries.put(String.valueOf(name), new Node(field)));
            }
            return entries;
        }
    }
}
