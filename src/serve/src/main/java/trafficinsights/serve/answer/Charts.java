package trafficinsights.serve.answer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.IntStream;
import trafficinsights.chart.Band;
import trafficinsights.chart.Chart;
import trafficinsights.chart.Series;
import trafficinsights.chart.Thinning;
import trafficinsights.chart.TimeTicks;
import trafficinsights.chart.ValueScale;
import trafficinsights.report.ReportCharts;
import trafficinsights.report.chart.Ink;

/// The charts of the report, ready to be drawn: axes, ticks, colours and the texts of all values
/// come from the chart model, so that a page needs to know nothing of units. Threads: stateless.
final class Charts {
    private static final int COLUMNS = 360;
    private static final int TIME_TICKS = 6;
    private static final double MICROS = 1e6;

    private Charts() {}

    /// @param label beside the axis
    record Tick(double value, String label) {}

    /// @param colour name of a variable of `/palette.css`
    /// @param values in the figure's unit; null where there is none
    /// @param heights where they are drawn: the values, or with those below where they are stacked
    /// @param texts of the values, for people
    record Line(
            String name,
            String colour,
            boolean isLabelled,
            double[] values,
            double[] heights,
            List<String> texts) {}

    /// @param kind `truth`, `event`, or the severity of what was found
    /// @param from seconds since 1970 UTC
    record Mark(double from, double to, String kind, String colour, String text) {}

    /// @param form `lines`, `area`, `stacked` or `bars`
    /// @param times middle of each window, seconds since 1970 UTC
    record Drawing(
            String id,
            String title,
            String subtitle,
            String unit,
            String form,
            boolean isLog,
            double low,
            double high,
            List<Tick> ticks,
            double[] times,
            List<Line> lines,
            List<Mark> marks,
            String emptyText) {}

    /// @param from start of the axis, seconds since 1970 UTC
    record Sheet(
            String run,
            long version,
            double from,
            double to,
            List<Tick> timeTicks,
            String date,
            List<Drawing> charts) {}

    static Sheet of(Shown shown) {
        List<Drawing> drawings =
                ReportCharts.of(shown.report()).stream().map(chart -> drawing(chart)).toList();
        List<TimeTicks.Tick> ticks = timeTicks(shown);
        return new Sheet(
                shown.run().id(),
                shown.snapshot().version(),
                shown.fromMicros() / MICROS,
                shown.toMicros() / MICROS,
                ticks.stream().map(t -> new Tick(t.epochSeconds(), t.alone())).toList(),
                ticks.isEmpty() ? "" : ticks.getFirst().date(),
                drawings);
    }

    static List<TimeTicks.Tick> timeTicks(Shown shown) {
        return shown.toMicros() > shown.fromMicros()
                ? TimeTicks.of(
                        shown.fromMicros(), shown.toMicros(), TIME_TICKS, java.time.ZoneOffset.UTC)
                : List.of();
    }

    private static Drawing drawing(Chart chart) {
        int[] kept = kept(chart);
        ValueScale scale = chart.scale();
        boolean isLog = Double.isNaN(scale.step());
        double half = chart.windowMicros() / 2.0;
        List<Line> lines = new ArrayList<>();
        for (int s = 0; s < chart.series().size(); s++) {
            lines.add(line(chart, s, kept));
        }
        return new Drawing(
                chart.id(),
                chart.title(),
                chart.subtitle(),
                chart.unit().label(),
                chart.form().name().toLowerCase(Locale.ROOT),
                isLog,
                scale.low(),
                scale.high(),
                scale.ticks().stream().map(t -> new Tick(t.value(), t.label())).toList(),
                Arrays.stream(kept).mapToDouble(i -> (chart.times()[i] + half) / MICROS).toArray(),
                lines,
                chart.bands().stream().map(Charts::mark).toList(),
                chart.isEmpty() ? chart.emptyText() : "");
    }

    /// Of more windows than columns, those that any line needs.
    private static int[] kept(Chart chart) {
        if (chart.times().length <= COLUMNS) {
            return IntStream.range(0, chart.times().length).toArray();
        }
        TreeSet<Integer> kept = new TreeSet<>();
        for (Series series : chart.series()) {
            for (int i : Thinning.kept(series.values(), COLUMNS)) {
                kept.add(i);
            }
        }
        return kept.stream().mapToInt(Integer::intValue).toArray();
    }

    private static Line line(Chart chart, int index, int[] kept) {
        Series series = chart.series().get(index);
        double[] values = Thinning.pick(series.values(), kept);
        return new Line(
                series.name(),
                Ink.series(series.colour()).variable(),
                series.isLabelled(),
                values,
                Arrays.stream(kept).mapToDouble(i -> chart.height(index, i)).toArray(),
                Arrays.stream(values).mapToObj(chart.unit()::text).toList());
    }

    private static Mark mark(Band band) {
        return new Mark(
                band.fromSeconds(),
                band.toSeconds(),
                band.kind().name().toLowerCase(Locale.ROOT),
                Ink.of(band.kind()).variable(),
                band.text());
    }
}
