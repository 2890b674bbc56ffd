package trafficinsights.report;

import java.io.StringWriter;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import trafficinsights.chart.Chart;
import trafficinsights.chart.Series;
import trafficinsights.model.NumberText;
import trafficinsights.report.chart.ChartDrawing;
import trafficinsights.report.chart.Frame;
import trafficinsights.report.chart.Ink;
import trafficinsights.report.chart.Look;

/// What a page's cross hair reads: for each chart where the points stand and what they say. Texts
/// come from here so that the script needs no number formats of its own.
final class ChartValues {
    private ChartValues() {}

    /// @return JSON that may be in a `script` element
    static String json(List<Chart> charts, Frame frame) {
        StringWriter text = new StringWriter(1 << 16);
        try (JsonGenerator json =
                new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            writeTimes(json, charts, frame);
            json.writeObjectPropertyStart("charts");
            for (Chart chart : charts) {
                json.writeName(chart.id());
                writeChart(json, chart, frame);
            }
            json.writeEndObject();
            json.writeEndObject();
        }
        // Within strings only, where both read the same; no key can close the element then.
        return text.toString().replace("<", "\\u003c").replace("&", "\\u0026");
    }

    private static void writeTimes(JsonGenerator json, List<Chart> charts, Frame frame) {
        Chart chart = charts.getFirst();
        ChartDrawing drawing = new ChartDrawing(chart, frame, Look.PAGE);
        json.writeNumberProperty("top", rounded(frame.plotTop()));
        json.writeNumberProperty("bottom", rounded(frame.plotBottom()));
        json.writeNumberProperty("width", rounded(frame.width()));
        json.writeArrayPropertyStart("x");
        for (int t = 0; t < chart.times().length; t++) {
            json.writeNumber(rounded(drawing.x(t)));
        }
        json.writeEndArray();
        json.writeArrayPropertyStart("times");
        for (long time : chart.times()) {
            String end = NumberText.clock(time + chart.windowMicros());
            json.writeString(
                    NumberText.date(time) + " " + NumberText.clock(time) + "–" + end + " UTC");
        }
        json.writeEndArray();
    }

    private static void writeChart(JsonGenerator json, Chart chart, Frame frame) {
        ChartDrawing drawing = new ChartDrawing(chart, frame, Look.PAGE);
        json.writeStartArray();
        for (int s = 0; s < chart.series().size(); s++) {
            Series series = chart.series().get(s);
            json.writeStartObject();
            json.writeStringProperty("name", series.name());
            json.writeStringProperty("ink", Ink.series(series.colour()).variable());
            json.writeArrayPropertyStart("y");
            for (int t = 0; t < series.values().length; t++) {
                boolean isKnown = Double.isFinite(series.values()[t]);
                json.writeNumber(isKnown ? rounded(drawing.y(s, t)) : -1);
            }
            json.writeEndArray();
            json.writeArrayPropertyStart("text");
            for (double value : series.values()) {
                json.writeString(Double.isFinite(value) ? chart.unit().text(value) : "");
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static double rounded(double coordinate) {
        return Math.round(coordinate * 10) / 10.0;
    }
}
