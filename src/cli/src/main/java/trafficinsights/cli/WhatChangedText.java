package trafficinsights.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;
import trafficinsights.model.NumberText;
import trafficinsights.model.TimeWindow;
import trafficinsights.model.shift.Change;
import trafficinsights.model.shift.ComparedFigure;
import trafficinsights.model.shift.WhatChanged;
import trafficinsights.model.shift.WhatChanged.Shares;

/// What changed, on a terminal and as JSON.
final class WhatChangedText {
    private static final int MOST_KEYS = 5;

    private WhatChangedText() {}

    static void print(WhatChanged changed, PrintWriter out) {
        out.printf(
                "%s (%s %s)%ncompared with %s (%s %s)%n%s%n%n",
                text(changed.spans().now()),
                NumberText.count(changed.requestsNow()),
                NumberText.noun(changed.requestsNow(), "request"),
                text(changed.spans().then()),
                NumberText.count(changed.requestsThen()),
                NumberText.noun(changed.requestsThen(), "request"),
                TextCells.visible(changed.sentence()));
        int width = TextTable.screenWidth();
        if (changed.changes().size() > 1) {
            changed.changes().stream()
                    .skip(1)
                    .forEach(change -> out.println("  " + TextCells.visible(change.sentence())));
            out.println();
        }
        TextTable figures =
                new TextTable(
                        List.of("figure", "before", "now", "change", "std. errors", ""),
                        List.of(false, true, true, true, true, false));
        for (ComparedFigure figure : changed.figures()) {
            figures.add(
                    figure.figure().id(),
                    figure.beforeText(),
                    figure.afterText(),
                    figure.relativeText(),
                    errors(figure.standardErrors()),
                    figure.isSignificant() ? "" : figure.isWithinChance() ? "chance" : "small");
        }
        figures.print(out, width);
        for (Shares shares : changed.dimensions()) {
            out.println();
            print(shares, out, width);
        }
    }

    private static void print(Shares shares, PrintWriter out, int width) {
        out.printf(
                Locale.ROOT,
                "%s: divergence %.4f (by chance %.4f)%s%n",
                shares.dimension().label().replace('_', ' '),
                shares.divergence(),
                shares.byChance(),
                shares.isSignificant() ? "" : ", within chance");
        TextTable keys =
                new TextTable(
                        List.of(
                                "key",
                                "share before",
                                "now",
                                "of requests",
                                "of slow",
                                "of errors"),
                        List.of(false, true, true, true, true, true));
        for (WhatChanged.Key key : shares.keys().stream().limit(MOST_KEYS).toList()) {
            keys.add(
                    key.key(),
                    NumberText.share(key.thenShare()),
                    NumberText.share(key.nowShare()),
                    part(key.ofRequests()),
                    part(key.ofSlow()),
                    part(key.ofErrors()));
        }
        keys.print(out, width);
    }

    private static String part(double part) {
        return NumberText.part(part);
    }

    private static String errors(double errors) {
        return Double.isNaN(errors) ? NumberText.NONE : String.format(Locale.ROOT, "%+.1f", errors);
    }

    private static String text(TimeWindow span) {
        return NumberText.span(span.startMicros(), span.endMicros());
    }

    static String json(WhatChanged changed) {
        return JsonText.object(json -> {
            json.writeStringProperty("sentence", changed.sentence());
            span(json, "now", changed.spans().now(), changed.requestsNow());
            span(json, "then", changed.spans().then(), changed.requestsThen());
            json.writeArrayPropertyStart("changes");
            changed.changes().forEach(change -> change(json, change));
            json.writeEndArray();
            json.writeArrayPropertyStart("figures");
            changed.figures().forEach(figure -> figure(json, figure));
            json.writeEndArray();
            json.writeArrayPropertyStart("dimensions");
            changed.dimensions().forEach(shares -> shares(json, shares));
            json.writeEndArray();
        });
    }

    private static void span(JsonGenerator json, String name, TimeWindow span, long requests) {
        json.writeObjectPropertyStart(name);
        json.writeStringProperty("start", JsonText.iso(span.startMicros()));
        json.writeStringProperty("end", JsonText.iso(span.endMicros()));
        json.writeNumberProperty("requests", requests);
        json.writeEndObject();
    }

    private static void change(JsonGenerator json, Change change) {
        json.writeStartObject();
        json.writeStringProperty("sentence", change.sentence());
        json.writeStringProperty("dimension", change.figure().dimension().label());
        json.writeStringProperty("key", change.figure().key());
        json.writeStringProperty("explanation", change.explanation());
        values(json, change.figure());
        json.writeEndObject();
    }

    private static void figure(JsonGenerator json, ComparedFigure figure) {
        json.writeStartObject();
        values(json, figure);
        json.writeEndObject();
    }

    private static void values(JsonGenerator json, ComparedFigure figure) {
        json.writeStringProperty("figure", figure.figure().id());
        json.writeStringProperty("unit", figure.figure().unit().label());
        JsonText.number(json, "then", figure.before());
        JsonText.number(json, "now", figure.after());
        JsonText.number(json, "standardErrors", figure.standardErrors());
        json.writeBooleanProperty("isSignificant", figure.isSignificant());
    }

    private static void shares(JsonGenerator json, Shares shares) {
        json.writeStartObject();
        json.writeStringProperty("dimension", shares.dimension().label());
        JsonText.number(json, "divergence", shares.divergence());
        JsonText.number(json, "byChance", shares.byChance());
        JsonText.number(json, "pValue", shares.pValue());
        json.writeArrayPropertyStart("keys");
        for (WhatChanged.Key key : shares.keys()) {
            json.writeStartObject();
            json.writeStringProperty("key", key.key());
            JsonText.number(json, "thenShare", key.thenShare());
            JsonText.number(json, "nowShare", key.nowShare());
            JsonText.number(json, "ofRequests", key.ofRequests());
            JsonText.number(json, "ofSlow", key.ofSlow());
            JsonText.number(json, "ofErrors", key.ofErrors());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
