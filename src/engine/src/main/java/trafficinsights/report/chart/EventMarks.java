package trafficinsights.report.chart;

import java.util.Comparator;
import java.util.List;
import java.util.function.LongToDoubleFunction;
import trafficinsights.chart.Band;
import trafficinsights.chart.Chart;
import trafficinsights.report.chart.SvgText.Anchor;

/// Draws events as thin lines over the height of a plot, or tinted spans where they last, each with
/// its name at the top where there is room for it; those at one place have theirs in a row.
/// Threads: one.
final class EventMarks {
    private static final double SPAN_OPACITY = 0.1;
    private static final double LEAST_SPAN = 3;
    private static final double GAP = 4;
    private static final double SIZE = Frame.LABEL_SIZE - 1;
    private static final double LONGEST_NAME = 150;
    private static final double SHORTEST_NAME = 30;

    /// Between two lines that look like one.
    private static final double SAME_PLACE = 4;

    /// Around a line, so that the mouse finds it.
    private static final double REACH = 4;

    private final Frame frame;
    private final SvgText svg;
    private final LongToDoubleFunction x;

    /// Names of the events at the place of the next, each with a comma.
    private String before = "";

    /// @param x place of a time, µs since 1970 UTC
    EventMarks(Frame frame, SvgText svg, LongToDoubleFunction x) {
        this.frame = frame;
        this.svg = svg;
        this.x = x;
    }

    /// Draws the events of a chart in their order.
    void draw(Chart chart) {
        List<Band> seen =
                chart.bands().stream()
                        .filter(Band::isEvent)
                        .filter(band -> band.endMicros() >= chart.startMicros())
                        .filter(band -> band.startMicros() <= chart.endMicros())
                        .sorted(Comparator.comparingLong(Band::startMicros))
                        .toList();
        for (int i = 0; i < seen.size(); i++) {
            Band band = seen.get(i);
            double next =
                    i + 1 < seen.size()
                            ? x.applyAsDouble(seen.get(i + 1).startMicros())
                            : frame.plotRight();
            draw(band, band.startMicros() >= chart.startMicros(), next);
            boolean isAlone = next - x.applyAsDouble(band.startMicros()) >= SAME_PLACE;
            before = isAlone ? "" : before + band.text() + ", ";
        }
        before = "";
    }

    /// @param next where the next line is, or the plot ends
    private void draw(Band band, boolean beginsHere, double next) {
        double left = x.applyAsDouble(band.startMicros());
        double width = x.applyAsDouble(band.endMicros()) - left;
        double top = frame.plotTop();
        svg.raw("<g><title>").raw(SvgText.escape(band.text())).raw("</title>\n");
        svg.rect(left - REACH, top, width + 2 * REACH, frame.plotHeight(), Ink.EVENT, 0);
        if (width >= LEAST_SPAN) {
            svg.rect(left, top, width, frame.plotHeight(), Ink.EVENT, SPAN_OPACITY);
        }
        if (beginsHere) {
            svg.hairline(left, top, left, frame.plotBottom(), Ink.EVENT);
        }
        double room = Math.min(LONGEST_NAME, (next - left - 2 * GAP) / Frame.PAGE_FACE);
        if (room >= SHORTEST_NAME) {
            String words = TextWidth.fit(before + band.text(), SIZE, room);
            svg.text(left + GAP, top + SIZE, words, SIZE, Ink.EVENT, Anchor.START);
        }
        svg.raw("</g>\n");
    }
}
