package trafficinsights.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import trafficinsights.model.report.RunReport;

class ReportHtmlTest {
    @Test
    void everyPageIsWellFormed() throws Exception {
        for (RunReport report :
                List.of(
                        RunReportFixture.incident(),
                        RunReportFixture.quiet(),
                        RunReportFixture.hostile(),
                        RunReportFixture.empty())) {
            assertThat(parse(ReportHtml.of(report)).getElementsByTagName("h1").getLength())
                    .isEqualTo(1);
        }
    }

    @Test
    void textFromLogsNeverBecomesMarkup() throws Exception {
        String page = ReportHtml.of(RunReportFixture.hostile());
        assertThat(page).doesNotContain("<script>alert").doesNotContain("<img");
        Document document = parse(page);
        // The page's own two: values and code.
        assertThat(document.getElementsByTagName("script").getLength()).isEqualTo(2);
        assertThat(document.getElementsByTagName("img").getLength()).isZero();
        assertThat(document.getElementsByTagName("title").item(0).getTextContent())
                .startsWith("</title><img");
        assertThat(document.getDocumentElement().getTextContent())
                .contains(RunReportFixture.HOSTILE_ROUTE);
    }

    @Test
    void nothingIsLoadedFromElsewhere() {
        String page = ReportHtml.of(RunReportFixture.incident());
        assertThat(page).contains("default-src 'none'");
        Matcher addresses = Pattern.compile("https?://[^\"' <)]*").matcher(page);
        assertThat(addresses.results().map(m -> m.group()).distinct())
                .containsOnly("http://www.w3.org/2000/svg");
        assertThat(page).doesNotContain("<link").doesNotContain("@import").doesNotContain("src=");
    }

    @Test
    void rulesHaveASectionAndASentenceAtTheTop() throws Exception {
        String page = ReportHtml.of(RunReportFixture.incident().with(RunReportFixture.insights()));
        Document document = parse(page);
        assertThat(page)
                .contains("<section aria-labelledby=\"objectives\">")
                .contains("1 of 2 rules were broken. p95 latency of server eu-2 reached 900 ms.")
                .contains("<section aria-labelledby=\"outlook\">")
                .doesNotContain("<i>eu")
                .doesNotContain("NaN")
                .doesNotContain("<b>enough");
        assertThat(document.getDocumentElement().getTextContent())
                .contains("p95 by server < 500 ms for 1m");
        assertThat(ReportHtml.of(RunReportFixture.incident())).doesNotContain("objectives");
    }

    @Test
    void longTablesAreCutAndSaySo() throws Exception {
        String page = ReportHtml.of(RunReportFixture.hostile());
        assertThat(page).contains("71 more rows");
        assertThat(page).doesNotContain("/r/60/");
        assertThat(page.length()).isLessThan(400_000);
    }

    @Test
    void headingsTablesAndChartsAreNamed() throws Exception {
        Document document = parse(ReportHtml.of(RunReportFixture.incident()));
        assertThat(document.getElementsByTagName("figure").getLength()).isEqualTo(5);
        for (int i = 0; i < document.getElementsByTagName("th").getLength(); i++) {
            assertThat(
                            ((Element) document.getElementsByTagName("th").item(i))
                                    .getAttribute("scope"))
                    .isIn("col", "row");
        }
        assertThat(document.getElementsByTagName("h2").getLength()).isEqualTo(8);
    }

    @Test
    void hoverValuesMatchTheCharts() throws Exception {
        Document document = parse(ReportHtml.of(RunReportFixture.incident()));
        JsonNode values =
                new JsonMapper()
                        .readTree(document.getElementsByTagName("script").item(0).getTextContent());
        assertThat(values.get("x")).hasSize(RunReportFixture.WINDOWS);
        assertThat(values.get("times").get(0).asString())
                .isEqualTo("2026-11-22 10:15:00–10:15:10 UTC");
        JsonNode p95 = values.get("charts").get("latency_percentiles").get(1);
        assertThat(p95.get("name").asString()).isEqualTo("p95");
        assertThat(p95.get("text")).hasSize(RunReportFixture.WINDOWS);
        assertThat(p95.get("text").get(100).asString()).endsWith(" ms");
        // The server whose log has a hole.
        JsonNode server = values.get("charts").get("p95_by_server").get(0);
        assertThat(server.get("y").get(142).asDouble()).isNegative();
    }

    @Test
    void verdictsSayWhatHappened() {
        assertThat(Verdict.of(RunReportFixture.incident()))
                .startsWith(
                        "p95 latency of server eu-2 went from 91.0 ms to 318 ms at 09:13:20; 88 % of the added latency came from it. It lasted 7 min 50 s; 99.5");
        assertThat(Verdict.of(RunReportFixture.quiet()))
                .startsWith("No anomalies were detected: 99.7");
        assertThat(Verdict.of(RunReportFixture.empty()))
                .isEqualTo(
                        "120 lines read, but no request; 120 could not be read, mostly because of “no timestamp”.");
    }

    private static Document parse(String page)
            throws ParserConfigurationException, SAXException, IOException {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(page)));
    }
}
