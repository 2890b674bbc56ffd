package trafficinsights.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import trafficinsights.model.Dimension;
import trafficinsights.model.Figure;
import trafficinsights.model.Incident;
import trafficinsights.model.NumberText;
import trafficinsights.model.shift.ComparedFigure;
import trafficinsights.model.shift.ComparedRuns;
import trafficinsights.run.compare.Comparisons;

/// Two compared runs, on a terminal and as JSON.
final class CompareText {
    private CompareText() {}

    /// @param listed figure that keys are listed by; empty for the one that moved most
    /// @param top keys of each dimension
    static void print(ComparedRuns runs, Optional<Figure> listed, int top, PrintWriter out) {
        out.printf("A  %s%nB  %s%n", side(runs.a()), side(runs.b()));
        if (!runs.areLengthsAlike()) {
            out.printf(
                    "The runs have different lengths (%s, %s), so only rates,"
                            + " shares and latencies are compared, not counts.%n",
                    NumberText.duration(runs.a().span().lengthMicros()),
                    NumberText.duration(runs.b().span().lengthMicros()));
        }
        out.printf("%s%n%n", TextCells.visible(runs.sentence()));
        int width = TextTable.screenWidth();
        TextTable figures =
                new TextTable(
                        List.of("figure", "A", "B", "delta", "percent", ""),
                        List.of(false, true, true, true, true, false));
        for (ComparedFigure figure : runs.figures()) {
            figures.add(
                    figure.figure().id(),
                    figure.beforeText(),
                    figure.afterText(),
                    figure.deltaText(),
                    figure.relativeText(),
                    figure.isWithinChance() ? "chance" : meaning(figure));
        }
        figures.print(out, width);
        Figure by =
                listed.orElseGet(
                        () -> runs.mostMoved().map(ComparedFigure::figure).orElse(Figure.P95));
        for (Dimension dimension : Dimension.values()) {
            if (dimension != Dimension.TOTAL && top > 0) {
                out.println();
                keys(runs.keys(dimension, by), dimension, by, top)
                        .ifPresent(t -> t.print(out, width));
            }
        }
        out.printf(
                "%nIncidents: %d in A, %d in B%n",
                runs.a().incidents().size(), runs.b().incidents().size());
        incidents("A", runs.a(), out);
        incidents("B", runs.b(), out);
    }

    private static String side(ComparedRuns.Side side) {
        return "%s, %s (%s %s)"
                .formatted(
                        TextCells.visible(side.title()),
                        NumberText.span(side.span().startMicros(), side.span().endMicros()),
                        NumberText.count(side.requests()),
                        NumberText.noun(side.requests(), "request"));
    }

    private static String meaning(ComparedFigure figure) {
        return switch (figure.meaning()) {
            case GOOD -> "better";
            case BAD -> "worse";
            case NEUTRAL -> "";
        };
    }

    private static Optional<TextTable> keys(
            List<ComparedFigure> keys, Dimension dimension, Figure by, int top) {
        if (keys.isEmpty()) {
            return Optional.empty();
        }
        TextTable table =
                new TextTable(
                        List.of(
                                dimension.label().replace('_', ' ') + ", " + by.id(),
                                "A",
                                "B",
                                "delta",
                                "percent",
                                "of the change"),
                        List.of(false, true, true, true, true, true));
        for (ComparedFigure key : keys.stream().limit(top).toList()) {
            table.add(
                    key.key(),
                    key.beforeText(),
                    key.afterText(),
                    key.deltaText(),
                    key.relativeText(),
                    Double.isNaN(key.contribution())
                            ? NumberText.NONE
                            : String.format(Locale.ROOT, "%.0f %%", 100 * key.contribution()));
        }
        return Optional.of(table);
    }

    private static void incidents(String name, ComparedRuns.Side side, PrintWriter out) {
        for (Incident incident : side.incidents()) {
            out.printf(
                    "  %s  %s  %s%n",
                    name,
                    NumberText.dateTime(incident.startMicros()),
                    TextCells.visible(incident.sentence()));
        }
    }

    static String json(ComparedRuns runs) {
        return JsonText.object(json -> {
            json.writeStringProperty("sentence", runs.sentence());
            json.writeBooleanProperty("areLengthsAlike", runs.areLengthsAlike());
            json.writeBooleanProperty("isPaired", runs.isPaired());
            side(json, "a", runs.a());
            side(json, "b", runs.b());
            json.writeArrayPropertyStart("figures");
            Comparisons.rows(runs).forEach(row -> row(json, row));
            json.writeEndArray();
        });
    }

    private static void side(JsonGenerator json, String name, ComparedRuns.Side side) {
        json.writeObjectPropertyStart(name);
        json.writeStringProperty("title", side.title());
        json.writeStringProperty("start", JsonText.iso(side.span().startMicros()));
        json.writeStringProperty("end", JsonText.iso(side.span().endMicros()));
        json.writeNumberProperty("requests", side.requests());
        json.writeArrayPropertyStart("incidents");
        for (Incident incident : side.incidents()) {
            json.writeStartObject();
            json.writeStringProperty("start", JsonText.iso(incident.startMicros()));
            json.writeStringProperty("end", JsonText.iso(incident.endMicros()));
            json.writeStringProperty("severity", incident.severity().label());
            json.writeStringProperty("sentence", incident.sentence());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void row(JsonGenerator json, ComparedFigure row) {
        json.writeStartObject();
        json.writeStringProperty("dimension", row.dimension().label());
        json.writeStringProperty("key", row.key());
        json.writeStringProperty("figure", row.figure().key());
        JsonText.number(json, "a", row.before());
        JsonText.number(json, "b", row.after());
        JsonText.number(json, "delta", row.delta());
        JsonText.number(json, "deltaPercent", 100 * row.relative());
        JsonText.number(json, "standardErrors", row.standardErrors());
        JsonText.number(json, "contributionPercent", 100 * row.contribution());
        json.writeEndObject();
    }
}
