package trafficinsights.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import trafficinsights.model.FleetHealth;
import trafficinsights.model.ProblemException;
import trafficinsights.model.Scorecard;
import trafficinsights.model.report.RunReport;
import trafficinsights.report.read.ReportReading;

class ReportReadingTest {
    static Stream<RunReport> reports() {
        return Stream.of(
                RunReportFixture.incident(),
                RunReportFixture.quiet(),
                RunReportFixture.hostile(),
                RunReportFixture.empty());
    }

    private static RunReport read(RunReport report) {
        return ReportReading.of(ReportJson.text(report));
    }

    @ParameterizedTest
    @MethodSource("reports")
    void whatWasWrittenComesBack(RunReport report) {
        assertThat(read(report)).isEqualTo(report);
    }

    @ParameterizedTest
    @MethodSource("reports")
    void aReportThatWasReadGivesTheSameFiles(RunReport report) {
        RunReport read = read(report);
        assertThat(ReportJson.text(read)).isEqualTo(ReportJson.text(report));
        assertThat(ReportHtml.of(read)).isEqualTo(ReportHtml.of(report));
    }

    @Test
    void whatRulesAndForecastsSayComesBackButThePast() {
        RunReport report = RunReportFixture.incident().with(RunReportFixture.insights());
        RunReport read = read(report);
        assertThat(read.insights().rules()).isEqualTo(report.insights().rules());
        assertThat(read.insights().patterns()).isEqualTo(report.insights().patterns());
        assertThat(read.insights().forecasts())
                .usingRecursiveComparison()
                .ignoringFields("past")
                .isEqualTo(report.insights().forecasts());
        assertThat(ReportJson.text(read)).isEqualTo(ReportJson.text(report));
        String sentence = "does not contain the values before the forecasts";
        assertThat(ReportHtml.of(read)).contains(sentence);
        assertThat(ReportHtml.of(report)).doesNotContain(sentence);
    }

    @Test
    void wholeNumbersKeepAllOfTheirDigits() {
        RunReport report = RunReportFixture.incident();
        RunReport.Provenance made = report.provenance();
        String json =
                ReportJson.text(report).replace("\"seed\": 42", "\"seed\": -9007199254740993");
        RunReport.ScenarioUsed scenario = ReportReading.of(json).provenance().scenario();
        assertThat(scenario)
                .isEqualTo(
                        new RunReport.ScenarioUsed(
                                "bad-deploy", -9_007_199_254_740_993L, "a1".repeat(32)));
        assertThat(made.scenario()).isNotEqualTo(scenario);
    }

    /// What the first version of the file did not have.
    private static String ofTheFirstVersion(RunReport report) {
        ObjectNode root = (ObjectNode) new JsonMapper().readTree(ReportJson.text(report));
        root.put("schemaVersion", "1.0");
        root.remove(List.of("quality", "fleet", "incidents", "scorecard"));
        root.get("anomalies").forEach(anomaly -> ((ObjectNode) anomaly).remove("deviation"));
        return root.toString();
    }

    @Test
    void whatAnOldVersionDidNotWriteIsUnknown() {
        RunReport report = RunReportFixture.incident();
        RunReport read = ReportReading.of(ofTheFirstVersion(report));
        assertThat(read.totals()).isEqualTo(report.totals());
        assertThat(read.series()).isEqualTo(report.series());
        assertThat(read.quality()).isNull();
        assertThat(read.fleet()).isEqualTo(FleetHealth.UNKNOWN);
        assertThat(read.scorecard()).isEqualTo(Scorecard.NONE);
        assertThat(read.anomalies()).hasSameSizeAs(report.anomalies());
        assertThat(read.anomalies().getFirst().deviation()).isNaN();
    }

    @Test
    void thePageOfAnOldReportSaysWhatItDoesNotKnow() {
        String page =
                ReportHtml.of(ReportReading.of(ofTheFirstVersion(RunReportFixture.incident())));
        assertThat(page)
                .contains(
                        "This report has no data quality figures.",
                        "Anomalies are not grouped into incidents in this report.",
                        "anomalies were detected: ")
                .doesNotContain("No figure left its expected range", "No incidents were detected");
    }

    @Test
    void whatThisVersionDoesNotKnowHidesNothingElse() {
        RunReport report = RunReportFixture.incident();
        ObjectNode root = (ObjectNode) new JsonMapper().readTree(ReportJson.text(report));
        root.put("schemaVersion", "1.9").put("mood", "good");
        ((ObjectNode) root.get("anomalies").get(0)).put("metric", "smell");
        RunReport read = ReportReading.of(root.toString());
        assertThat(read.anomalies())
                .isEqualTo(report.anomalies().subList(1, report.anomalies().size()));
        assertThat(read.series()).isEqualTo(report.series());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[1, 2",
                "{\"a\": 1}",
                "[]",
                "no json",
                "{\"schemaVersion\": \"1.0\", \"totals\": {}}",
                "{\"schemaVersion\": \"1.0\", \"totals\": {\"requests\": 1}}"
            })
    void whatIsNotAReportIsRefusedInWords(String text) {
        assertThatThrownBy(() -> ReportReading.of(text))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e ->
                                assertThat(e.problem().userMessage())
                                        .contains("analytics_report.json"));
    }
}
