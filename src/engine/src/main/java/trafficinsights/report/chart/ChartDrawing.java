package trafficinsights.report.chart;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import trafficinsights.chart.Band;
import trafficinsights.chart.Chart;
import trafficinsights.chart.Series;
import trafficinsights.chart.Thinning;
import trafficinsights.chart.TimeTicks;
import trafficinsights.chart.ValueScale;
import trafficinsights.report.chart.SvgText.Anchor;

/// A chart laid out in a [Frame]: its SVG source, and where things stand for a page's cross hair.
///
/// Threads: one at a time.
public final class ChartDrawing {
    private static final double LINE_WIDTH = 1.5;
    private static final double CONTEXT_WIDTH = 1;
    private static final double AREA_OPACITY = 0.12;
    private static final double STACK_OPACITY = 0.55;
    private static final double BAND_OPACITY = 0.13;
    private static final double BAND_EDGE = 3;
    private static final double TICK_DISTANCE = 90;
    private static final double NAME_DISTANCE = 15;
    private static final double HEADING_SIZE = 16;

    /// Pictures have two pixels a unit, and so have many screens.
    private static final double COLUMNS_PER_UNIT = ChartPicture.SCALE;

    private static final double LABEL = Frame.LABEL_SIZE;

    private final Chart chart;
    private final Frame frame;
    private final Look look;
    private final ValueScale scale;
    private final SvgText svg;

    public ChartDrawing(Chart chart, Frame frame, Look look) {
        this.chart = chart;
        this.frame = frame;
        this.look = look;
        this.scale = chart.scale();
        this.svg = new SvgText(look);
    }

    /// The SVG element, ready for a file or a page.
    public String svg() {
        open();
        if (frame.heading() > 0) {
            drawHeading();
        }
        if (chart.isEmpty()) {
            drawEmpty();
        } else {
            svg.hatchPattern(hatchId(), Ink.TRUTH);
            drawGrid();
            drawBands();
            new EventMarks(frame, svg, this::x).draw(chart);
            drawSeries();
            drawTimeAxis();
            drawNames();
        }
        return svg.raw("</svg>\n").toString();
    }

    /// Horizontal middle of a window.
    public double x(int time) {
        return x(chart.times()[time] + chart.windowMicros() / 2);
    }

    private double x(long epochMicros) {
        double share =
                (double) (epochMicros - chart.startMicros())
                        / (chart.endMicros() - chart.startMicros());
        return frame.plotLeft() + Math.clamp(share, 0, 1) * frame.plotWidth();
    }

    /// Height of a series at a time; `NaN` in a gap.
    public double y(int seriesIndex, int time) {
        return y(chart.height(seriesIndex, time));
    }

    private double y(double value) {
        return frame.plotBottom() - scale.position(value) * frame.plotHeight();
    }

    private void open() {
        String size = "%s %s".formatted(SvgText.n(frame.width()), SvgText.n(frame.height()));
        svg.raw("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + size + "\"");
        if (look == Look.PICTURE) {
            svg.raw(
                    " width=\"%s\" height=\"%s\""
                            .formatted(SvgText.n(frame.width()), SvgText.n(frame.height())));
        }
        svg.raw(" role=\"img\" aria-label=\"").raw(SvgText.escape(description())).raw("\">\n");
        if (look == Look.PICTURE) {
            svg.rect(0, 0, frame.width(), frame.height(), Ink.GROUND, 1);
        }
    }

    private String description() {
        return chart.isEmpty()
                ? chart.title() + ": " + chart.emptyText()
                : chart.title() + ", " + chart.subtitle();
    }

    private static Ink ink(Series series) {
        return Ink.series(series.colour());
    }

    private void drawHeading() {
        svg.heading(20, 30, chart.title(), HEADING_SIZE);
        svg.text(20, 49, chart.subtitle(), LABEL, Ink.MUTED, Anchor.START);
        double right = frame.width() - 20;
        if (chart.bands().stream().anyMatch(Band::isTruth)) {
            right = drawKey(right, "injected fault", true);
        }
        if (chart.bands().stream().anyMatch(Band::isFound)) {
            drawKey(right, "anomaly found", false);
        }
    }

    /// @return where the next key to the left ends
    private double drawKey(double right, String words, boolean isHatched) {
        double left = right - TextWidth.of(words, LABEL);
        svg.text(left, 30, words, LABEL, Ink.MUTED, Anchor.START);
        double box = left - 26;
        if (isHatched) {
            svg.patternRect(box, 20, 20, 12, hatchId());
        } else {
            svg.rect(box, 20, 20, 12, Ink.MAJOR, 2 * BAND_OPACITY);
            svg.rect(box, 20, 20, BAND_EDGE, Ink.MAJOR, 1);
        }
        return box - 18;
    }

    private void drawEmpty() {
        double middle = (frame.plotTop() + frame.plotBottom()) / 2;
        svg.text(frame.width() / 2, middle, chart.emptyText(), LABEL + 1, Ink.MUTED, Anchor.MIDDLE);
    }

    private void drawGrid() {
        List<ValueScale.Tick> ticks = scale.ticks();
        for (ValueScale.Tick tick : ticks) {
            double y = y(tick.value());
            boolean isBase = tick.equals(ticks.getFirst());
            Ink ink = isBase ? Ink.AXIS : Ink.GRID;
            svg.hairline(frame.plotLeft(), y, frame.plotRight(), y, ink);
            double left = frame.plotLeft() - Frame.LABEL_GAP;
            svg.text(left, y + 4, tick.label(), LABEL, Ink.MUTED, Anchor.END);
        }
    }

    private void drawTimeAxis() {
        int most = Math.max(2, (int) (frame.plotWidth() / TICK_DISTANCE));
        double bottom = frame.plotBottom();
        String zone = ", UTC";
        for (TimeTicks.Tick tick :
                TimeTicks.of(chart.startMicros(), chart.endMicros(), most, ZoneOffset.UTC)) {
            double x = x(tick.epochMicros());
            svg.hairline(x, bottom, x, bottom + 4, Ink.AXIS);
            double left = x - TextWidth.of(tick.label(), LABEL) / 2;
            drawWhole(left, bottom + 18, tick.label());
            String date = tick.date() + zone;
            zone = "";
            if (!date.isEmpty()) {
                drawWhole(left, bottom + 33, date);
            }
        }
    }

    /// A label at an end of the axis moves inwards as far as it would be cut off.
    private void drawWhole(double left, double y, String text) {
        double most = Math.max(0, frame.width() - Frame.PAGE_FACE * TextWidth.of(text, LABEL));
        svg.text(Math.clamp(left, 0, most), y, text, LABEL, Ink.MUTED, Anchor.START);
    }

    private void drawBands() {
        for (Band band : chart.bands()) {
            double left = x(band.startMicros());
            // A band of seconds in a chart of days is still to be seen.
            double width = Math.max(2, x(band.endMicros()) - left);
            if (band.isEvent()
                    || band.endMicros() <= chart.startMicros()
                    || band.startMicros() >= chart.endMicros()) {
                continue;
            }
            double top = frame.plotTop();
            if (band.isTruth()) {
                svg.patternRect(left, top, width, frame.plotHeight(), hatchId());
            } else {
                svg.rect(left, top, width, frame.plotHeight(), Ink.of(band.kind()), BAND_OPACITY);
                svg.rect(left, top - BAND_EDGE, width, BAND_EDGE, Ink.of(band.kind()), 1);
            }
        }
    }

    private void drawSeries() {
        switch (chart.form()) {
            case BARS -> drawBars();
            case STACKED -> drawStack();
            case AREA, LINES -> drawLines();
        }
    }

    private void drawLines() {
        for (int s = 0; s < chart.series().size(); s++) {
            Series series = chart.series().get(s);
            for (Run run : runs(s)) {
                if (chart.form() == Chart.Form.AREA) {
                    svg.fillPath(areaPath(s, run), ink(series), AREA_OPACITY);
                }
                drawRun(s, run, ink(series) == Ink.SERIES_OTHERS ? CONTEXT_WIDTH : LINE_WIDTH);
            }
        }
    }

    private void drawStack() {
        for (int s = 0; s < chart.series().size(); s++) {
            for (Run run : runs(s)) {
                svg.fillPath(areaPath(s, run), ink(chart.series().get(s)), STACK_OPACITY);
            }
        }
        for (int s = 0; s < chart.series().size(); s++) {
            for (Run run : runs(s)) {
                drawRun(s, run, LINE_WIDTH);
            }
        }
    }

    private void drawBars() {
        double slot = frame.plotWidth() * chart.windowMicros();
        double width = slot / (chart.endMicros() - chart.startMicros()) * 0.7;
        for (int s = 0; s < chart.series().size(); s++) {
            for (int t = 0; t < chart.times().length; t++) {
                double y = y(s, t);
                if (Double.isFinite(y)) {
                    Ink ink = ink(chart.series().get(s));
                    svg.rect(x(t) - width / 2, y, width, frame.plotBottom() - y, ink, 0.8);
                }
            }
        }
    }

    /// A stretch without gap, both ends included.
    private record Run(int from, int to) {}

    private List<Run> runs(int series) {
        List<Run> runs = new ArrayList<>();
        int from = -1;
        for (int t = 0; t < chart.times().length; t++) {
            boolean isKnown = Double.isFinite(chart.height(series, t));
            boolean isAfterGap =
                    t > 0 && chart.times()[t] - chart.times()[t - 1] > 1.5 * chart.windowMicros();
            if (from >= 0 && (!isKnown || isAfterGap)) {
                runs.add(new Run(from, t - 1));
                from = -1;
            }
            from = from < 0 && isKnown ? t : from;
        }
        if (from >= 0) {
            runs.add(new Run(from, chart.times().length - 1));
        }
        return runs;
    }

    private void drawRun(int s, Run run, double width) {
        Ink ink = ink(chart.series().get(s));
        if (run.from() == run.to()) {
            double x = x(run.from());
            svg.line(x - 1.5, y(s, run.from()), x + 1.5, y(s, run.from()), ink, 3);
            return;
        }
        svg.strokePath(linePath(s, drawn(s, run), new StringBuilder()), ink, width);
    }

    /// The times of a run that are drawn: its ends, and as many between as can be told apart.
    private int[] drawn(int s, Run run) {
        double[] heights = new double[run.to() - run.from() + 1];
        Arrays.setAll(heights, i -> chart.height(s, run.from() + i));
        double columns = COLUMNS_PER_UNIT * frame.plotWidth();
        double share = heights.length / (double) chart.times().length;
        IntStream kept =
                Arrays.stream(Thinning.kept(heights, Math.max(1, (int) (columns * share))));
        return IntStream.concat(IntStream.of(0, heights.length - 1), kept)
                .sorted()
                .distinct()
                .map(i -> run.from() + i)
                .toArray();
    }

    private StringBuilder linePath(int s, int[] times, StringBuilder path) {
        for (int t : times) {
            path.append(path.isEmpty() ? 'M' : 'L').append(SvgText.n(x(t)));
            path.append(',').append(SvgText.n(y(s, t)));
        }
        return path;
    }

    private static int[] union(int[] some, int[] others) {
        return IntStream.concat(Arrays.stream(some), Arrays.stream(others))
                .sorted()
                .distinct()
                .toArray();
    }

    /// From the line down to the base, or to the line of the part below.
    private StringBuilder areaPath(int s, Run run) {
        boolean isUpper = chart.form() == Chart.Form.STACKED && s > 0;
        int[] times = drawn(s, run);
        if (isUpper) {
            times = union(times, drawn(s - 1, run));
        }
        StringBuilder path = linePath(s, times, new StringBuilder());
        for (int i = times.length - 1; i >= 0; i--) {
            int t = times[i];
            double below = isUpper ? chart.height(s - 1, t) : 0;
            double y = Double.isFinite(below) ? y(below) : frame.plotBottom();
            path.append('L').append(SvgText.n(x(t))).append(',').append(SvgText.n(y));
        }
        return path.append('Z');
    }

    /// A name on its way to a place where no other stands.
    private record Name(Series series, double lineX, double lineY, double y) {
        Name at(double newY) {
            return new Name(series, lineX, lineY, newY);
        }
    }

    private void drawNames() {
        for (Name name : spread(names())) {
            double left = frame.plotRight() + Frame.LEADER;
            svg.line(name.lineX() + 3, name.lineY(), left - 4, name.y(), ink(name.series()), 1.5);
            String words = TextWidth.fit(name.series().name(), LABEL, frame.longestName());
            svg.text(left, name.y() + 4, words, LABEL, Ink.TEXT, Anchor.START);
        }
    }

    private List<Name> names() {
        List<Name> names = new ArrayList<>();
        for (int s = 0; s < chart.series().size(); s++) {
            List<Run> runs = runs(s);
            if (!chart.series().get(s).isLabelled() || runs.isEmpty()) {
                continue;
            }
            int last = runs.getLast().to();
            double y = y(s, last);
            if (chart.form() == Chart.Form.STACKED) {
                double below = s > 0 ? y(s - 1, last) : frame.plotBottom();
                y = (y + (Double.isFinite(below) ? below : frame.plotBottom())) / 2;
            }
            names.add(new Name(chart.series().get(s), x(last), y, y));
        }
        return names;
    }

    /// Moves names apart, down first and then up from the bottom.
    private List<Name> spread(List<Name> names) {
        List<Name> sorted = new ArrayList<>(names);
        sorted.sort(Comparator.comparingDouble(Name::lineY));
        double free = frame.plotTop() + 4;
        for (int i = 0; i < sorted.size(); i++) {
            double y = Math.max(sorted.get(i).y(), free);
            sorted.set(i, sorted.get(i).at(y));
            free = y + NAME_DISTANCE;
        }
        double limit = frame.plotBottom() - 2;
        for (int i = sorted.size() - 1; i >= 0; i--) {
            double y = Math.min(sorted.get(i).y(), limit);
            sorted.set(i, sorted.get(i).at(y));
            limit = y - NAME_DISTANCE;
        }
        return sorted;
    }

    private String hatchId() {
        return "hatch-" + chart.id();
    }
}
