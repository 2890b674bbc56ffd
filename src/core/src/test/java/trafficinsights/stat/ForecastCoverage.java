package trafficinsights.stat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Measures how often what came lay within the intervals, over a folder of CSV files
/// `timestamp,value` such as NAB's: `java -cp … trafficinsights.stat.ForecastCoverage FOLDER`.
///
/// From [#ORIGINS] origins in the second half of each series, a forecast of 1/20 of the series (at
/// most [#MOST_STEPS] steps) is made from the values before the origin only.
public final class ForecastCoverage {
    static final int ORIGINS = 10;
    static final int MOST_STEPS = 288;

    /// @param values forecast
    /// @param within80 share of them within the interval of 80 %
    /// @param within95 share within that of 95 %
    /// @param width95 mean width of the interval of 95 %, in ranges (5 to 95 %) of the series
    /// @param error mean absolute error, as a share of that of the last value
    record Coverage(long values, double within80, double within95, double width95, double error) {}

    private ForecastCoverage() {}

    public static void main(String[] arguments) throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.walk(Path.of(arguments[0]))) {
            files = found.filter(p -> p.toString().endsWith(".csv")).sorted().toList();
        }
        double[] sums = new double[4];
        long nanos = 0;
        for (Path file : files) {
            double[] values = read(Files.readAllLines(file));
            long start = System.nanoTime();
            Coverage coverage = of(values);
            nanos += System.nanoTime() - start;
            System.out.printf(
                    Locale.ROOT,
                    "%-45s %6d %5.1f %% %5.1f %% %6.2f %6.2f  %s%n",
                    file.getFileName(),
                    values.length,
                    100 * coverage.within80,
                    100 * coverage.within95,
                    coverage.width95,
                    coverage.error,
                    SeasonFinder.find(values));
            sums[0] += coverage.within80 / files.size();
            sums[1] += coverage.within95 / files.size();
            sums[2] += coverage.width95 / files.size();
            sums[3] += coverage.error / files.size();
        }
        System.out.printf(
                Locale.ROOT,
                "%-45s %6d %5.1f %% %5.1f %% %6.2f %6.2f  %.0f ms a forecast%n",
                "mean of " + files.size(),
                0,
                100 * sums[0],
                100 * sums[1],
                sums[2],
                sums[3],
                nanos / 1e6 / files.size() / ORIGINS);
    }

    static double[] read(List<String> lines) {
        List<Double> values = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            values.add(Double.parseDouble(line.substring(line.indexOf(',') + 1)));
        }
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    static Coverage of(double[] values) {
        int steps = Math.min(MOST_STEPS, values.length / 20);
        double range = Medians.quantile(values, 0.95) - Medians.quantile(values, 0.05);
        long[] hits = new long[2];
        long all = 0;
        double width = 0;
        double error = 0;
        double naive = 0;
        for (int o = 0; o < ORIGINS; o++) {
            int n = values.length / 2 + (values.length / 2 - steps) * o / (ORIGINS - 1);
            Forecast forecast = Forecaster.forecast(java.util.Arrays.copyOf(values, n), steps);
            for (int i = 0; i < steps; i++) {
                double came = values[n + i];
                hits[0] += came >= forecast.low80()[i] && came <= forecast.high80()[i] ? 1 : 0;
                hits[1] += came >= forecast.low95()[i] && came <= forecast.high95()[i] ? 1 : 0;
                width += forecast.high95()[i] - forecast.low95()[i];
                error += Math.abs(came - forecast.expected()[i]);
                naive += Math.abs(came - values[n - 1]);
                all++;
            }
        }
        return new Coverage(
                all,
                (double) hits[0] / all,
                (double) hits[1] / all,
                range > 0 ? width / all / range : Double.NaN,
                naive > 0 ? error / naive : Double.NaN);
    }
}
