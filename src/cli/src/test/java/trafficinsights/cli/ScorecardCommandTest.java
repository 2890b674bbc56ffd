package trafficinsights.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `scorecard`, and `--truth` of a run.
@ResourceLock(Resources.SYSTEM_OUT)
@ResourceLock(Resources.SYSTEM_ERR)
class ScorecardCommandTest {
    private static final String TRUTH =
            """
            start,end,kind,target
            2026-03-02T08:00:00.5Z,2026-03-02T08:01:00Z,slow,eu-2
            2026-03-02T09:00:00Z,2026-03-02T09:01:00Z,crash,us-1
            """;
    private static final String INCIDENTS =
            """
            start,end,severity,metric,dimension,key,share,sentence
            2026-03-02T08:00:10.000000Z,2026-03-02T08:01:00.000000Z,major,p95_latency,server,eu-2,1,"It was slow, very."
            2026-03-02T10:00:00.000000Z,2026-03-02T10:00:10.000000Z,minor,request_rate,total,all,1,Nothing.
            """;

    @TempDir private Path folder;

    private Said run(String line) {
        return Said.by(folder, line.split(" "));
    }

    @Test
    void incidentsAreScored() throws Exception {
        Files.writeString(folder.resolve("t.csv"), TRUTH);
        Files.writeString(folder.resolve("i.csv"), INCIDENTS);
        Said said = run("scorecard --anomalies DIR/i.csv --truth DIR/t.csv --json");
        assertThat(said.exitCode()).isZero();
        JsonNode json = new JsonMapper().readTree(said.out());
        JsonNode all = json.get("detectors").get(0);
        assertThat(all.get("detector").asString()).isEqualTo("incidents");
        assertThat(all.get("found").asInt()).isEqualTo(1);
        assertThat(all.get("falseAlarms").asInt()).isEqualTo(1);
        assertThat(all.get("medianSecondsToDetect").asDouble()).isEqualTo(19.5);
        assertThat(json.get("truths").get(0).get("key").asString()).isEqualTo("eu-2");
        assertThat(json.get("truths").get(1).get("found").asBoolean()).isFalse();
    }

    @Test
    void faultsThatNobodySeesAndBenignEventsAreTakenAsWhatTheyAre() throws Exception {
        Files.writeString(
                folder.resolve("t.csv"),
                """
                start,end,kind,target_dimension,target_key,visible,metrics,lead_start,tail_end
                2026-03-02T08:00:00.5Z,2026-03-02T08:01:00Z,slow,server,eu-1,1,latency,,2026-03-02T08:02:00Z
                2026-03-02T09:00:00Z,2026-03-02T09:01:00Z,crash,server,us-1,0,,,
                """);
        Files.writeString(
                folder.resolve("b.csv"),
                """
                start,end,kind,what
                2026-03-02T10:00:05Z,2026-03-02T10:00:15Z,cron10,about 17 calls
                """);
        Files.writeString(folder.resolve("i.csv"), INCIDENTS);
        String line =
                "scorecard --anomalies DIR/i.csv --truth DIR/t.csv --benign DIR/b.csv"
                        + " --from 2026-03-02T00:00Z --to 2026-03-03T00:00Z";
        Said said = run(line + " --json");
        assertThat(said.exitCode()).isZero();
        JsonNode all = new JsonMapper().readTree(said.out()).get("detectors").get(0);
        assertThat(all.get("truths").asInt()).isEqualTo(1);
        assertThat(all.get("recall").asDouble()).isEqualTo(1);
        assertThat(all.get("rightTarget").asDouble()).isZero();
        assertThat(all.get("falseAtBenign").asInt()).isEqualTo(1);
        assertThat(all.get("falseAlarmsPerDay").asDouble()).isEqualTo(1);
        assertThat(run(line).out())
                .contains(
                        "slow of server:eu-1: found, wrong target, after 19.5 s, as eu-2",
                        "crash of server:us-1: not visible in the log",
                        "cron10 of all: 1 false alarm",
                        "Right target",
                        "End error, p90");
    }

    /// Every incident of a run has its certainty in its file, so there is a curve.
    @Test
    void theSweepFollowsTheCertaintyOfTheIncidents() throws Exception {
        Files.writeString(folder.resolve("t.csv"), TRUTH);
        Files.writeString(
                folder.resolve("i.csv"),
                """
                start,end,metric,dimension,key,sentence,detected,deviation
                2026-03-02T08:00:10Z,2026-03-02T08:01:00Z,p95_latency,server,eu-2,-,2026-03-02T08:00:20Z,31.5
                2026-03-02T09:00:00Z,2026-03-02T09:01:00Z,error_rate,server,us-1,-,2026-03-02T09:00:30Z,7.25
                2026-03-02T10:00:00Z,2026-03-02T10:00:10Z,request_rate,total,all,-,2026-03-02T10:00:10Z,9
                """);
        String line =
                "scorecard --anomalies DIR/i.csv --truth DIR/t.csv --sweep"
                        + " --from 2026-03-02T00:00Z --to 2026-03-03T00:00Z";
        JsonNode sweep = new JsonMapper().readTree(run(line + " --json").out()).get("sweep");
        List<String> steps = new ArrayList<>();
        sweep.forEach(step ->
                steps.add(
                        step.get("limit").asString()
                                + " "
                                + step.get("found").asInt()
                                + " "
                                + step.get("falseAlarmsPerDay").asDouble()));
        assertThat(steps).containsExactly("7.25 2 1.0", "9.0 1 1.0", "31.5 1 0.0");
        // How soon a detector with that limit would have known is not known.
        assertThat(sweep.get(1).get("medianSecondsToDetect").isNull()).isTrue();
        assertThat(run(line).out())
                .containsPattern("7.25 +2 of 2 +100 % +3 +1 +1.00")
                .containsPattern("31.50 +1 of 2 +50.0 % +1 +0 +0.00");
    }

    @Test
    void anEndWithoutAStartIsRefused() throws Exception {
        Files.writeString(folder.resolve("t.csv"), TRUTH);
        Files.writeString(folder.resolve("i.csv"), INCIDENTS);
        Said said = run("scorecard --anomalies DIR/i.csv --truth DIR/t.csv --to 2026-03-02T10:00Z");
        assertThat(said.exitCode()).isEqualTo(2);
        assertThat(said.err()).contains("--from and --to go together");
    }

    @Test
    void peopleGetATableAndAWordOnEachFault() throws Exception {
        Files.writeString(folder.resolve("t.csv"), TRUTH);
        Files.writeString(folder.resolve("i.csv"), INCIDENTS);
        Said said = run("scorecard --anomalies DIR/i.csv --truth DIR/t.csv --sweep");
        assertThat(said.exitCode()).isZero();
        assertThat(said.out())
                .contains("Precision")
                .contains("08:00:00  slow of eu-2: found after 19.5 s, as eu-2")
                .contains("09:00:00  crash of us-1: missed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    start,end,kind                                             | has no column `target`
                    start,end,kind,target;yesterday,2026-03-02T08:00:00Z,x,y   | Line 2 of .* has `yesterday` as start. Write a time
                    start,end,kind,target;2026-03-02T09:00:00Z,2026-03-02T08:00:00Z,x,y | Line 2 .* ends before it starts
                    """)
    void aWrongTruthIsNamedWithItsLine(String truth, String message) throws Exception {
        String text = truth.replace(';', '\n') + "\n";
        String row = truth.endsWith("kind") ? "2026-03-02T08:00:00Z,2026-03-02T08:10:00Z,x\n" : "";
        Files.writeString(folder.resolve("t.csv"), text + row);
        Files.writeString(folder.resolve("i.csv"), INCIDENTS);
        Said said = run("scorecard --anomalies DIR/i.csv --truth DIR/t.csv");
        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.err()).containsPattern(message).doesNotContain("Exception");
    }

    @Test
    void whereNothingHappenedEveryAlarmIsFalse() throws Exception {
        Files.writeString(folder.resolve("t.csv"), "start,end,kind,target\n");
        Files.writeString(folder.resolve("i.csv"), INCIDENTS);
        Said said = run("scorecard --anomalies DIR/i.csv --truth DIR/t.csv --json");
        assertThat(said.exitCode()).isZero();
        JsonNode all = new JsonMapper().readTree(said.out()).get("detectors").get(0);
        assertThat(all.get("falseAlarms").asInt()).isEqualTo(2);
        assertThat(all.get("recall").isNull()).isTrue();
    }

    @Test
    void aMissingFileIsNamed() {
        Said said = run("scorecard --anomalies DIR/none.csv --truth DIR/t.csv");
        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.err()).contains("t.csv").doesNotContain("Exception");
    }

    @Test
    void madeTrafficIsScoredByItself() throws Exception {
        Said said = run("run --scenario bad-deploy --rows 200000 --out DIR/out --json");
        assertThat(said.exitCode()).isZero();
        assertThat(new JsonMapper().readTree(said.out()).get("incidents").asInt()).isPositive();
        List<String> truth = Files.readAllLines(folder.resolve("out/test_metrics.csv"));
        assertThat(truth.get(1)).contains("bad_deploy,").contains(",yes,");
        assertThat(Files.readAllLines(folder.resolve("out/scorecard.csv")).get(1))
                .startsWith("incidents,,1,1,");
        assertThat(Files.readString(folder.resolve("out/report.html")))
                .contains("Detected and missed faults", "Scorecard");
        // What a run writes is what the command reads.
        Said again =
                run("scorecard --anomalies DIR/out/anomalies.csv --truth DIR/out/test_metrics.csv");
        assertThat(again.exitCode()).isZero();
        // The whole says it louder than the route; which part it is, incidents know.
        assertThat(again.out())
                .contains("error_rate")
                .contains("found, wrong target, after 10 s, as all requests");
        again = run("scorecard --anomalies DIR/out/incidents.csv --truth DIR/out/test_metrics.csv");
        assertThat(again.out()).contains("found after 10 s, as /api/v1/orders");
        JsonNode sweep =
                new JsonMapper()
                        .readTree(
                                run("scorecard --anomalies DIR/out/incidents.csv"
                                                + " --truth DIR/out/test_metrics.csv --json")
                                        .out())
                        .get("sweep");
        assertThat(sweep.get(0).get("found").asInt()).isEqualTo(1);
    }

    @Test
    void theTruthOfALogIsReportedByAFile() throws Exception {
        Files.writeString(folder.resolve("t.csv"), TRUTH);
        Files.writeString(
                folder.resolve("a.log"),
                "10.1.2.3:5000 [02/Mar/2026:08:00:01.007] web api/eu-1 1/0/2/108/111 200 2926 - -"
                        + " ---- 14/14/8/0/0 0/0 \"GET / HTTP/1.1\"\n");
        Said said = run("analyze DIR/a.log --truth DIR/t.csv --out DIR/out --quiet");
        assertThat(said.exitCode()).isZero();
        assertThat(Files.readString(folder.resolve("out/test_metrics.csv")))
                .contains("slow,eu-2", ",no,");
        Said wrong = run("analyze DIR/a.log --truth DIR/a.log --out DIR/out2 --quiet");
        assertThat(wrong.exitCode()).isEqualTo(1);
        assertThat(wrong.err()).contains("a.log");
    }
}
