package trafficinsights.ui.common;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import trafficinsights.chart.ValueScale;
import trafficinsights.model.Unit;

/// A card with columns that stand side by side, from zero: a histogram. FX thread.
public final class ColumnChart extends ChartCard {
    private final Plot plot = new Plot();

    public ColumnChart(String title) {
        super(title, "time-chart", "column-chart");
        fill(plot, "bar-body", new Region(), new Region());
    }

    /// Who takes a column.
    public void onBar(IntConsumer taker) {
        plot.onBar(taker);
    }

    /// @param rows their names are below the left edge of the columns, as many as have room
    /// @param end what is below the right edge of the last one
    /// @param takes whether a column can be taken
    public void show(List<BarRow> rows, String end, boolean takes) {
        plot.end = end;
        plot.show(rows, takes);
    }

    /// Numbers are to be written again.
    public void redisplay() {
        plot.show(plot.rows(), plot.takes());
    }

    private static final class Plot extends Bars {
        private static final double LEAST_GUTTER = 60;
        private static final double GAP = 6;
        private static final double ABOVE_NAMES = 4;
        private static final double TOP = 8;
        private static final double PIXELS_PER_TICK = 34;
        private static final int MOST_TICKS = 5;
        private static final double BETWEEN_NAMES = 16;
        private static final int[] STRIDES = {1, 2, 4, 5, 8, 10, 20, 50};

        private final List<Label> edges = new ArrayList<>();
        private final List<Label> ticks = new ArrayList<>();
        private final List<Region> lines = new ArrayList<>();
        private String end = "";
        private double top = 1;
        private double gutter = LEAST_GUTTER;
        private double axisHeight;

        @Override
        void addTexts() {
            edges.clear();
            ticks.clear();
            lines.clear();
            for (int i = 0; i <= MOST_TICKS + 1; i++) {
                lines.add(line());
                ticks.add(label("", "axis-text"));
            }
            rows().forEach(row -> edges.add(label(row.name(), "axis-text")));
            edges.add(label(end, "axis-text"));
        }

        @Override
        protected void layoutChildren() {
            int count = rows().size();
            if (edges.isEmpty()) {
                return;
            }
            axisHeight = edges.getFirst().prefHeight(-1) + ABOVE_NAMES;
            double height = Math.max(0, getHeight() - axisHeight - TOP);
            double width = placeTicks(height);
            for (int i = 0; i < count; i++) {
                double left = gutter + Math.rint(width * i / count);
                double right = gutter + Math.rint(width * (i + 1) / count);
                Region bar = barAt(i);
                bar.resizeRelocate(left, TOP, right - left, height);
                bar.requestLayout();
            }
            placeEdges(width, count);
        }

        /// @return the room right of the ticks
        private double placeTicks(double height) {
            double largest = rows().stream().mapToDouble(BarRow::value).max().orElse(0);
            int most = (int) Math.clamp(height / PIXELS_PER_TICK, 2, MOST_TICKS);
            ValueScale scale = ValueScale.around(0, Math.max(1, largest), most, Unit.NUMBER);
            List<ValueScale.Tick> values = scale.ticks();
            top = scale.high();
            gutter = LEAST_GUTTER;
            for (int i = 0; i < values.size(); i++) {
                ticks.get(i).setText(Texts.marked(values.get(i).label()));
                gutter = Math.max(gutter, Math.ceil(ticks.get(i).prefWidth(-1)) + GAP);
            }
            double width = Math.max(0, getWidth() - gutter);
            for (int i = 0; i < ticks.size(); i++) {
                Label tick = ticks.get(i);
                boolean isShown = !rows().isEmpty() && i < values.size();
                tick.setVisible(isShown);
                lines.get(i).setVisible(isShown);
                if (isShown) {
                    double y = TOP + Math.rint(height * (1 - values.get(i).value() / top));
                    double wide = Math.ceil(tick.prefWidth(-1));
                    double high = tick.prefHeight(-1);
                    tick.resizeRelocate(gutter - GAP - wide, Math.rint(y - high / 2), wide, high);
                    lines.get(i).resizeRelocate(gutter, y, width, 1);
                }
            }
            return width;
        }

        /// Every so many, so that none touches the next one; the last edge always.
        private void placeEdges(double width, int count) {
            double widest = 0;
            for (Label edge : edges) {
                widest = Math.max(widest, Math.ceil(edge.prefWidth(-1)));
            }
            int stride = stride(widest + BETWEEN_NAMES, width / Math.max(1, count));
            Label last = edges.getLast();
            double lastLeft = getWidth() - Math.ceil(last.prefWidth(-1));
            for (int i = 0; i < edges.size(); i++) {
                Label edge = edges.get(i);
                double wide = Math.ceil(edge.prefWidth(-1));
                boolean isLast = i == edges.size() - 1;
                double x = isLast ? lastLeft : gutter + width * i / Math.max(1, count) - wide / 2;
                boolean fits = isLast || (i % stride == 0 && x + wide + BETWEEN_NAMES <= lastLeft);
                edge.setVisible(fits && count > 0);
                edge.resizeRelocate(
                        Math.rint(Math.max(0, x)),
                        getHeight() - axisHeight + ABOVE_NAMES - 1,
                        wide,
                        edge.prefHeight(-1));
            }
        }

        private static int stride(double needed, double columnWidth) {
            for (int stride : STRIDES) {
                if (stride * columnWidth >= needed) {
                    return stride;
                }
            }
            return STRIDES[STRIDES.length - 1];
        }

        @Override
        void placeFill(Region fill, Region bar, int index) {
            double value = rows().get(index).value();
            double high = value > 0 ? Math.max(1, bar.getHeight() * value / top) : 0;
            fill.resizeRelocate(
                    0,
                    bar.getHeight() - Math.rint(high),
                    Math.max(1, bar.getWidth() - 1),
                    Math.rint(high));
        }
    }
}
