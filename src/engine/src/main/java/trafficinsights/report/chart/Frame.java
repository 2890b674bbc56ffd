package trafficinsights.report.chart;

import java.util.List;
import trafficinsights.chart.Chart;
import trafficinsights.chart.Series;

/// Size of a drawing and the room around its plot, in px.
///
/// @param heading height of title and subtitle; 0 leaves them to the page
/// @param left room for the labels of the value axis
/// @param right room for the names at the line ends
public record Frame(double width, double height, double heading, double left, double right) {
    static final double LABEL_SIZE = 12;
    static final double LABEL_GAP = 8;

    /// From the end of a line to its name.
    static final double LEADER = 14;

    private static final double PADDING = 20;
    private static final double PICTURE_HEADING = 58;
    private static final double LONGEST_NAME = 130;

    /// How much wider a page's face may be than the one that text is measured in.
    static final double PAGE_FACE = 1.2;

    /// A picture with its heading and some ground around it.
    public static Frame picture(double width, double height, Chart chart) {
        return new Frame(
                width,
                height,
                PICTURE_HEADING,
                PADDING + axisRoom(chart),
                PADDING + nameRoom(chart));
    }

    /// One frame for all charts of a page, so that their time axes are below one another.
    public static Frame shared(double width, double height, List<Chart> charts) {
        double left = charts.stream().mapToDouble(Frame::axisRoom).max().orElse(0);
        double right = charts.stream().mapToDouble(Frame::nameRoom).max().orElse(0);
        return new Frame(width, height, 0, left * PAGE_FACE, right * PAGE_FACE);
    }

    public double plotTop() {
        return heading + 8;
    }

    public double plotBottom() {
        return height - (heading > 0 ? 50 : 40);
    }

    public double plotLeft() {
        return left;
    }

    public double plotRight() {
        return width - right;
    }

    double plotWidth() {
        return plotRight() - plotLeft();
    }

    double plotHeight() {
        return plotBottom() - plotTop();
    }

    private static double axisRoom(Chart chart) {
        return chart.isEmpty() ? 0 : labelWidth(chart) + LABEL_GAP;
    }

    private static double labelWidth(Chart chart) {
        return chart.scale().ticks().stream()
                .mapToDouble(tick -> TextWidth.of(tick.label(), LABEL_SIZE))
                .max()
                .orElse(0);
    }

    private static double nameRoom(Chart chart) {
        double widest =
                chart.series().stream()
                        .filter(Series::isLabelled)
                        .mapToDouble(s -> TextWidth.of(s.name(), LABEL_SIZE))
                        .max()
                        .orElse(0);
        return widest == 0 ? LABEL_GAP : Math.min(widest, LONGEST_NAME) + LEADER + 8;
    }

    double longestName() {
        return LONGEST_NAME;
    }
}
