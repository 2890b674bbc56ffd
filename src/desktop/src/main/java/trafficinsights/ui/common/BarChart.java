package trafficinsights.ui.common;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;

/// A card with bars that lie under one another, each with its name and its value. Those for which
/// there is no room are left out, from the bottom. FX thread.
public final class BarChart extends ChartCard {
    private final Plot plot = new Plot();

    public BarChart(String title) {
        super(title, "time-chart", "bar-chart");
        fill(plot, "bar-body", new Region(), new Region());
    }

    /// Who takes a bar.
    public void onBar(IntConsumer taker) {
        plot.onBar(taker);
    }

    /// @param takes whether a bar can be taken
    public void show(List<BarRow> rows, boolean takes) {
        plot.show(rows, takes);
    }

    /// Bars that have room.
    public ReadOnlyIntegerProperty shownBarsProperty() {
        return plot.shown.getReadOnlyProperty();
    }

    private static final class Plot extends Bars {
        private static final double LEAST_HEIGHT = 17;
        private static final double MOST_HEIGHT = 28;
        private static final double TEXT_GAP = 1;
        private static final double GAP = 8;
        private static final double BAR_GAP = 4;
        private static final double NAMES_SHARE = 0.35;

        private final ReadOnlyIntegerWrapper shown = new ReadOnlyIntegerWrapper();
        private final List<Label> names = new ArrayList<>();
        private final List<Label> values = new ArrayList<>();
        private double zero;
        private double scale;

        Plot() {
            getStyleClass().add("bar-plot");
        }

        @Override
        void addTexts() {
            names.clear();
            values.clear();
            for (BarRow row : rows()) {
                names.add(label(row.name(), "bar-name"));
                values.add(label(row.valueText(), "bar-value"));
            }
        }

        @Override
        protected void layoutChildren() {
            int count = rows().size();
            if (count == 0) {
                shown.set(0);
                return;
            }
            // Larger text needs higher bars.
            double least = Math.max(LEAST_HEIGHT, names.getFirst().prefHeight(-1) + TEXT_GAP);
            double height = Math.clamp(getHeight() / count, least, Math.max(least, MOST_HEIGHT));
            int fitting = (int) Math.clamp(Math.floor(getHeight() / height), 0, count);
            double gutter = widest(names, fitting, getWidth() * NAMES_SHARE);
            double ends = widest(values, fitting, getWidth());
            double left = gutter + GAP;
            double right = getWidth() - snappedRightInset() - ends - GAP;
            scale(left, Math.max(1, right - left), fitting);
            for (int i = 0; i < count; i++) {
                place(i, i < fitting, gutter, new double[] {left, i * height, height});
            }
            shown.set(fitting);
        }

        private static double widest(List<Label> labels, int count, double most) {
            double widest = 0;
            for (Label label : labels.subList(0, count)) {
                widest = Math.max(widest, Math.ceil(label.prefWidth(-1)));
            }
            return Math.min(widest, most);
        }

        /// Bars begin at zero, wherever that lies.
        private void scale(double left, double width, int fitting) {
            double low = 0;
            double high = 0;
            for (BarRow row : rows().subList(0, fitting)) {
                low = Math.min(low, row.value());
                high = Math.max(high, row.value());
            }
            scale = high > low ? width / (high - low) : 0;
            zero = left - low * scale;
        }

        /// @param at left, top, height
        private void place(int index, boolean isShown, double gutter, double[] at) {
            Label name = names.get(index);
            Label value = values.get(index);
            Region bar = barAt(index);
            name.setVisible(isShown);
            value.setVisible(isShown);
            bar.setVisible(isShown);
            double width = Math.min(gutter, Math.ceil(name.prefWidth(-1)));
            middle(name, gutter - width, width, at);
            double end = zero + Math.max(0, rows().get(index).value() * scale);
            middle(value, Math.ceil(end) + GAP / 2, Math.ceil(value.prefWidth(-1)), at);
            bar.resizeRelocate(0, at[1], getWidth(), at[2]);
            bar.requestLayout();
        }

        private static void middle(Label label, double x, double width, double[] at) {
            double height = label.prefHeight(-1);
            label.resizeRelocate(x, Math.rint(at[1] + (at[2] - height) / 2), width, height);
        }

        @Override
        void placeFill(Region fill, Region bar, int index) {
            double end = zero + rows().get(index).value() * scale;
            fill.resizeRelocate(
                    Math.min(zero, end),
                    BAR_GAP / 2,
                    Math.max(1, Math.abs(end - zero)),
                    Math.max(1, bar.getHeight() - BAR_GAP));
        }
    }
}
