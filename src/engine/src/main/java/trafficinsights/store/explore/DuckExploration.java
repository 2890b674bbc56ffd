package trafficinsights.store.explore;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;
import trafficinsights.model.ProblemException;
import trafficinsights.model.explore.ChartData;
import trafficinsights.model.explore.ChartRows;
import trafficinsights.model.explore.ChartSpec;
import trafficinsights.model.explore.Column;
import trafficinsights.model.explore.ColumnSummary;
import trafficinsights.model.explore.Exploration;
import trafficinsights.model.explore.ExploreWatch;
import trafficinsights.model.explore.ExportForm;
import trafficinsights.model.explore.Exported;
import trafficinsights.model.explore.Filter;
import trafficinsights.model.explore.OpenedData;
import trafficinsights.model.explore.RowPage;
import trafficinsights.model.explore.RowQuery;
import trafficinsights.model.explore.RowSink;
import trafficinsights.model.explore.SqlOutcome;
import trafficinsights.model.explore.SqlRun;

/// An exploration by two DuckDBs: one reads the files and writes exports, and runs only SQL that
/// was made here or checked by the other; the other is closed to files and runs the person's own.
final class DuckExploration implements Exploration {
    private static final int MOST_PAGE_ROWS = 10_000;
    private static final Duration CHART_LIMIT = Duration.ofMinutes(10);

    private final ScratchFolder scratch;
    private final Opening opening;
    private final Duck engine;
    private final Duck locked;
    private final SqlConsole console;
    private volatile State state;

    /// What depends on the rows.
    private record State(OpenedData opened, RowSource source, FilterSql filters, RowSets sets) {}

    /// How the rows are found again after they were changed.
    interface Opening {
        RowSource source(Duck engine) throws SQLException;

        OpenedData opened(RowSource source);

        boolean writes();
    }

    /// @param engine with the source attached
    /// @param locked with the source attached and everything else closed; the engine itself when
    ///   SQL may write
    DuckExploration(ScratchFolder scratch, Opening opening, Duck engine, Duck locked)
            throws SQLException {
        this.scratch = scratch;
        this.opening = opening;
        this.engine = engine;
        this.locked = locked;
        this.console = new SqlConsole(locked.root(), opening.writes());
        this.state = state();
    }

    private State state() throws SQLException {
        RowSource source = opening.source(engine);
        FilterSql filters = new FilterSql(source.columns());
        RowSets sets = new RowSets(engine, scratch.file("copies.duckdb"), source, filters);
        return new State(opening.opened(source), source, filters, sets);
    }

    /// Something that may be refused.
    private interface Step<T> {
        T take() throws SQLException;
    }

    private <T> Outcome<T> outcome(Step<T> step) {
        try {
            return Outcome.ok(step.take());
        } catch (ProblemException e) {
            return Outcome.rejected(e.problem());
        } catch (SQLException e) {
            return Outcome.rejected(SqlProblems.of(state.opened.title(), e).problem());
        }
    }

    @Override
    public OpenedData opened() {
        return state.opened;
    }

    @Override
    public String sql(RowQuery query) {
        State now = state;
        String where = now.filters.where(query.filter());
        String order =
                query.sort() == null
                        ? ""
                        : "\nORDER BY %s%s NULLS LAST"
                                .formatted(
                                        SqlText.name(
                                                now.filters.column(query.sort().column()).name()),
                                        query.sort().isDescending() ? " DESC" : "");
        return "SELECT * FROM data" + (where.equals("true") ? "" : "\nWHERE " + where) + order;
    }

    @Override
    public Outcome<Long> select(RowQuery query, ExploreWatch watch) {
        return outcome(() -> {
            check(query.filter());
            return state.sets.find(query, watch).count();
        });
    }

    @Override
    public Outcome<RowPage> page(RowQuery query, long offset, int count) {
        if (offset < 0 || count < 0 || count > MOST_PAGE_ROWS) {
            throw new IllegalArgumentException(
                    "%d rows from %d, 0 to %d are allowed"
                            .formatted(count, offset, MOST_PAGE_ROWS));
        }
        return outcome(() -> {
            check(query.filter());
            return state.sets.page(query, offset, count);
        });
    }

    @Override
    public Outcome<ColumnSummary> summary(String column, Filter filter, ExploreWatch watch) {
        return outcome(() -> {
            check(filter);
            State now = state;
            return new Summaries(engine, now.source)
                    .of(now.filters.column(column), now.filters.where(filter), watch);
        });
    }

    /// Conditions that the person wrote go through the locked DuckDB first.
    private void check(Filter filter) throws SQLException {
        switch (filter) {
            case Filter.Sql(String condition) -> {
                try {
                    console.checkCondition(condition);
                } catch (SQLException e) {
                    throw SqlProblems.ofSql(e);
                }
            }
            case Filter.Not(Filter inner) -> check(inner);
            case Filter.And and -> {
                for (Filter inner : and.filters()) {
                    check(inner);
                }
            }
            case Filter.Equals _,
                    Filter.OneOf _,
                    Filter.Range _,
                    Filter.Contains _,
                    Filter.TimeSpan _,
                    Filter.IsNull _ -> {}
        }
    }

    @Override
    public Outcome<SqlOutcome> query(String sql, SqlRun run, RowSink sink, ExploreWatch watch) {
        return outcome(() -> {
            try {
                SqlOutcome outcome = console.run(sql, run, sink, watch);
                if (opening.writes()) {
                    state.sets.clear();
                    state = state();
                }
                return outcome;
            } catch (SQLException e) {
                throw SqlProblems.ofSql(e);
            }
        });
    }

    @Override
    public Outcome<ChartData> chart(
            ChartRows rows, ChartSpec spec, ZoneId zone, ExploreWatch watch) {
        return outcome(() ->
                switch (rows) {
                    case ChartRows.Filtered(Filter filter) -> chart(filter, spec, zone, watch);
                    case ChartRows.Result(String sql) -> chart(sql, spec, zone, watch);
                });
    }

    private ChartData chart(Filter filter, ChartSpec spec, ZoneId zone, ExploreWatch watch)
            throws SQLException {
        check(filter);
        State now = state;
        String from = now.source.all() + " WHERE " + now.filters.where(filter);
        return engine.run(
                "drawing the chart",
                watch,
                session -> {
                    ChartQueries queries =
                            new ChartQueries(
                                    session,
                                    spec,
                                    zone,
                                    now.source.columns(),
                                    column -> SqlText.name(column.name()),
                                    from);
                    return hasSql(filter) ? session.reading(queries::makeOfCopy) : queries.make();
                });
    }

    /// Whether a person's own condition is part of it, which may hold for other rows each time.
    private static boolean hasSql(Filter filter) {
        return switch (filter) {
            case Filter.Sql _ -> true;
            case Filter.Not(Filter inner) -> hasSql(inner);
            case Filter.And(List<Filter> filters) ->
                    filters.stream().anyMatch(DuckExploration::hasSql);
            case Filter.Equals _,
                    Filter.OneOf _,
                    Filter.Range _,
                    Filter.Contains _,
                    Filter.TimeSpan _,
                    Filter.IsNull _ ->
                    false;
        };
    }

    private ChartData chart(String sql, ChartSpec spec, ZoneId zone, ExploreWatch watch)
            throws SQLException {
        try {
            return console.over(
                    sql,
                    CHART_LIMIT,
                    watch,
                    (session, columns, from) ->
                            new ChartQueries(
                                            session,
                                            spec,
                                            zone,
                                            columns,
                                            column -> "c" + columns.indexOf(column),
                                            from)
                                    .makeOfCopy());
        } catch (SQLException e) {
            throw SqlProblems.ofSql(e);
        }
    }

    @Override
    public Outcome<Exported> export(
            RowQuery query, Path file, ExportForm form, boolean replaces, ExploreWatch watch) {
        return outcome(() -> {
            checkExport();
            check(query.filter());
            State now = state;
            long expected = now.sets.find(query, watch).count();
            String select =
                    "SELECT %s FROM %s WHERE %s%s"
                            .formatted(
                                    now.source.columns().stream()
                                            .map(Column::name)
                                            .map(SqlText::name)
                                            .collect(Collectors.joining(", ")),
                                    now.source.all(),
                                    now.filters.where(query.filter()),
                                    query.sort() == null
                                            ? ""
                                            : " ORDER BY " + now.sets.orderBy(query));
            return new Exporter(engine, now.source.columns().size())
                    .write(select, expected, file, form, replaces, watch);
        });
    }

    @Override
    public Outcome<Exported> exportSql(
            String sql, Path file, ExportForm form, boolean replaces, ExploreWatch watch) {
        return outcome(() -> {
            checkExport();
            try {
                int width = console.checkExport(sql);
                return new Exporter(engine, width)
                        .write(
                                SqlConsole.bare(sql) + "\n",
                                Exporter.ALL_THAT_CAME,
                                file,
                                form,
                                replaces,
                                watch);
            } catch (SQLException e) {
                throw SqlProblems.ofSql(e);
            }
        });
    }

    private void checkExport() {
        if (opening.writes()) {
            throw Problem.of(
                            "explore.export",
                            "Exports are not possible while SQL may change the"
                                    + " store. Open the store read-only to export.")
                    .asException();
        }
    }

    @Override
    public void close() {
        if (locked != engine) {
            locked.close();
        }
        engine.close();
        scratch.close();
    }
}
