package trafficinsights.store.explore;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import trafficinsights.model.explore.ColumnSummary.Bin;

/// Counts values in bins of equal width. One thread.
final class Histograms {
    private final Session session;
    private final String rows;
    private final String value;

    /// @param rows what stands after `FROM`, with its condition
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
    }

    /// Bins of equal width; where the range is skewed, they end at p99 and one more bin holds the
    /// rest. Few whole numbers get a bin each.
    List<Bin> of(Range range, int mostBins, boolean isWhole) throws SQLException {
        double low = range.low;
        double high = range.high;
        double end = range.isSkewed() ? range.p99 : high;
        int bins = mostBins;
        double width = (end - low) / bins;
        if (isWhole) {
            // Bins of whole numbers hold equally many of them.
            width = Math.max(1, Math.ceil((end - low + 1) / bins));
            bins = (int) Math.floor((end - low) / width) + 1;
            end = low + bins * width;
        } else if (!(width > 0) || !Double.isFinite(width)) {
            width = 0;
            bins = 1;
            end = high;
        }
        long[] counts = counts(new double[] {low, width, end}, bins);
        List<Bin> histogram = new ArrayList<>();
        for (int i = 0; i < bins; i++) {
            double to = i == bins - 1 ? end : low + (i + 1) * width;
            histogram.add(new Bin(low + i * width, to, counts[i]));
        }
        if (counts[bins] > 0) {
            histogram.add(new Bin(end, high, counts[bins]));
        }
        return histogram;
    }

    /// As [#of], with edges at round numbers.
    List<Bin> round(Range range, int mostBins, boolean isWhole) throws SQLException {
        double end = range.isSkewed() ? range.p99 : range.high;
        double width = roundStep((end - range.low) / mostBins);
        if (isWhole) {
            width = Math.max(1, Math.ceil(width));
        }
        if (!(width > 0) || !Double.isFinite(width)) {
            return of(range, mostBins, isWhole);
        }
        double low = Math.floor(range.low / width) * width;
        int bins = (int) Math.max(1, Math.ceil((end - low) / width));
        if (isWhole && low + bins * width == end) {
            bins++;
        }
        double last = low + bins * width;
        long[] counts = counts(new double[] {low, width, last}, bins);
        List<Bin> histogram = new ArrayList<>();
        for (int i = 0; i < bins; i++) {
            histogram.add(new Bin(low + i * width, low + (i + 1) * width, counts[i]));
        }
        if (counts[bins] > 0) {
            histogram.add(new Bin(last, range.high, counts[bins]));
        }
        return histogram;
    }

    /// The least of 1, 2, 2.5, 5 times a power of ten that is not below; 0 for nothing.
    private static double roundStep(double least) {
        double power = Math.pow(10, Math.floor(Math.log10(least)));
        for (double factor : new double[] {1, 2, 2.5, 5}) {
            if (factor * power >= least) {
                return factor * power;
            }
        }
        return 10 * power;
    }

    /// @param edges low, width, end
    private long[] counts(double[] edges, int bins) throws SQLException {
        String bin =
                edges[1] == 0
                        ? "0"
                        : "CASE WHEN x > %s THEN %d ELSE least(CAST(floor((x - %s) / %s) AS BIGINT), %d) END"
                                .formatted(
                                        number(edges[2]),
                                        bins,
                                        number(edges[0]),
                                        number(edges[1]),
                                        bins - 1);
        String sql =
                "SELECT %s AS bin, count(*) FROM (SELECT %s AS x FROM %s) WHERE isfinite(x) GROUP BY 1"
                        .formatted(bin, value, rows);
        long[] counts = new long[bins + 1];
        try (Statement statement = session.statement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                counts[(int) row.getLong(1)] += row.getLong(2);
            }
        }
        return counts;
    }

    static String number(double value) {
        return "CAST('" + value + "' AS DOUBLE)";
    }
}
