package trafficinsights.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ResourceLock(Resources.SYSTEM_OUT)
@ResourceLock(Resources.SYSTEM_ERR)
class ForecastCommandTest {
    private static final LocalDateTime START = LocalDateTime.of(2026, 3, 2, 0, 0);
    private static final DateTimeFormatter BLANK =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", java.util.Locale.ROOT);

    @TempDir private Path folder;

    private Said run(String line) {
        return Said.by(folder, line.split(" "));
    }

    /// Twenty days by the hour: a wave of a day that rises by 1 a day from 40.
    private void write(String name, String header, Function<LocalDateTime, String> time)
            throws Exception {
        SplittableRandom random = new SplittableRandom(2);
        StringBuilder csv = new StringBuilder(header);
        for (int i = 0; i < 480; i++) {
            double value =
                    40
                            + i / 24.0
                            + 5 * Math.sin(2 * Math.PI * i / 24)
                            + 0.3 * random.nextGaussian();
            csv.append(time.apply(START.plusHours(i))).append(',').append(value).append('\n');
        }
        Files.writeString(folder.resolve(name), csv);
    }

    @Test
    void seasonTrendAndTheDayOfTheLimitAreReported() throws Exception {
        write("cpu.csv", "timestamp,value\n", BLANK::format);
        Said said = run("forecast DIR/cpu.csv --limit 80 --horizon 28d");
        assertThat(said.err()).isEmpty();
        assertThat(said.exitCode()).isZero();
        assertThat(said.out())
                .contains("480 values, one every 1 h")
                .contains("Value repeats every 1 d")
                .contains("rises by about")
                .contains("Value reaches 80 on 2026-04-")
                .contains("95 % from");
    }

    @Test
    void jsonHasEveryStep() throws Exception {
        write("cpu.csv", "", t -> Long.toString(t.toEpochSecond(ZoneOffset.UTC)));
        Said said = run("forecast DIR/cpu.csv --limit 500 --horizon 7d --json");
        JsonNode json = new JsonMapper().readTree(said.out());
        assertThat(json.get("points")).hasSize(7 * 24);
        assertThat(json.get("points").get(0).get("start").asString())
                .isEqualTo("2026-03-22T00:00:00Z");
        assertThat(json.get("seasonSeconds").asDouble()).isEqualTo(86_400);
        assertThat(json.get("hasTrend").asBoolean()).isTrue();
        assertThat(json.get("limitExpected").isNull()).isTrue();
    }

    @Test
    void whatIsNotASeriesIsReportedWithItsLine() throws Exception {
        Files.writeString(folder.resolve("bad.csv"), "timestamp,value\n2026-03-02,x\n");
        assertThat(run("forecast DIR/bad.csv").err()).contains("line 2", "is not a valid time");
        Files.writeString(folder.resolve("bad.csv"), "t,v\n2026-03-02 00:00:00,x\n");
        Said said = run("forecast DIR/bad.csv");
        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.err()).contains("line 2", "\"x\" is not a valid number");
        Files.writeString(folder.resolve("bad.csv"), "t,v\n2026-03-02 00:00:00,1\n");
        assertThat(run("forecast DIR/bad.csv").err()).contains("two different times");
        assertThat(run("forecast DIR/bad.csv --column w").err())
                .contains("has no column w; it has t, v");
        assertThat(run("forecast DIR/none.csv").err()).contains("none.csv");
        Files.writeString(
                folder.resolve("bad.csv"),
                "t,v\n2026-03-02T00:00:00Z,1\n2026-03-02T00:01:00+01:00,1\n");
        assertThat(run("forecast DIR/bad.csv").err()).contains("too few values");
    }

    @Test
    void aRunHasItsOutlookWhenAskedFor() throws Exception {
        Said said = run("run --scenario memory-leak --as none --out DIR/out --outlook");
        assertThat(said.exitCode()).isZero();
        JsonNode json =
                new JsonMapper().readTree(folder.resolve("out/analytics_report.json").toFile());
        assertThat(json.get("patterns").get(0).get("figure").asString()).isEqualTo("request_rate");
        assertThat(json.get("forecasts"))
                .anySatisfy(f -> assertThat(f.get("figure").asString()).isEqualTo("cpu"));
        assertThat(Files.readString(folder.resolve("out/report.html")))
                .contains("Patterns and outlook")
                .contains("CPU of server");
    }
}
