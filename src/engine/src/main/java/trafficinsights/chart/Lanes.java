package trafficinsights.chart;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import trafficinsights.model.Figure;
import trafficinsights.model.KpiWindow;

/// Swim lanes: a figure of the parts of the traffic over time, a row each, the highest first. Pure.
public final class Lanes {
    /// Lanes of a picture; as many as have room are shown.
    public static final int MOST_LANES = 48;

    private static final double MICROS = 1e6;

    private final Figure figure;
    private final long fromMicros;
    private final long toMicros;
    private final List<Part> parts;

    /// @param windows in order of time, at least one
    public record Part(String key, List<KpiWindow> windows) {}

    private record Ranked(Part part, double rank) {}

    /// @param series windows of each part by its key; a part without any is left out
    public Lanes(
            Map<String, List<KpiWindow>> series, Figure figure, long fromMicros, long toMicros) {
        this.figure = figure;
        this.fromMicros = fromMicros;
        this.toMicros = toMicros;
        List<Ranked> ranked = new ArrayList<>();
        series.forEach((key, windows) -> {
            if (!windows.isEmpty()) {
                double rank = Rank.of(windows.stream().mapToDouble(figure::of), figure.unit());
                ranked.add(new Ranked(new Part(key, windows), rank));
            }
        });
        ranked.sort(
                Comparator.comparingDouble((Ranked one) -> -one.rank())
                        .thenComparing(one -> one.part().key()));
        parts = ranked.stream().map(Ranked::part).toList();
    }

    /// All parts, the highest first.
    public List<Part> parts() {
        return parts;
    }

    /// One column for each window, or for as many windows as leave `mostColumns`; such a cell is
    /// the highest of them, because percentiles cannot be averaged.
    ///
    /// @param chosenKey the part that is singled out; empty for none
    /// @param shownUntilMicros right end of the axis, where the windows may not have come yet
    /// @param marks puts the reader's marks into numbers
    public CellFrame frame(
            String chosenKey, int mostColumns, long shownUntilMicros, UnaryOperator<String> marks) {
        List<Part> shown = parts.subList(0, Math.min(MOST_LANES, parts.size()));
        long window = shown.isEmpty() ? 1 : longest(shown);
        long together = Math.max(1, Math.ceilDiv(toMicros - fromMicros, window * mostColumns));
        long length = window * together;
        long first = Math.floorDiv(fromMicros, length);
        int columns = (int) Math.max(0, Math.ceilDiv(toMicros, length) - first);
        double[] values = new double[columns * shown.size()];
        Arrays.fill(values, Double.NaN);
        int chosen = -1;
        List<CellFrame.Tick> names = new ArrayList<>();
        for (int row = 0; row < shown.size(); row++) {
            Part part = shown.get(row);
            for (KpiWindow one : part.windows()) {
                int column = (int) (Math.floorDiv(one.window().startMicros(), length) - first);
                int cell = row * columns + column;
                double value = figure.of(one);
                values[cell] = Double.isNaN(values[cell]) ? value : Math.max(values[cell], value);
            }
            names.add(new CellFrame.Tick(row + 0.5, part.key()));
            chosen = part.key().equals(chosenKey) ? row : chosen;
        }
        return new CellFrame(
                fromMicros / MICROS,
                shownUntilMicros / MICROS,
                first * length / MICROS,
                length / MICROS,
                columns,
                shown.stream().map(Part::key).toList(),
                values,
                scale(values),
                names,
                chosen,
                value -> marks.apply(figure.unit().text(value)));
    }

    private static long longest(List<Part> parts) {
        return parts.stream()
                .flatMap(part -> part.windows().stream())
                .mapToLong(window -> window.window().lengthMicros())
                .max()
                .orElse(1);
    }

    /// Latencies by their order of magnitude, all else from zero.
    private CellFrame.Scale scale(double[] values) {
        double highest = Arrays.stream(values).filter(v -> !Double.isNaN(v)).max().orElse(1);
        double lowest = Arrays.stream(values).filter(v -> v > 0).min().orElse(1);
        boolean isLogarithmic = figure.unit().isTime();
        double low = isLogarithmic ? lowest : 0;
        return new CellFrame.Scale(
                low,
                Math.max(highest, Math.max(figure.unit().leastAxis(), low * 2)),
                isLogarithmic);
    }
}
