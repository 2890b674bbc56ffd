package trafficinsights.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import trafficinsights.chart.Band;
import trafficinsights.chart.Chart;
import trafficinsights.chart.Series;
import trafficinsights.model.Unit;

class ChartDrawingTest {
    private static final long SECOND = 1_000_000;
    private static final long NOON = 1_795_348_800L * SECOND; // 2026-11-22T12:00:00Z

    @Test
    void aGapBreaksTheLine() throws Exception {
        double[] values = {1, 2, Double.NaN, 4, 5};
        Chart gap = chart(Unit.REQUESTS_PER_SECOND, false, times(5, 10), values);
        assertThat(lines(gap)).hasSize(2);
        // The same with the window missing altogether.
        long[] times = {NOON, NOON + 10 * SECOND, NOON + 30 * SECOND, NOON + 40 * SECOND};
        assertThat(lines(chart(Unit.REQUESTS_PER_SECOND, false, times, 1, 2, 4, 5))).hasSize(2);
        assertThat(lines(chart(Unit.REQUESTS_PER_SECOND, false, times(4, 10), 1, 2, 4, 5)))
                .hasSize(1);
    }

    @Test
    void aLongLineIsThinnedAndKeepsItsPeakAndItsEnds() throws Exception {
        double[] values = new double[20_000];
        Arrays.setAll(values, i -> 10 + Math.sin(i / 50.0));
        values[12_345] = 100;
        Chart chart = chart(Unit.REQUESTS_PER_SECOND, false, times(20_000, 10), values);
        String path = lines(chart).getFirst().getAttribute("d");
        ChartDrawing drawing =
                new ChartDrawing(chart, Frame.shared(900, 250, List.of(chart)), Look.PAGE);
        // Two values for each half of a unit of the drawing.
        assertThat(path.split("[ML]")).hasSizeLessThan(4 * 900);
        for (int kept : List.of(0, 12_345, 19_999)) {
            assertThat(path)
                    .contains(
                            "%s,%s"
                                    .formatted(
                                            SvgText.n(drawing.x(kept)),
                                            SvgText.n(drawing.y(0, kept))));
        }
    }

    @Test
    void theEdgesOfAStackStayTogetherWhenItIsThinned() throws Exception {
        double[] low = new double[20_000];
        double[] high = new double[20_000];
        Arrays.fill(low, 10);
        Arrays.fill(high, 10);
        low[12_345] = 50;
        Chart chart =
                chart(
                        Unit.REQUESTS_PER_SECOND,
                        Chart.Form.STACKED,
                        times(20_000, 10),
                        List.of(new Series("a", "1", low, true), new Series("b", "2", high, true)),
                        List.of());
        ChartDrawing drawing =
                new ChartDrawing(chart, Frame.shared(900, 250, List.of(chart)), Look.PAGE);
        String peak = SvgText.n(drawing.x(12_345)) + "," + SvgText.n(drawing.y(0, 12_345));
        List<String> areas = new ArrayList<>();
        NodeList nodes = draw(chart).getElementsByTagName("path");
        for (int i = 0; i < nodes.getLength(); i++) {
            Element path = (Element) nodes.item(i);
            if (!path.getAttribute("fill-opacity").isEmpty()) {
                areas.add(path.getAttribute("d"));
            }
        }
        // The peak is the upper edge of the one and the lower edge of the other.
        assertThat(areas).hasSize(2).allMatch(area -> area.contains(peak));
    }

    @Test
    void ratesStartAtZeroAndEndAtARoundNumber() throws Exception {
        assertThat(texts(chart(Unit.REQUESTS_PER_SECOND, false, times(3, 10), 900, 1204, 1100)))
                .contains("0", "500/s", "1,000/s", "1,500/s");
        assertThat(texts(chart(Unit.SHARE, false, times(3, 10), 0.002, 0.0083, 0.001)))
                .contains("0", "0.25 %", "0.50 %", "0.75 %", "1.00 %");
        assertThat(texts(chart(Unit.SHARE, false, times(3, 10), 0, 0, 0))).contains("0");
    }

    @Test
    void aLogarithmicAxisLabelsDecadesInTheirUnits() throws Exception {
        assertThat(texts(chart(Unit.ESTIMATED_MICROS, true, times(3, 10), 800, 40_000, 3_200_000)))
                .contains("1 ms", "10 ms", "100 ms", "1 s");
    }

    @Test
    void theDateIsAtTheStartAndWhereTheDayChanges() throws Exception {
        long[] times = times(72, 1800);
        double[] values = new double[72];
        Arrays.fill(values, 3);
        List<String> texts = texts(chart(Unit.REQUESTS_PER_SECOND, false, times, values));
        assertThat(texts).contains("22 Nov 2026, UTC", "23 Nov 2026", "24 Nov 2026", "12:00");
        assertThat(texts.stream().filter(t -> t.contains("UTC"))).hasSize(1);
    }

    @Test
    void noTimeIsCutOffAtAnEnd() throws Exception {
        // From noon to midnight: a tick is at both ends, and a date below the last one.
        Chart chart = chart(Unit.SHARE, false, times(721, 60), new double[721]);
        NodeList nodes = draw(chart).getElementsByTagName("text");
        for (int i = 0; i < nodes.getLength(); i++) {
            Element text = (Element) nodes.item(i);
            if (text.getAttribute("text-anchor").isEmpty()) {
                double left = Double.parseDouble(text.getAttribute("x"));
                double width = TextWidth.of(text.getTextContent(), 12);
                assertThat(left).as(text.getTextContent()).isNotNegative();
                assertThat(left + width).as(text.getTextContent()).isLessThanOrEqualTo(900);
            }
        }
        assertThat(texts(chart)).contains("12:00", "00:00", "23 Nov 2026");
    }

    @Test
    void namesAtTheLineEndsNeverOverlap() throws Exception {
        List<Series> series = new ArrayList<>();
        for (int s = 0; s < 8; s++) {
            series.add(
                    new Series(
                            "server-" + s,
                            String.valueOf(s + 1),
                            new double[] {5, 5 + s * 1e-3},
                            true));
        }
        Chart chart =
                chart(Unit.REQUESTS_PER_SECOND, Chart.Form.LINES, times(2, 10), series, List.of());
        List<Double> ys = new ArrayList<>();
        NodeList nodes = draw(chart).getElementsByTagName("text");
        for (int i = 0; i < nodes.getLength(); i++) {
            if (nodes.item(i).getTextContent().startsWith("server-")) {
                ys.add(Double.parseDouble(((Element) nodes.item(i)).getAttribute("y")));
            }
        }
        ys.sort(null);
        assertThat(ys).hasSize(8);
        for (int i = 1; i < ys.size(); i++) {
            assertThat(ys.get(i) - ys.get(i - 1)).isGreaterThanOrEqualTo(14.9);
        }
        assertThat(ys.getFirst()).isGreaterThan(8);
        assertThat(ys.getLast()).isLessThan(250 - 30);
    }

    @Test
    void truthIsHatchedAndFindingsAreSolid() throws Exception {
        long end = NOON + 20 * SECOND;
        Chart chart =
                chart(
                        Unit.REQUESTS_PER_SECOND,
                        Chart.Form.LINES,
                        times(5, 10),
                        List.of(new Series("a", "1", new double[] {1, 2, 3, 2, 1}, true)),
                        List.of(
                                new Band(NOON, end, Band.Kind.TRUTH, ""),
                                new Band(NOON, end, Band.Kind.CRITICAL, ""),
                                new Band(NOON - 90 * SECOND, NOON - SECOND, Band.Kind.MINOR, "")));
        NodeList rects = draw(chart).getElementsByTagName("rect");
        List<String> fills = new ArrayList<>();
        for (int i = 0; i < rects.getLength(); i++) {
            fills.add(((Element) rects.item(i)).getAttribute("fill"));
        }
        // What lies before the chart's time is left out; a finding has a body and an upper edge.
        assertThat(fills).containsExactly("url(#hatch-test)", "var(--critical)", "var(--critical)");
    }

    @Test
    void eventsAtOnePlaceHaveTheirNamesInARow() throws Exception {
        List<Band> events = new ArrayList<>();
        for (String name : List.of("deploy a", "deploy b", "restart c")) {
            events.add(new Band(NOON + 5 * SECOND, NOON + 5 * SECOND, Band.Kind.EVENT, name));
        }
        events.add(new Band(NOON + 40 * SECOND, NOON + 40 * SECOND, Band.Kind.EVENT, "d"));
        Chart chart =
                chart(
                        Unit.REQUESTS_PER_SECOND,
                        Chart.Form.LINES,
                        times(10, 10),
                        List.of(new Series("a", "1", new double[10], true)),
                        events);
        NodeList texts = draw(chart).getElementsByTagName("text");
        List<String> names = new ArrayList<>();
        for (int i = 0; i < texts.getLength(); i++) {
            names.add(texts.item(i).getTextContent());
        }
        assertThat(names).contains("deploy a, deploy b, restart c", "d");
    }

    @Test
    void hostileNamesStayText() throws Exception {
        String name = "<b onload=\"x\">&\u0000";
        Chart chart =
                chart(
                        Unit.REQUESTS_PER_SECOND,
                        Chart.Form.LINES,
                        times(2, 10),
                        List.of(new Series(name, "1", new double[] {1, 2}, true)),
                        List.of());
        assertThat(draw(chart).getElementsByTagName("b").getLength()).isZero();
    }

    @Test
    void anEmptyChartSaysWhatWouldFillIt() throws Exception {
        assertThat(texts(chart(Unit.ESTIMATED_MICROS, false, new long[0])))
                .containsExactly("nothing here");
        assertThat(texts(chart(Unit.ESTIMATED_MICROS, false, times(2, 10), Double.NaN, Double.NaN)))
                .containsExactly("nothing here");
    }

    @Test
    void aStackOfPartsEndsAtTheirSum() {
        Chart chart =
                chart(
                        Unit.REQUESTS_PER_SECOND,
                        Chart.Form.STACKED,
                        times(2, 10),
                        List.of(
                                new Series("a", "1", new double[] {1, Double.NaN}, true),
                                new Series("b", "2", new double[] {2, 3}, true)),
                        List.of());
        assertThat(chart.height(1, 0)).isEqualTo(3);
        assertThat(chart.height(1, 1)).isEqualTo(3);
        assertThat(chart.height(0, 1)).isNaN();
    }

    private static long[] times(int count, long stepSeconds) {
        long[] times = new long[count];
        for (int t = 0; t < count; t++) {
            times[t] = NOON + t * stepSeconds * SECOND;
        }
        return times;
    }

    private static Chart chart(Unit unit, boolean isLog, long[] times, double... values) {
        return new Chart(
                "test",
                "Title",
                "subtitle",
                unit,
                Chart.Form.LINES,
                isLog,
                times,
                times.length > 1 ? times[1] - times[0] : SECOND,
                List.of(new Series("a", "1", values, false)),
                List.of(),
                "nothing here");
    }

    private static Chart chart(
            Unit unit, Chart.Form form, long[] times, List<Series> series, List<Band> bands) {
        return new Chart(
                "test",
                "Title",
                "subtitle",
                unit,
                form,
                false,
                times,
                times[1] - times[0],
                series,
                bands,
                "nothing here");
    }

    private static Document draw(Chart chart)
            throws ParserConfigurationException, IOException, SAXException {
        Frame frame = Frame.shared(900, 250, List.of(chart));
        String svg = new ChartDrawing(chart, frame, Look.PAGE).svg();
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(svg)));
    }

    private static List<String> texts(Chart chart) throws Exception {
        NodeList nodes = draw(chart).getElementsByTagName("text");
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            texts.add(nodes.item(i).getTextContent());
        }
        return texts;
    }

    /// Stroked paths, the hatch's own left out.
    private static List<Element> lines(Chart chart) throws Exception {
        NodeList nodes = draw(chart).getElementsByTagName("path");
        List<Element> lines = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            Element path = (Element) nodes.item(i);
            if (path.getAttribute("stroke").equals("var(--series-1)")) {
                lines.add(path);
            }
        }
        return lines;
    }
}
