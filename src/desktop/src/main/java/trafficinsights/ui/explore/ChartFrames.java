package trafficinsights.ui.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import trafficinsights.model.SeriesColours;
import trafficinsights.model.Unit;
import trafficinsights.model.explore.Aggregate;
import trafficinsights.model.explore.ChartData;
import trafficinsights.model.explore.ChartData.Series;
import trafficinsights.model.explore.ChartSpec;
import trafficinsights.model.explore.ColumnSummary;
import trafficinsights.ui.common.BarRow;
import trafficinsights.ui.common.ChartFrame;
import trafficinsights.ui.common.PointFrame;
import trafficinsights.ui.common.SeriesFrame;
import trafficinsights.ui.common.Texts;

/// Makes what the charts of the window take from what a query gave. Threads: any.
final class ChartFrames {
    private static final double MICROS = 1e6;

    /// A step in time that is so much longer than the usual one is a gap.
    private static final double GAP_STEPS = 1.5;

    /// Where steps differ anyway.
    private static final double IRREGULAR_GAP_STEPS = 8;

    /// A mean that hardly changes would be a flat line above zero.
    private static final double FLAT_SHARE = 0.2;

    private ChartFrames() {}

    /// The style class of each, in their order.
    private static List<String> colours(List<Series> all, ChartSpec spec) {
        Map<String, String> colours =
                SeriesColours.of(
                        all.stream()
                                .filter(series -> !series.isOthers())
                                .map(series -> name(series, spec))
                                .toList());
        return all.stream()
                .map(series ->
                        series.isOthers() ? SeriesColours.OTHERS : colours.get(name(series, spec)))
                .map(colour -> "series-" + colour)
                .toList();
    }

    static String name(Series series, ChartSpec spec) {
        if (series.isOthers()) {
            return "others";
        }
        String name = series.name();
        if (name == null) {
            return "without " + spec.by();
        }
        return spec.by().isEmpty() ? spec.valueName() : name.isEmpty() ? "“”" : name;
    }

    /// @param columns pixel columns
    static ChartFrame lines(ChartSpec spec, ChartData.Lines data, int columns) {
        List<SeriesFrame> lines = new ArrayList<>();
        double from = Double.POSITIVE_INFINITY;
        double to = Double.NEGATIVE_INFINITY;
        List<String> colours = colours(data.series(), spec);
        for (int i = 0; i < data.series().size(); i++) {
            Series series = data.series().get(i);
            from = Math.min(from, series.x()[0] / MICROS);
            to = Math.max(to, series.x()[series.x().length - 1] / MICROS);
            lines.add(line(spec, series, colours.get(i), columns));
        }
        if (lines.isEmpty()) {
            return new ChartFrame(0, 1, lines, List.of(), 1);
        }
        // A single instant needs some room, too.
        double room = to > from ? 0 : Math.max(30, data.slotMicros() / MICROS);
        return new ChartFrame(
                from - room, to + room, lines, List.of(), Double.MIN_VALUE, isFromZero(spec, data));
    }

    private static boolean isFromZero(ChartSpec spec, ChartData.Lines data) {
        if (spec.aggregate() == Aggregate.COUNT || spec.aggregate() == Aggregate.SUM) {
            return true;
        }
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (Series series : data.series()) {
            for (double value : series.y()) {
                if (!Double.isNaN(value)) {
                    low = Math.min(low, value);
                    high = Math.max(high, value);
                }
            }
        }
        return high <= low || low < 0 || high - low >= FLAT_SHARE * high;
    }

    /// A gap in the times is one in the line; a value with gaps on both sides is a short dash.
    private static SeriesFrame line(ChartSpec spec, Series series, String colour, int columns) {
        double[] x = series.x();
        double usual = usualStep(x);
        double gap = usual * (isRegular(x, usual) ? GAP_STEPS : IRREGULAR_GAP_STEPS);
        double[] times = new double[3 * x.length];
        double[] values = new double[3 * x.length];
        int size = 0;
        for (int i = 0; i < x.length; i++) {
            boolean isAfterGap = i == 0 || x[i] - x[i - 1] > gap;
            boolean isBeforeGap = i == x.length - 1 || x[i + 1] - x[i] > gap;
            if (isAfterGap && i > 0) {
                times[size] = (x[i - 1] + x[i]) / 2 / MICROS;
                values[size++] = Double.NaN;
            }
            boolean isAlone = isAfterGap && isBeforeGap;
            double half = isAlone ? usual / 3 : 0;
            times[size] = (x[i] - half) / MICROS;
            values[size++] = series.y()[i];
            if (isAlone) {
                times[size] = (x[i] + half) / MICROS;
                values[size++] = series.y()[i];
            }
        }
        return SeriesFrame.of(
                name(series, spec),
                colour,
                Arrays.copyOf(times, size),
                Arrays.copyOf(values, size),
                columns);
    }

    private static double[] steps(double[] x) {
        double[] steps = new double[Math.max(0, x.length - 1)];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = x[i + 1] - x[i];
        }
        return steps;
    }

    private static double usualStep(double[] x) {
        double[] steps = steps(x);
        Arrays.sort(steps);
        return steps.length == 0 ? 10 * MICROS : steps[steps.length / 2];
    }

    private static boolean isRegular(double[] x, double usual) {
        double[] steps = steps(x);
        long alike =
                Arrays.stream(steps).filter(step -> Math.abs(step - usual) < usual / 10).count();
        return alike >= 0.8 * steps.length;
    }

    static List<BarRow> bars(ChartSpec spec, ChartData.Bars data) {
        return data.bars().stream()
                .map(bar -> {
                    String name = bar.name().isEmpty() ? "“”" : bar.name().replace('\n', ' ');
                    String value = Texts.of(Unit.NUMBER, bar.value());
                    String rows = data.isAggregated() ? ", " + BinText.rows(bar.rows()) : "";
                    boolean isCount = spec.aggregate() == Aggregate.COUNT;
                    return new BarRow(
                            name,
                            bar.value(),
                            value,
                            name + ": " + value + (isCount ? " rows" : rows));
                })
                .toList();
    }

    static List<BarRow> columns(ChartData.Histogram data) {
        return data.bins().stream()
                .map(bin ->
                        new BarRow(
                                BinText.number(bin.from()),
                                (double) bin.count(),
                                Texts.of(Unit.NUMBER, (double) bin.count()),
                                "%s – %s: %s"
                                        .formatted(
                                                BinText.number(bin.from()),
                                                BinText.number(bin.to()),
                                                BinText.rows(bin.count()))))
                .toList();
    }

    /// The right edge of the last bin.
    static String end(ChartData.Histogram data) {
        List<ColumnSummary.Bin> bins = data.bins();
        return bins.isEmpty() ? "" : BinText.number(bins.getLast().to());
    }

    static PointFrame points(ChartSpec spec, ChartData.Points data) {
        List<PointFrame.Group> groups = new ArrayList<>();
        List<String> colours = colours(data.series(), spec);
        for (int i = 0; i < data.series().size(); i++) {
            Series series = data.series().get(i);
            groups.add(
                    new PointFrame.Group(
                            spec.by().isEmpty() ? "" : name(series, spec),
                            colours.get(i),
                            series.x(),
                            series.y()));
        }
        return new PointFrame(groups, spec.x(), spec.y());
    }
}
