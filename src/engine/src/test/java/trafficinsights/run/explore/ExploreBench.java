package trafficinsights.run.explore;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;
import trafficinsights.model.explore.Column;
import trafficinsights.model.explore.Exploration;
import trafficinsights.model.explore.ExploreWatch;
import trafficinsights.model.explore.Filter;
import trafficinsights.model.explore.RowQuery;
import trafficinsights.model.explore.Sort;

/// Times of opening, finding and paging; run by hand, see docs/performance.md.
final class ExploreBench {
    private static final int PAGES = 40;
    private static final int PAGE_ROWS = 200;

    private ExploreBench() {}

    /// @param arguments a Parquet file or a store with requests; `sort` and `summaries` for these
    ///   too
    public static void main(String[] arguments) {
        List<String> more = Arrays.asList(arguments).subList(1, arguments.length);
        long start = System.nanoTime();
        try (Exploration data =
                value(
                        Explorations.open(
                                ExploreSpec.of(List.of(Path.of(arguments[0]))),
                                ExploreWatch.NONE))) {
            say("open", start, data.opened().rows());
            pages(data, "all", RowQuery.ALL);
            pages(data, "1 %", query(new Filter.Range("latency_us", "340000", null), null));
            pages(data, "50 %", query(new Filter.Equals("region", "eu"), null));
            pages(
                    data,
                    "0.2 %",
                    query(
                            new Filter.And(
                                    List.of(
                                            new Filter.Equals("status", "503"),
                                            new Filter.Equals("method", "POST"))),
                            null));
            if (more.contains("sort")) {
                pages(data, "sorted", query(Filter.ALL, new Sort("latency_us", true)));
            }
            if (more.contains("summaries")) {
                for (Column column : data.opened().columns()) {
                    long at = System.nanoTime();
                    value(data.summary(column.name(), Filter.ALL, ExploreWatch.NONE));
                    say("summary of " + column.name(), at, data.opened().rows());
                }
            }
        }
    }

    private static RowQuery query(Filter filter, @Nullable Sort sort) {
        return new RowQuery(filter, sort);
    }

    private static void pages(Exploration data, String name, RowQuery query) {
        long start = System.nanoTime();
        long rows = value(data.select(query, ExploreWatch.NONE));
        say("find " + name, start, rows);
        Random random = new Random(7);
        double[] millis = new double[PAGES + 3];
        for (int i = 0; i < millis.length; i++) {
            long offset =
                    switch (i) {
                        case 0 -> 0;
                        case 1 -> rows / 2;
                        case 2 -> Math.max(0, rows - rows / 10_000);
                        default -> (long) (random.nextDouble() * Math.max(1, rows - PAGE_ROWS));
                    };
            long at = System.nanoTime();
            value(data.page(query, offset, PAGE_ROWS));
            millis[i] = (System.nanoTime() - at) / 1e6;
        }
        double[] sorted = millis.clone();
        Arrays.sort(sorted);
        System.out.printf(
                Locale.ROOT,
                "  pages %s: start %.0f ms, middle %.0f ms, end %.0f ms; of %d: p50 %.0f ms, max %.0f ms%n",
                name,
                millis[0],
                millis[1],
                millis[2],
                millis.length,
                sorted[sorted.length / 2],
                sorted[sorted.length - 1]);
    }

    private static void say(String what, long start, long rows) {
        System.out.printf(
                Locale.ROOT,
                "%s: %.2f s, %,d rows%n",
                what,
                (System.nanoTime() - start) / 1e9,
                rows);
    }

    private static <T> T value(Outcome<T> outcome) {
        return switch (outcome) {
            case Outcome.Ok<T>(T value) -> value;
            case Outcome.Rejected<T>(Problem problem) -> throw problem.asException();
        };
    }
}
