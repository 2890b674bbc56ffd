package trafficinsights.run.explore;

import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;
import trafficinsights.model.explore.Column;
import trafficinsights.model.explore.Exploration;
import trafficinsights.model.explore.ExploreWatch;
import trafficinsights.model.explore.RowSink;
import trafficinsights.model.explore.SqlRun;

/// What tests ask of opened data.
final class Explored {
    private Explored() {}

    static <T> T value(Outcome<T> outcome) {
        return switch (outcome) {
            case Outcome.Ok<T>(T value) -> value;
            case Outcome.Rejected<T>(Problem problem) -> fail(problem + " " + problem.detail());
        };
    }

    /// All rows of a query, each as `text` puts its cells.
    static List<String> sql(
            Exploration data, String sql, Function<@Nullable String[], String> text) {
        List<String> rows = new ArrayList<>();
        RowSink sink =
                new RowSink() {
                    @Override
                    public void columns(List<Column> columns) {}

                    @Override
                    public void row(@Nullable String[] cells) {
                        rows.add(text.apply(cells));
                    }
                };
        SqlRun run = new SqlRun(SqlRun.ALL_ROWS, Duration.ofMinutes(1));
        value(data.query(sql, run, sink, ExploreWatch.NONE));
        return rows;
    }
}
