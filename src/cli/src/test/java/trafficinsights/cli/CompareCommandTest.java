package trafficinsights.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import trafficinsights.KnownText;

@ResourceLock(Resources.SYSTEM_OUT)
@ResourceLock(Resources.SYSTEM_ERR)
class CompareCommandTest {
    @TempDir private static Path folder;

    @BeforeAll
    static void makeTraffic() {
        for (String[] run : new String[][] {{"calm", "5m"}, {"later", "10m"}}) {
            Said.by(
                    folder,
                    ("generate --scenario steady --duration "
                                    + run[1]
                                    + " --out DIR/"
                                    + run[0]
                                    + " --quiet")
                            .split(" "));
        }
    }

    private static Said run(String line) {
        return Said.by(folder, line.split(" "));
    }

    @Test
    void bothRunsFiguresStandSideBySide() throws Exception {
        Said said = run("compare DIR/calm bad-deploy --csv DIR/compared.csv --figure error_rate");
        assertThat(said.err()).isEmpty();
        assertThat(said.exitCode()).isZero();
        assertThat(said.out())
                .startsWith("A  calm, ")
                .contains("B  bad-deploy, ")
                .contains("not counts")
                .contains("error_rate")
                .contains("worse")
                .contains("route, error_rate")
                .contains("of the change")
                .contains("Incidents: ");
        List<String> csv = Files.readAllLines(folder.resolve("compared.csv"));
        assertThat(csv.getFirst())
                .isEqualTo(
                        "dimension,key,figure,a,b,delta,delta_percent,standard_errors,"
                                + "contribution_percent");
        assertThat(csv).anyMatch(line -> line.startsWith("total,all,p95Micros,"));
        assertThat(csv).anyMatch(line -> line.startsWith("route,/api/v1/orders,errorRate,"));
    }

    @Test
    void figuresAreListedUnderTheSameNames() throws Exception {
        Said said = run("compare DIR/calm DIR/calm --csv DIR/same.csv");
        List<String> names =
                said.out()
                        .lines()
                        .dropWhile(line -> !line.startsWith("figure"))
                        .skip(2)
                        .takeWhile(line -> !line.isBlank())
                        .map(line -> line.strip().split(" ")[0])
                        .toList();
        List<String> labels =
                Files.readAllLines(folder.resolve("same.csv")).stream()
                        .filter(line -> line.startsWith("total,"))
                        .map(line -> line.split(",")[2])
                        .toList();
        KnownText.check(
                "compare.txt",
                String.join("\n", names) + "\n\n" + String.join("\n", labels) + "\n");
    }

    @Test
    void jsonHasTheSameFigures() throws Exception {
        Said said = run("compare DIR/calm DIR/later --json");
        JsonNode json = new JsonMapper().readTree(said.out());
        assertThat(json.get("areLengthsAlike").asBoolean()).isFalse();
        assertThat(json.get("a").get("requests").asLong()).isPositive();
        JsonNode first = json.get("figures").get(0);
        assertThat(first.get("figure").asString()).isEqualTo("requestsPerSecond");
        assertThat(first.get("b").asDouble() - first.get("a").asDouble())
                .isEqualTo(first.get("delta").asDouble());
    }

    @Test
    void whatCannotBeComparedIsReported() {
        Said missing = run("compare DIR/calm DIR/nowhere");
        assertThat(missing.exitCode()).isEqualTo(1);
        assertThat(missing.err()).contains("does not exist");
        Said figure = run("compare DIR/calm DIR/later --figure speed");
        assertThat(figure.exitCode()).isEqualTo(2);
        assertThat(figure.err()).contains("error_rate").contains("p95");
    }
}
