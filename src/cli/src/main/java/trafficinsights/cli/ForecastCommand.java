package trafficinsights.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.core.JsonGenerator;
import trafficinsights.model.NumberText;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;
import trafficinsights.model.outlook.SeriesForecast;
import trafficinsights.model.outlook.SeriesForecast.Crossing;
import trafficinsights.model.outlook.SeriesForecast.Point;
import trafficinsights.model.outlook.SeriesPattern;
import trafficinsights.run.series.Forecasts;

/// Forecasts a series of a CSV file.
@Command(
        name = "forecast",
        description = "Finds the season, trend and level changes of a series and forecasts it.",
        mixinStandardHelpOptions = true)
final class ForecastCommand implements Callable<Integer> {
    private static final int MOST_ROWS = 12;

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "FILE.csv", description = "Times in the first column, then values.")
    private Path file = Path.of("");

    @Option(
            names = "--column",
            paramLabel = "NAME",
            description = "Column with the values (the second).")
    private String column = "";

    @Option(names = "--limit", paramLabel = "X", description = "Report when this value is reached.")
    private double limit = Double.NaN;

    @Option(
            names = "--horizon",
            paramLabel = "LENGTH",
            converter = DurationConverter.class,
            description = "How far to forecast, such as 7d (a quarter of the series).")
    private @Nullable Duration horizon;

    @Option(names = "--json", description = "Write one JSON object with every step.")
    private boolean isJson;

    @SuppressWarnings("NullAway.Init") // picocli sets the spec
    ForecastCommand() {}

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        return switch (Forecasts.of(file, column, limit, horizon)) {
            case Outcome.Ok<Forecasts.Result>(Forecasts.Result result) -> {
                if (isJson) {
                    out.println(json(result));
                } else {
                    print(result, out);
                }
                yield RunConsole.OK;
            }
            case Outcome.Rejected<Forecasts.Result>(Problem problem) -> {
                spec.commandLine().getErr().println("workbench: " + problem.userMessage());
                yield RunConsole.FAILED;
            }
        };
    }

    private static void print(Forecasts.Result result, PrintWriter out) {
        SeriesForecast forecast = result.forecast();
        out.printf(
                "%s, one every %s; %s%n",
                NumberText.counted(result.values(), "value"),
                NumberText.duration(forecast.stepMicros()),
                forecast.method());
        out.println(capital(result.pattern().sentence()));
        out.println(capital(forecast.sentence()));
        out.println();
        TextTable table =
                new TextTable(
                        List.of("time (UTC)", "expected", "80 % from", "to", "95 % from", "to"),
                        List.of(false, true, true, true, true, true));
        List<Point> points = forecast.points();
        int rows = Math.min(MOST_ROWS, points.size());
        for (int i = 0; i < rows; i++) {
            Point p =
                    points.get(rows == 1 ? 0 : (int) ((long) i * (points.size() - 1) / (rows - 1)));
            table.add(
                    NumberText.date(p.atMicros()) + " " + NumberText.clock(p.atMicros()),
                    NumberText.count(p.expected()),
                    NumberText.count(p.low80()),
                    NumberText.count(p.high80()),
                    NumberText.count(p.low95()),
                    NumberText.count(p.high95()));
        }
        table.print(out, TextTable.screenWidth());
    }

    private static String capital(String sentence) {
        return sentence.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + sentence.substring(1);
    }

    private static String json(Forecasts.Result result) {
        return JsonText.object(json -> {
            SeriesPattern pattern = result.pattern();
            SeriesForecast forecast = result.forecast();
            json.writeNumberProperty("values", result.values());
            json.writeNumberProperty("stepSeconds", forecast.stepMicros() / 1e6);
            json.writeNumberProperty("seasonSeconds", pattern.seasonMicros() / 1e6);
            json.writeNumberProperty("seasonStrength", pattern.seasonStrength());
            json.writeNumberProperty("slopePerDay", pattern.slopePerDay());
            json.writeBooleanProperty("hasTrend", pattern.hasTrend());
            json.writeArrayPropertyStart("changes");
            for (SeriesPattern.Change change : pattern.changes()) {
                json.writeStartObject();
                json.writeStringProperty("at", JsonText.iso(change.atMicros()));
                json.writeNumberProperty("before", change.before());
                json.writeNumberProperty("after", change.after());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeStringProperty("pattern", pattern.sentence());
            json.writeStringProperty("forecast", forecast.sentence());
            json.writeStringProperty("method", forecast.method());
            Crossing crossing = forecast.crossing();
            if (crossing != null) {
                time(json, "limitExpected", crossing.expectedMicros());
                time(json, "limitEarliest", crossing.earliestMicros());
            }
            json.writeArrayPropertyStart("points");
            forecast.points().forEach(point -> point(json, point));
            json.writeEndArray();
        });
    }

    private static void point(JsonGenerator json, Point point) {
        json.writeStartObject();
        json.writeStringProperty("start", JsonText.iso(point.atMicros()));
        json.writeNumberProperty("expected", point.expected());
        json.writeNumberProperty("low80", point.low80());
        json.writeNumberProperty("high80", point.high80());
        json.writeNumberProperty("low95", point.low95());
        json.writeNumberProperty("high95", point.high95());
        json.writeEndObject();
    }

    private static void time(JsonGenerator json, String name, long epochMicros) {
        if (epochMicros == Crossing.NEVER) {
            json.writeNullProperty(name);
        } else {
            json.writeStringProperty(name, JsonText.iso(epochMicros));
        }
    }
}
