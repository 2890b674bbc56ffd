package trafficinsights.store.explore;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBPreparedStatement;
import org.duckdb.DuckDBReadableVector;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.explore.Column;
import trafficinsights.model.explore.ExploreWatch;
import trafficinsights.model.explore.RowPage;
import trafficinsights.model.explore.RowQuery;

/// Finds the rows of queries, and keeps what it found for the last few.
///
/// A filter marks rows in a bit set. Where only few of many rows are kept, and wherever the rows
/// are to be in another order, they are copied: a page would else read from all over the file.
///
/// Threads: any; one search at a time. Who waits for another's search hears an interrupt.
final class RowSets {
    private static final int KEPT_QUERIES = 4;

    /// Up to so many kept rows are copied when the source has more than [#MANY_ROWS].
    private static final long FEW_ROWS = 100_000;

    private static final long MANY_ROWS = 1_000_000;
    private static final String COPIES = "copies";

    private final Duck duck;
    private final Path file;
    private final RowSource source;
    private final FilterSql filters;
    private final Map<RowQuery, RowSet> found = new LinkedHashMap<>(8, 0.75f, true);
    private final ReentrantLock searching = new ReentrantLock();
    private int number;

    /// @param file where copies are kept; made with the first one
    RowSets(Duck duck, Path file, RowSource source, FilterSql filters) {
        this.duck = duck;
        this.file = file;
        this.source = source;
        this.filters = filters;
    }

    RowSet find(RowQuery query, ExploreWatch watch) throws SQLException {
        Duck.enter(searching);
        try {
            return findLocked(query, watch);
        } finally {
            searching.unlock();
        }
    }

    private RowSet findLocked(RowQuery query, ExploreWatch watch) throws SQLException {
        RowSet known = found.get(query);
        if (known != null) {
            return known;
        }
        String where = filters.where(query.filter());
        RowSet rows = search(query, where, watch);
        found.put(query, rows);
        if (found.size() > KEPT_QUERIES) {
            RowQuery oldest = found.keySet().iterator().next();
            drop(found.remove(oldest));
        }
        return rows;
    }

    private RowSet search(RowQuery query, String where, ExploreWatch watch) throws SQLException {
        if (query.sort() != null) {
            return copy(where, orderBy(query), "sorting", watch);
        }
        if (where.equals("true") && source.isDense()) {
            return new RowSet.Whole(source.count());
        }
        RowMarks marks = mark(where, watch);
        return marks.count() <= FEW_ROWS && source.endOfRows() > MANY_ROWS
                ? copy(where, source.number(), "collecting", watch)
                : new RowSet.Marked(marks);
    }

    private RowMarks mark(String where, ExploreWatch watch) throws SQLException {
        RowMarks marks = new RowMarks(source.endOfRows());
        String sql =
                "SELECT CAST(%s AS BIGINT) FROM %s WHERE %s"
                        .formatted(source.number(), source.all(), where);
        return duck.run(
                "filtering",
                watch,
                session -> {
                    try (DuckDBPreparedStatement statement = session.chunked(sql);
                            DuckDBChunkedResult result = statement.query()) {
                        while (result.nextChunk()) {
                            DuckDBDataChunkReader chunk = result.chunk();
                            DuckDBReadableVector rows = chunk.vector(0);
                            long length = chunk.rowCount();
                            for (long i = 0; i < length; i++) {
                                marks.mark(rows.getLong(i));
                            }
                        }
                    }
                    marks.finish();
                    return marks;
                });
    }

    private RowSet copy(String where, String order, String what, ExploreWatch watch)
            throws SQLException {
        if (number == 0) {
            duck.execute(
                    "ATTACH IF NOT EXISTS %s AS %s"
                            .formatted(SqlText.text(file.toString()), COPIES));
        }
        String table = COPIES + ".main.rows" + number++;
        String sql =
                "CREATE TABLE %s AS SELECT * FROM %s WHERE %s ORDER BY %s"
                        .formatted(table, source.all(), where, order);
        return duck.run(
                what,
                watch,
                session -> {
                    session.execute(sql);
                    return new RowSet.Copied(
                            table, session.number("SELECT count(*) FROM " + table));
                });
    }

    private void drop(@Nullable RowSet rows) throws SQLException {
        if (rows instanceof RowSet.Copied(String table, long _)) {
            duck.execute("DROP TABLE " + table);
        }
    }

    /// Forgets all: the data has changed.
    void clear() throws SQLException {
        Duck.enter(searching);
        try {
            for (RowSet rows : found.values()) {
                drop(rows);
            }
            found.clear();
        } finally {
            searching.unlock();
        }
    }

    String orderBy(RowQuery query) {
        return query.sort() == null
                ? source.number()
                : "%s%s NULLS LAST, %s"
                        .formatted(
                                SqlText.name(filters.column(query.sort().column()).name()),
                                query.sort().isDescending() ? " DESC" : "",
                                source.number());
    }

    /// Rows from an offset on, as texts.
    ///
    /// A set that another thread has just pushed out of memory is found again.
    RowPage page(RowQuery query, long offset, int count) throws SQLException {
        Duck.enter(searching);
        try {
            RowSet rows = findLocked(query, ExploreWatch.NONE);
            long last = Math.min(offset + count, rows.count()) - 1;
            if (last < offset) {
                return new RowPage(source.columns(), offset, List.of());
            }
            String from = from(rows, offset, last);
            String texts =
                    source.columns().stream()
                            .map(FilterSql::asText)
                            .collect(Collectors.joining(", "));
            String order = rows instanceof RowSet.Copied ? "rowid" : source.number();
            String sql = "SELECT %s FROM %s ORDER BY %s".formatted(texts, from, order);
            return duck.run("reading", ExploreWatch.NONE, session -> texts(session, sql, offset));
        } finally {
            searching.unlock();
        }
    }

    private String from(RowSet rows, long offset, long last) {
        return switch (rows) {
            case RowSet.Whole _ -> source.between(offset, last);
            case RowSet.Copied(String table, long _) ->
                    "%s WHERE rowid BETWEEN %d AND %d".formatted(table, offset, last);
            case RowSet.Marked(RowMarks marks) -> {
                long[] numbers = marks.rows(offset, (int) (last - offset + 1));
                yield "%s WHERE %s IN (%s)"
                        .formatted(
                                source.between(numbers[0], numbers[numbers.length - 1]),
                                source.number(),
                                Arrays.stream(numbers)
                                        .mapToObj(Long::toString)
                                        .collect(Collectors.joining(",")));
            }
        };
    }

    private RowPage texts(Session session, String sql, long offset) throws SQLException {
        List<Column> columns = source.columns();
        List<@Nullable String[]> rows = new ArrayList<>();
        try (Statement statement = session.statement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                @Nullable String[] cells = new String[columns.size()];
                for (int i = 0; i < cells.length; i++) {
                    cells[i] = row.getString(i + 1);
                }
                rows.add(cells);
            }
        }
        return new RowPage(columns, offset, rows);
    }
}
