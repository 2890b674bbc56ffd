package trafficinsights.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.core.JsonGenerator;
import trafficinsights.model.NumberText;
import trafficinsights.model.explore.Column;
import trafficinsights.model.explore.ColumnSummary;
import trafficinsights.model.explore.ColumnSummary.Bin;
import trafficinsights.model.explore.ColumnSummary.Quantile;
import trafficinsights.model.explore.ColumnSummary.ValueCount;
import trafficinsights.model.explore.Exploration;
import trafficinsights.model.explore.ExploreWatch;
import trafficinsights.model.explore.Filter;
import trafficinsights.model.explore.OpenedData;

/// Sums up every column of files.
@Command(
        name = "profile",
        description = "Summarizes the columns of CSV, Parquet, logs or a store.",
        mixinStandardHelpOptions = true)
final class ProfileCommand implements Callable<Integer> {
    private static final String BARS = "▁▂▃▄▅▆▇█";
    private static final int NAMED_VALUES = 3;
    private static final int WIDEST_CELL = 26;
    private static final List<Boolean> IS_RIGHT =
            List.of(false, false, true, true, true, true, true, true, false);

    @Mixin private ExploreOptions options = new ExploreOptions();

    @Override
    public Integer call() {
        ExploreConsole console = new ExploreConsole(options);
        return console.run(
                options.spec(false),
                (exploration, watch) -> {
                    List<ColumnSummary> summaries = summaries(exploration, watch);
                    console.clear();
                    PrintWriter out = options.spec().commandLine().getOut();
                    if (options.isJson()) {
                        out.println(json(exploration.opened(), summaries));
                    } else {
                        console.introduce(exploration.opened(), out);
                        print(summaries, out);
                    }
                });
    }

    private List<ColumnSummary> summaries(Exploration exploration, ExploreWatch watch) {
        Filter filter = options.filter();
        List<Column> columns = exploration.opened().columns();
        List<ColumnSummary> summaries = new ArrayList<>();
        for (Column column : columns) {
            int done = summaries.size();
            ExploreWatch share =
                    (what, part) -> watch.at(what, (done + Math.max(0, part)) / columns.size());
            summaries.add(ExploreConsole.value(exploration.summary(column.name(), filter, share)));
        }
        return summaries;
    }

    private void print(List<ColumnSummary> summaries, PrintWriter out) {
        TextTable table =
                new TextTable(
                        List.of(
                                "column",
                                "type",
                                "nulls",
                                "distinct",
                                "min",
                                "p50",
                                "p95",
                                "max",
                                "values"),
                        IS_RIGHT,
                        WIDEST_CELL);
        for (ColumnSummary s : summaries) {
            double nullShare = s.rows() == 0 ? Double.NaN : (double) s.nulls() / s.rows();
            table.add(
                    s.column().name(),
                    s.column().type(),
                    NumberText.share(nullShare),
                    (s.isDistinctExact() ? "" : "~") + NumberText.count(s.distinct()),
                    orNone(s.min()),
                    quantile(s, 0.5),
                    quantile(s, 0.95),
                    orNone(s.max()),
                    values(s));
        }
        table.print(out, TextTable.screenWidth());
        if (!options.isQuiet() && summaries.stream().anyMatch(s -> !s.isDistinctExact())) {
            out.println(
                    "~ distinct values are estimated (mostly within 5 %), p50 and p95 come from a sample of"
                            + " about a million rows.");
        }
    }

    private static String orNone(@Nullable String text) {
        return text == null ? NumberText.NONE : text;
    }

    private static String quantile(ColumnSummary summary, double share) {
        return summary.quantiles().stream()
                .filter(q -> q.share() == share)
                .map(Quantile::value)
                .findFirst()
                .orElse(NumberText.NONE);
    }

    /// Bars for numbers and times, the most frequent ones for the rest.
    private static String values(ColumnSummary summary) {
        if (!summary.histogram().isEmpty()) {
            long most = summary.histogram().stream().mapToLong(Bin::count).max().orElse(1);
            return summary.histogram().stream()
                    .map(bin -> bar(bin.count(), most))
                    .collect(Collectors.joining());
        }
        long known = summary.rows() - summary.nulls();
        return summary.top().stream()
                .limit(NAMED_VALUES)
                .map(v -> v.value() + " " + NumberText.share((double) v.count() / known))
                .collect(Collectors.joining(", "));
    }

    /// A bin with hardly anything still shows.
    private static String bar(long count, long most) {
        if (count == 0) {
            return " ";
        }
        int height = (int) Math.min(7, count * 8 / Math.max(1, most));
        return BARS.substring(height, height + 1);
    }

    private static String json(OpenedData opened, List<ColumnSummary> summaries) {
        return JsonText.object(json -> {
            json.writeStringProperty("title", opened.title());
            json.writeNumberProperty("rows", opened.rows());
            json.writeNumberProperty("rejects", opened.rejects());
            json.writeArrayPropertyStart("columns");
            for (ColumnSummary summary : summaries) {
                json.writeStartObject();
                column(json, summary);
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    private static void column(JsonGenerator json, ColumnSummary s) {
        json.writeStringProperty("name", s.column().name());
        json.writeStringProperty("type", s.column().type());
        json.writeNumberProperty("rows", s.rows());
        json.writeNumberProperty("nulls", s.nulls());
        json.writeNumberProperty("distinct", s.distinct());
        json.writeBooleanProperty("isDistinctExact", s.isDistinctExact());
        json.writeName("min");
        RowsOutput.value(json, s.column().kind(), s.min());
        json.writeName("max");
        RowsOutput.value(json, s.column().kind(), s.max());
        json.writeBooleanProperty("areQuantilesExact", s.areQuantilesExact());
        json.writeObjectPropertyStart("quantiles");
        for (Quantile quantile : s.quantiles()) {
            json.writeName("p" + Math.round(100 * quantile.share()));
            RowsOutput.value(json, s.column().kind(), quantile.value());
        }
        json.writeEndObject();
        json.writeArrayPropertyStart("histogram");
        for (Bin bin : s.histogram()) {
            json.writeStartObject();
            json.writeNumberProperty("from", bin.from());
            json.writeNumberProperty("to", bin.to());
            json.writeNumberProperty("count", bin.count());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayPropertyStart("top");
        for (ValueCount value : s.top()) {
            json.writeStartObject();
            json.writeName("value");
            RowsOutput.value(json, s.column().kind(), value.value());
            json.writeNumberProperty("count", value.count());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
