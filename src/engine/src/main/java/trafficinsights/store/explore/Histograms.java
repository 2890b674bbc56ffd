package trafficinsights.store.explore;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import trafficinsights.model.explore.ColumnSummary.Bin;

/// Counts values in bins of equal width. One thread.
final class Histograms {
    private final Session session;
    private final String rows;
    private final String value;

    /// @param rows what is after `FROM`, with its condition
    /// @param value expression of a double
    Histograms(Session session, String rows, String value) {
        this.session = session;
        this.rows = rows;
        this.value = value;
    }

    /// @param p99 of the values; NaN where it is not known
    record Range(double low, double high, double p99) {
        /// Where one value in a hundred would take up most of the width.
        boolean isSkewed() {
            return p99 > low && p99 < low + (high - low) / 4;
        }

        /// A 0 or -1 stands for no status in many logs.
        boolean isOfStatuses() {
            return low >= -1 && high < 1000;
        }
    }

    /// Bins of equal width; where the range is skewed, they end at p99 and one more bin holds the
    /// rest. Few whole numbers get a bin each.
    List<Bin> of(Range range, int mostBins, boolean isWhole) throws SQLException {
        double low = range.low;
        double end = range.isSkewed() ? range.p99 : range.high;
        int bins = mostBins;
        double width = (end - low) / bins;
        if (isWhole) {
            // Bins of whole numbers hold equally many of them.
            width = Math.max(1, Math.ceil((end - low + 1) / bins));
            bins = (int) Math.floor((end - low) / width) + 1;
            end = low + bins * width;
        } else if (!(width > 0) || !Double.isFinite(width)) {
            return counted(new double[] {low, range.high}, false);
        }
        double[] edges = new double[bins + 1];
        for (int i = 0; i < bins; i++) {
            edges[i] = low + i * width;
        }
        edges[bins] = end;
        return counted(edges, range);
    }

    /// A bin for each class of statuses, and one below for what is none.
    List<Bin> statusClasses(Range range) throws SQLException {
        int first = Math.max(1, (int) (range.low / 100));
        int last = Math.max(first, (int) (range.high / 100));
        DoubleStream classes = IntStream.rangeClosed(first, last + 1).mapToDouble(i -> 100 * i);
        DoubleStream none = range.low < 100 ? DoubleStream.of(range.low) : DoubleStream.empty();
        return counted(DoubleStream.concat(none, classes).toArray(), false);
    }

    /// As [#of], with edges at round numbers.
    List<Bin> round(Range range, int mostBins, boolean isWhole) throws SQLException {
        double end = range.isSkewed() ? range.p99 : range.high;
        double least = (end - range.low) / mostBins;
        if (!(least > 0) || !Double.isFinite(least)) {
            return of(range, mostBins, isWhole);
        }
        BigDecimal width = roundStep(least);
        if (isWhole) {
            width = width.setScale(0, RoundingMode.CEILING);
        }
        // In decimals: three times 0.1 in doubles lies above the value 0.3.
        BigInteger first =
                BigDecimal.valueOf(range.low).divide(width, 0, RoundingMode.FLOOR).toBigInteger();
        BigInteger last =
                BigDecimal.valueOf(end).divide(width, 0, RoundingMode.CEILING).toBigInteger();
        int bins = Math.max(1, last.subtract(first).intValueExact());
        if (isWhole && edge(first, bins, width) == end) {
            bins++;
        }
        double[] edges = new double[bins + 1];
        for (int i = 0; i <= bins; i++) {
            edges[i] = edge(first, i, width);
        }
        return counted(edges, range);
    }

    private static double edge(BigInteger first, int index, BigDecimal width) {
        return new BigDecimal(first.add(BigInteger.valueOf(index))).multiply(width).doubleValue();
    }

    /// The least of 1, 2, 2.5, 5 times a power of ten that is not below.
    private static BigDecimal roundStep(double least) {
        BigDecimal wanted = BigDecimal.valueOf(least);
        int power = (int) Math.floor(Math.log10(least));
        for (String factor : List.of("1", "2", "2.5", "5")) {
            BigDecimal step = new BigDecimal(factor).scaleByPowerOfTen(power);
            if (step.compareTo(wanted) >= 0) {
                return step;
            }
        }
        return BigDecimal.ONE.scaleByPowerOfTen(power + 1);
    }

    private List<Bin> counted(double[] edges, Range range) throws SQLException {
        double end = edges[edges.length - 1];
        boolean hasRest = range.isSkewed() && end < range.high;
        if (!hasRest) {
            return counted(edges, false);
        }
        double[] all = Arrays.copyOf(edges, edges.length + 1);
        all[edges.length] = range.high;
        return counted(all, true);
    }

    /// A bin includes its lower edge and leaves out the upper one, which only the last includes;
    /// what rounding puts outside is in the bin beside it.
    ///
    /// @param hasRest whether the last bin is there only for values that lie in it
    private List<Bin> counted(double[] edges, boolean hasRest) throws SQLException {
        int bins = edges.length - 1;
        String sql =
                "SELECT %s AS bin, count(*) FROM (SELECT %s AS x FROM %s) WHERE isfinite(x) GROUP BY 1"
                        .formatted(place(edges, 0, bins), value, rows);
        long[] counts = new long[bins];
        try (Statement statement = session.statement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                counts[row.getInt(1)] += row.getLong(2);
            }
        }
        List<Bin> histogram = new ArrayList<>();
        for (int i = 0; i < bins; i++) {
            if (i < bins - 1 || !hasRest || counts[i] > 0) {
                histogram.add(new Bin(edges[i], edges[i + 1], counts[i]));
            }
        }
        return histogram;
    }

    /// Looks a value's bin up among the edges by halves. Dividing by the width would put it beside
    /// an edge that it lies on.
    private static String place(double[] edges, int from, int to) {
        if (to - from == 1) {
            return String.valueOf(from);
        }
        int middle = (from + to) / 2;
        return "CASE WHEN x < %s THEN %s ELSE %s END"
                .formatted(
                        number(edges[middle]),
                        place(edges, from, middle),
                        place(edges, middle, to));
    }

    static String number(double value) {
        return "CAST('" + value + "' AS DOUBLE)";
    }
}
