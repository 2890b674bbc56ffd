package trafficinsights.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import trafficinsights.model.NumberText;
import trafficinsights.model.Problem;
import trafficinsights.model.explore.Column;
import trafficinsights.model.explore.Exploration;
import trafficinsights.model.explore.ExploreWatch;
import trafficinsights.model.explore.ExportForm;
import trafficinsights.model.explore.Exported;
import trafficinsights.model.explore.OpenedData;
import trafficinsights.model.explore.ReadyView;
import trafficinsights.model.explore.RowPage;
import trafficinsights.model.explore.RowQuery;
import trafficinsights.model.explore.Sort;
import trafficinsights.model.explore.SqlOutcome;
import trafficinsights.model.explore.SqlRun;
import trafficinsights.run.explore.SqlHistory;

/// Looks into files: their columns and rows, SQL on them, and exports.
@Command(
        name = "explore",
        description = "Explores CSV, Parquet, logs, flows or a store: rows, SQL, exports.",
        footer = {
            "",
            "In SQL, the rows are the table data. To list the other tables of a"
                    + " store or log, omit --sql.",
            "SQL is read-only and can use only the opened files."
        },
        mixinStandardHelpOptions = true)
final class ExploreCommand implements Callable<Integer> {
    private static final int TABLE_ROWS = 100;
    private static final int FIRST_ROWS = 10;
    private static final int MOST_TABLE_ROWS = 10_000;

    @Mixin private ExploreOptions options = new ExploreOptions();

    @Option(names = "--sql", paramLabel = "SELECT", description = "Runs this SQL.")
    private @Nullable String sql;

    @Option(
            names = "--view",
            paramLabel = "NAME",
            description = {
                "Runs a query that comes with network flows: bytes-over-time, top-talkers",
                "or rejected."
            })
    private @Nullable String view;

    @Option(
            names = "--as",
            paramLabel = "FORM",
            description = "Output format of rows: table, csv, json (table).")
    private RowsOutput form = RowsOutput.TABLE;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "Maximum number of rows (table: 100, without --sql 10; others: all).")
    private long limit = -1;

    @Option(
            names = "--offset",
            paramLabel = "N",
            description = "First row to show, from 0; not with --sql.")
    private long offset;

    @Option(
            names = "--sort",
            paramLabel = "COLUMN[:desc]",
            description = "Order of the rows; not with --sql.")
    private @Nullable String sort;

    @Option(
            names = "--export",
            paramLabel = "FILE",
            description = "Writes the rows to a .csv, .parquet, .json or .ndjson file.")
    private @Nullable Path export;

    @Option(names = "--force", description = "Overwrites the --export file if it exists.")
    private boolean replaces;

    @Option(
            names = "--time-limit",
            paramLabel = "LENGTH",
            converter = DurationConverter.class,
            description = "Stops the SQL after this time (10m).")
    private Duration timeLimit = SqlRun.DEFAULT.limit();

    @Option(names = "--write", description = "Allows SQL to change the store.")
    private boolean writes;

    @Override
    public Integer call() {
        check();
        ExploreConsole console = new ExploreConsole(options);
        return console.run(
                options.spec(writes),
                (exploration, watch) -> {
                    String query = view == null ? sql : sqlOf(exploration.opened(), view);
                    if (export != null) {
                        export(console, exploration, watch, export, query);
                    } else if (query != null) {
                        runSql(console, exploration, watch, query);
                    } else {
                        rows(console, exploration, watch);
                    }
                });
    }

    /// The SQL of a query that comes with the data.
    private static String sqlOf(OpenedData opened, String name) {
        return opened.views().stream()
                .filter(ready -> ready.name().equals(name))
                .map(ReadyView::sql)
                .findFirst()
                .orElseThrow(() -> noView(opened, name).asException());
    }

    private static Problem noView(OpenedData opened, String name) {
        String names =
                opened.views().stream().map(ReadyView::name).collect(Collectors.joining(", "));
        return Problem.of(
                "explore.view",
                names.isEmpty()
                        ? "%s has no views: only network flows have them. Use --sql."
                                .formatted(opened.title())
                        : "%s is not a view of %s. Its views are %s."
                                .formatted(name, opened.title(), names));
    }

    private void check() {
        String query = sql != null ? "--sql" : "--view";
        boolean isQuery = sql != null || view != null;
        if (sql != null && view != null) {
            throw options.wrong("--sql and --view cannot be used together");
        }
        if (isQuery && (sort != null || offset != 0)) {
            throw options.wrong("--sort and --offset cannot be used with " + query);
        }
        if (isQuery && !options.filter().equals(RowQuery.ALL.filter())) {
            throw options.wrong("--where and --filter cannot be used with " + query);
        }
        if (writes && sql == null) {
            throw options.wrong("--write requires --sql");
        }
        if (limit < -1 || offset < 0) {
            throw options.wrong("--limit and --offset must be at least 0");
        }
        if (export != null && ExportForm.of(export).isEmpty()) {
            throw options.wrong(
                    "--export needs a file name that ends in .csv, .parquet, .json or"
                            + " .ndjson");
        }
        if (timeLimit.isZero() || timeLimit.isNegative()) {
            throw options.wrong("--time-limit must be longer than 0");
        }
    }

    private PrintWriter out() {
        return options.spec().commandLine().getOut();
    }

    private PrintWriter err() {
        return options.spec().commandLine().getErr();
    }

    private RowQuery query() {
        boolean isDescending = sort != null && sort.endsWith(":desc");
        Sort order =
                sort == null ? null : new Sort(sort.replaceFirst(":(desc|asc)$", ""), isDescending);
        return new RowQuery(options.filter(), order);
    }

    private long limit(int forTables) {
        return limit >= 0 ? limit : form == RowsOutput.TABLE ? forTables : SqlRun.ALL_ROWS;
    }

    private void runSql(
            ExploreConsole console, Exploration exploration, ExploreWatch watch, String text) {
        SqlHistory.ofUser().add(text);
        console.introduce(exploration.opened(), err());
        PrintWriter data = options.isJson() ? err() : out();
        SqlOutcome outcome = print(console, exploration, watch, text, TABLE_ROWS, data);
        if (options.isJson()) {
            out().println(
                            JsonText.object(json -> {
                                json.writeNumberProperty("rows", outcome.rows());
                                json.writeBooleanProperty("isCut", outcome.isCut());
                                json.writeNumberProperty("changedRows", outcome.changedRows());
                                json.writeNumberProperty(
                                        "seconds", Math.round(outcome.seconds() * 1000) / 1000.0);
                            }));
        } else if (!options.isQuiet() && outcome.changedRows() >= 0) {
            err().printf("%s changed%n", NumberText.counted(outcome.changedRows(), "row"));
        } else if (!options.isQuiet()) {
            err().printf(
                            "%s%s; %.2f s%n",
                            NumberText.counted(outcome.rows(), "row"),
                            outcome.isCut() ? ", more available: raise --limit to see them" : "",
                            outcome.seconds());
        }
    }

    private SqlOutcome print(
            ExploreConsole console,
            Exploration exploration,
            ExploreWatch watch,
            String text,
            int tableRows,
            PrintWriter data) {
        RowsOutput.Output rows = form.on(data);
        SqlOutcome outcome =
                ExploreConsole.value(
                        exploration.query(
                                text, new SqlRun(limit(tableRows), timeLimit), rows, watch));
        console.clear();
        rows.end();
        return outcome;
    }

    private void export(
            ExploreConsole console,
            Exploration exploration,
            ExploreWatch watch,
            Path file,
            @Nullable String text) {
        console.introduce(exploration.opened(), err());
        ExportForm ending = ExportForm.of(file).orElseThrow();
        Exported exported =
                ExploreConsole.value(
                        text == null
                                ? exploration.export(query(), file, ending, replaces, watch)
                                : exploration.exportSql(text, file, ending, replaces, watch));
        console.clear();
        if (options.isJson()) {
            out().println(
                            JsonText.object(json -> {
                                json.writeStringProperty("file", exported.file().toString());
                                json.writeNumberProperty("rows", exported.rows());
                                json.writeNumberProperty("ofRows", exploration.opened().rows());
                                json.writeNumberProperty("bytes", exported.bytes());
                            }));
        } else if (!options.isQuiet()) {
            out().printf(
                            "%s of %s, %s%n  %s%n",
                            NumberText.exact(exported.rows()),
                            NumberText.counted(exploration.opened().rows(), "row"),
                            NumberText.bytes(exported.bytes()),
                            exported.file());
        }
    }

    /// The first rows, or those from an offset on.
    private void rows(ExploreConsole console, Exploration exploration, ExploreWatch watch) {
        RowQuery query = query();
        if (form != RowsOutput.TABLE && offset == 0) {
            console.introduce(exploration.opened(), err());
            String text = exploration.sql(query);
            // Checks the person's condition by itself, so that what is wrong with it is said about
            // it.
            ExploreConsole.value(exploration.select(query, watch));
            print(console, exploration, watch, text, FIRST_ROWS, out());
            return;
        }
        long found = ExploreConsole.value(exploration.select(query, watch));
        int count = (int) Math.min(limit(FIRST_ROWS), MOST_TABLE_ROWS);
        RowPage page = ExploreConsole.value(exploration.page(query, offset, count));
        console.clear();
        if (options.isJson()) {
            out().println(json(exploration.opened(), exploration.sql(query), found, page));
            return;
        }
        boolean isTable = form == RowsOutput.TABLE;
        console.introduce(exploration.opened(), isTable ? out() : err());
        RowsOutput.Output rows = form.on(out());
        rows.columns(page.columns());
        page.rows().forEach(rows::row);
        rows.end();
        if (isTable && !options.isQuiet()) {
            out().printf(
                            "rows %s to %s of %s%n%s%n",
                            NumberText.exact(page.rows().isEmpty() ? 0 : offset + 1),
                            NumberText.exact(offset + page.rows().size()),
                            NumberText.exact(found),
                            TextCells.visible(exploration.sql(query)).replace("\\n", " "));
            tables(exploration.opened().tables());
            views(exploration.opened().views());
        }
    }

    private void views(List<ReadyView> views) {
        for (ReadyView ready : views) {
            out().println("--view %s: %s".formatted(ready.name(), ready.meaning()));
        }
    }

    private void tables(List<String> tables) {
        if (tables.size() > 1) {
            out().println("tables: " + String.join(", ", tables));
        }
    }

    private static String json(OpenedData opened, String sql, long found, RowPage page) {
        return JsonText.object(json -> {
            json.writeStringProperty("title", opened.title());
            json.writeStringProperty("form", opened.form());
            json.writeNumberProperty("rows", opened.rows());
            json.writeNumberProperty("rejects", opened.rejects());
            json.writeArrayPropertyStart("tables");
            opened.tables().forEach(json::writeString);
            json.writeEndArray();
            json.writeArrayPropertyStart("views");
            opened.views().forEach(ready -> json.writeString(ready.name()));
            json.writeEndArray();
            json.writeArrayPropertyStart("notes");
            opened.notes().forEach(json::writeString);
            json.writeEndArray();
            json.writeArrayPropertyStart("columns");
            for (Column column : opened.columns()) {
                json.writeStartObject();
                json.writeStringProperty("name", column.name());
                json.writeStringProperty("type", column.type());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeStringProperty("sql", sql);
            json.writeNumberProperty("found", found);
            json.writeNumberProperty("offset", page.offset());
            json.writeArrayPropertyStart("page");
            for (int row = 0; row < page.rows().size(); row++) {
                json.writeStartArray();
                for (int i = 0; i < page.columns().size(); i++) {
                    RowsOutput.value(json, page.columns().get(i).kind(), page.cell(row, i));
                }
                json.writeEndArray();
            }
            json.writeEndArray();
        });
    }
}
