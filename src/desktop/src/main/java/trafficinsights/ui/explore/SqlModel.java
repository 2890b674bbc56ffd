package trafficinsights.ui.explore;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;
import trafficinsights.model.explore.Column;
import trafficinsights.model.explore.Exploration;
import trafficinsights.model.explore.RowSink;
import trafficinsights.model.explore.SqlOutcome;
import trafficinsights.model.explore.SqlRun;
import trafficinsights.run.explore.SqlHistory;
import trafficinsights.ui.common.Texts;
import trafficinsights.ui.common.work.Work;

/// The console: SQL of the person over the data that is open, its result and its history. FX
/// thread; the SQL itself runs elsewhere.
final class SqlModel implements AutoCloseable {
    private static final SqlRun RUN = new SqlRun(10_000, Duration.ofMinutes(10));

    private final Work work;
    private final Executor fx;
    private final Supplier<SqlHistory> historyOfUser;
    private final StringProperty text = new SimpleStringProperty("");
    private final ReadOnlyStringWrapper status = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<@Nullable Problem> problem = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable GridRows> result = new ReadOnlyObjectWrapper<>();
    private @Nullable SqlHistory history;
    private String resultSql = "";
    private int stepsBack;

    /// @param historyOfUser asked when the history is first needed
    SqlModel(Supplier<SqlHistory> historyOfUser, Executor fx) {
        this.historyOfUser = historyOfUser;
        this.fx = fx;
        work = new Work("explore-sql", fx);
    }

    private SqlHistory history() {
        SqlHistory known = history;
        if (known == null) {
            known = historyOfUser.get();
            history = known;
        }
        return known;
    }

    /// Newest first.
    List<String> texts() {
        return history().texts().reversed();
    }

    /// Rows as they come, in memory: the console gives a bounded number.
    private static final class Rows implements RowSink {
        private List<Column> columns = List.of();
        private final List<@Nullable String[]> rows = new ArrayList<>();

        @Override
        public void columns(List<Column> newColumns) {
            columns = newColumns;
        }

        @Override
        public void row(@Nullable String[] cells) {
            rows.add(cells);
        }
    }

    void run(Exploration data) {
        String sql = text.get().strip();
        if (sql.isEmpty()) {
            return;
        }
        history().add(sql);
        stepsBack = 0;
        problem.set(null);
        status.set("");
        Rows rows = new Rows();
        work.start(
                "Running the query",
                watch -> data.query(sql, RUN, rows, watch),
                outcome -> answered(outcome, rows, sql));
    }

    private void answered(Outcome<SqlOutcome> outcome, Rows rows, String sql) {
        switch (outcome) {
            case Outcome.Ok<SqlOutcome>(SqlOutcome done) -> {
                GridRows before = result.get();
                status.set(status(done));
                resultSql = sql;
                result.set(GridRows.of(rows.columns, rows.rows, fx));
                if (before != null) {
                    before.close();
                }
            }
            case Outcome.Rejected<SqlOutcome>(Problem reason) -> problem.set(reason);
        }
    }

    private static String status(SqlOutcome done) {
        String time = String.format(Locale.ROOT, "%.2f s", done.seconds());
        if (done.changedRows() >= 0) {
            return BinText.rows(done.changedRows()) + " changed, " + time;
        }
        return done.isCut()
                ? "the first " + Texts.exact(done.rows()) + " rows; more are available, " + time
                : BinText.rows(done.rows()) + ", " + time;
    }

    /// Puts an earlier (1) or a later (-1) text of the history into the console.
    void step(int steps) {
        List<String> texts = texts();
        if (texts.isEmpty()) {
            return;
        }
        stepsBack = Math.clamp(stepsBack + steps, 0, texts.size());
        text.set(stepsBack == 0 ? "" : texts.get(stepsBack - 1));
    }

    /// Takes the result away.
    void dropResult() {
        GridRows shown = result.get();
        result.set(null);
        if (shown != null) {
            shown.close();
        }
        status.set("");
    }

    void reset() {
        work.cancel();
        problem.set(null);
        dropResult();
    }

    StringProperty textProperty() {
        return text;
    }

    ReadOnlyStringProperty statusProperty() {
        return status.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<@Nullable Problem> problemProperty() {
        return problem.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<@Nullable GridRows> resultProperty() {
        return result.getReadOnlyProperty();
    }

    /// What gave the result that is there.
    String resultSql() {
        return resultSql;
    }

    Work work() {
        return work;
    }

    @Override
    public void close() {
        reset();
    }
}
