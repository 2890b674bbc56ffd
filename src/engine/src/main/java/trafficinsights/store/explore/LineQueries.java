package trafficinsights.store.explore;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongToDoubleFunction;
import trafficinsights.model.explore.Aggregate;
import trafficinsights.model.explore.ChartData;
import trafficinsights.model.explore.ChartData.Counts;
import trafficinsights.model.explore.ChartData.Series;

/// Lines over time. A regular series is drawn as it is; of anything else the rows of a slot of time
/// become one value.
final class LineQueries {
    static final int MOST_SLOTS = 1_200;
    private static final int LEAST_SLOTS = 60;

    /// So many rows make a slot worth its aggregate, where there are few.
    private static final int ROWS_A_SLOT = 8;

    private static final long MOST_SINGLE_ROWS = 20_000;
    private static final int FEW_ROWS = 200;

    /// So many of the rows say which step their times have.
    private static final int SAMPLED_ROWS = 20_000;

    /// Share of steps in time that are alike in a regular series.
    private static final double REGULAR_SHARE = 0.9;

    private final ChartQueries chart;

    LineQueries(ChartQueries chart) {
        this.chart = chart;
    }

    /// One line while it is read.
    private static final class Line {
        private double[] x = new double[64];
        private double[] y = new double[64];
        private int size;

        void add(double atMicros, double value) {
            if (size == x.length) {
                x = Arrays.copyOf(x, 2 * size);
                y = Arrays.copyOf(y, 2 * size);
            }
            x[size] = atMicros;
            y[size++] = value;
        }

        double[] x() {
            return Arrays.copyOf(x, size);
        }

        double[] y() {
            return Arrays.copyOf(y, size);
        }
    }

    /// @param mostRows that became one value
    /// @param rows that took part
    /// @param beyond values that are too large
    private record Read(
            List<Line> lines, long mostRows, long rows, Set<Long> places, long beyond) {}

    ChartData make() throws SQLException {
        ChartQueries.Extent extent = chart.extent();
        if (extent.used() == 0) {
            return new ChartData.Lines(extent.counts(), 0, 0, List.of(), 0, 0);
        }
        ChartQueries.Ranking ranking = chart.ranking();
        boolean isCount = chart.spec().aggregate() == Aggregate.COUNT;
        if (!isCount && extent.used() <= MOST_SINGLE_ROWS) {
            Read single = read("x", place -> place, ranking, extent);
            if (single.mostRows == 1 && isSeries(single)) {
                return data(single, 0, ranking, extent);
            }
        }
        TimeSlots slots = slots(extent, isCount);
        Read read = read(slots.slot("x"), slots::middle, ranking, extent);
        if (chart.spec().aggregate().isZeroWithoutRows()) {
            fill(read, slots);
        }
        return data(read, slots.length(), ranking, extent);
    }

    private TimeSlots slots(ChartQueries.Extent extent, boolean isCount) throws SQLException {
        double[] times = times(extent);
        long step = step(times);
        int most = Math.clamp(extent.used() / ROWS_A_SLOT, LEAST_SLOTS, MOST_SLOTS);
        double steps = (extent.high() - extent.low()) / step + 1;
        if (!isCount && steps <= MOST_SLOTS && isRegular(times)) {
            // Buckets of a result: as they are.
            most = Math.max(most, (int) steps);
        }
        return new TimeSlots((long) extent.low(), (long) extent.high(), most, step, chart.zone());
    }

    /// The times of the rows, or of some of very many, ascending.
    private double[] times(ChartQueries.Extent extent) throws SQLException {
        String sql =
                "SELECT DISTINCT x FROM (SELECT * FROM (SELECT x FROM %s)%s) ORDER BY x"
                        .formatted(
                                chart.usable(),
                                extent.used() <= SAMPLED_ROWS
                                        ? ""
                                        : " USING SAMPLE reservoir(%d ROWS) REPEATABLE (7)"
                                                .formatted(SAMPLED_ROWS));
        Line times = new Line();
        try (Statement statement = chart.session().statement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                times.add((double) row.getLong(1), 0);
            }
        }
        return times.x();
    }

    /// The longest step, in µs, of which all times are multiples from the first.
    private static long step(double[] times) {
        long step = 0;
        for (int i = 1; i < times.length && step != 1; i++) {
            step = gcd((long) (times[i] - times[0]), step);
        }
        return Math.max(1, step);
    }

    private static long gcd(long a, long b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    private static boolean isSeries(Read single) {
        return single.rows <= FEW_ROWS
                || single.lines.stream().allMatch(line -> isRegular(line.x()));
    }

    private static boolean isRegular(double[] x) {
        if (x.length < 3) {
            return true;
        }
        double[] steps = new double[x.length - 1];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = x[i + 1] - x[i];
        }
        double[] sorted = steps.clone();
        Arrays.sort(sorted);
        double median = sorted[sorted.length / 2];
        long alike =
                Arrays.stream(steps)
                        .filter(step -> Math.abs(step - median) <= median / 100)
                        .count();
        return alike >= REGULAR_SHARE * steps.length;
    }

    private Read read(
            String slot,
            LongToDoubleFunction time,
            ChartQueries.Ranking ranking,
            ChartQueries.Extent extent)
            throws SQLException {
        String sql =
                "SELECT %s AS slot, %s AS k, %s, count(*) FROM %s GROUP BY slot, k ORDER BY slot, k"
                        .formatted(slot, ranking.key(), chart.value(), chart.ranked(extent.used()));
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i <= ranking.names().size(); i++) {
            lines.add(new Line());
        }
        long mostRows = 0;
        long rows = 0;
        long beyond = 0;
        Set<Long> places = new HashSet<>();
        try (Statement statement = chart.session().statement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                long place = row.getLong(1);
                double value = row.getDouble(3);
                boolean isFinite = Double.isFinite(value);
                beyond += isFinite ? 0 : 1;
                lines.get(row.getInt(2))
                        .add(time.applyAsDouble(place), isFinite ? value : Double.NaN);
                long count = row.getLong(4);
                mostRows = Math.max(mostRows, count);
                rows += count;
                places.add(place);
            }
        }
        return new Read(lines, mostRows, rows, places, beyond);
    }

    /// Where no row is, nothing was counted.
    private static void fill(Read read, TimeSlots slots) {
        for (int i = 0; i < read.lines.size(); i++) {
            Line line = read.lines.get(i);
            if (line.size == 0) {
                continue;
            }
            Line full = new Line();
            int at = 0;
            for (long slot = slots.first(); slot <= slots.last(); slot++) {
                double x = slots.middle(slot);
                while (at < line.size && line.x[at] < x) {
                    at++;
                }
                boolean isThere = at < line.size && line.x[at] == x;
                full.add(x, isThere ? line.y[at++] : 0);
            }
            read.lines.set(i, full);
        }
    }

    private static ChartData data(
            Read read, long length, ChartQueries.Ranking ranking, ChartQueries.Extent extent) {
        List<Series> series = new ArrayList<>();
        for (int i = 0; i < read.lines.size(); i++) {
            Line line = read.lines.get(i);
            boolean isOthers = i == ranking.names().size();
            if (line.size > 0) {
                String name = isOthers ? "" : ranking.names().get(i);
                series.add(new Series(name, isOthers, line.x(), line.y()));
            }
        }
        return new ChartData.Lines(
                new Counts(extent.all(), extent.used(), read.rows),
                length,
                read.places.size(),
                series,
                ranking.count(),
                read.beyond);
    }
}
