package trafficinsights.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import trafficinsights.FlowSamples;

/// Network flows on the command line: they are not requests, and `explore` opens them.
@ResourceLock(Resources.SYSTEM_OUT)
@ResourceLock(Resources.SYSTEM_ERR)
class FlowCommandsTest {
    private static final Pattern ADVICE = Pattern.compile("`workbench ([^`]+)`");

    @TempDir private Path folder;

    @ParameterizedTest
    @FieldSource("trafficinsights.FlowSamples#ALL")
    void importRefusesFlowsWithACommandThatOpensThem(String name) throws Exception {
        Path file = Files.copy(FlowSamples.file(name), folder.resolve("flows of " + name));
        Said said = Said.by(folder, "import", file.toString(), "--store", "DIR/x.duckdb");
        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.err()).contains("contains network flows", "which are not requests");
        assertThat(folder.resolve("x.duckdb")).doesNotExist();
        Said followed = follow(said.err());
        assertThat(followed.exitCode()).as(followed.err()).isZero();
        assertThat(followed.out()).contains("(flows)", "destination_port", "--view top-talkers");
    }

    /// Runs the command that a message advises, as a shell would.
    private Said follow(String message) {
        Matcher advice = ADVICE.matcher(message);
        assertThat(advice.find()).as(message).isTrue();
        List<String> words = new ArrayList<>();
        Matcher word = Pattern.compile("\"([^\"]*)\"|(\\S+)").matcher(advice.group(1));
        while (word.find()) {
            words.add(word.group(1) == null ? word.group(2) : word.group(1));
        }
        words.addAll(List.of("--temp", "DIR/scratch"));
        return Said.by(folder, words.toArray(String[]::new));
    }

    /// Amazon's example of a custom format, without its header line.
    private Path headless() throws Exception {
        List<String> lines = Files.readAllLines(FlowSamples.file("aws-custom.log"));
        return Files.write(folder.resolve("headless.log"), lines.subList(1, lines.size()));
    }

    /// The format as the flow log's configuration has it.
    private static String format() throws Exception {
        String header = Files.readAllLines(FlowSamples.file("aws-custom.log")).getFirst();
        return header.replaceAll("(\\S+)", "\\${$1}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"import --store DIR/x.duckdb", "explore --temp DIR/scratch"})
    void aCustomFormatWithoutAHeaderIsRefusedWithACommandThatOpensIt(String command)
            throws Exception {
        Path file = headless();
        List<String> words = new ArrayList<>(List.of(command.split(" ")));
        words.add(file.toString());
        Said said = Said.by(folder, words.toArray(String[]::new));
        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.err())
                .contains("look like an AWS VPC flow log", "without a header line")
                .contains("`workbench explore " + file + " --log-format 'FORMAT'`");
        Said followed =
                Said.by(
                        folder,
                        "explore",
                        file.toString(),
                        "--log-format",
                        format(),
                        "--view",
                        "top-talkers",
                        "--as",
                        "csv",
                        "--temp",
                        "DIR/scratch");
        assertThat(followed.exitCode()).as(followed.err()).isZero();
        Said withHeader = explore("aws-custom.log", "--view", "top-talkers", "--as", "csv");
        assertThat(followed.out()).isEqualTo(withHeader.out()).contains("52.213.180.42");
    }

    @Test
    void aFormatOfFlowsThatNoLineHasIsRefused() throws Exception {
        Said said =
                Said.by(
                        folder,
                        "explore",
                        headless().toString(),
                        "--log-format",
                        "${version} ${srcaddr} ${dstaddr}",
                        "--temp",
                        "DIR/scratch");
        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.err())
                .contains("No line of", "3 lines were read", "the format has 3 fields");
    }

    @Test
    void aFormatOfFlowsIsRefusedForRequestsWithACommandThatOpensThem() throws Exception {
        Path file = headless();
        Said said =
                Said.by(
                        folder,
                        "import",
                        file.toString(),
                        "--store",
                        "DIR/x.duckdb",
                        "--log-format",
                        format());
        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.err())
                .contains("network flows", "which are not requests")
                .contains("`workbench explore " + file + " --log-format '" + format() + "'`");
    }

    @ParameterizedTest
    @ValueSource(strings = {"analyze", "run --input"})
    void otherCommandsThatReadRequestsRefuseFlows(String command) {
        List<String> words = new ArrayList<>(List.of(command.split(" ")));
        words.addAll(List.of(FlowSamples.file("zeek-conn.log").toString(), "--out", "DIR/report"));
        Said said = Said.by(folder, words.toArray(String[]::new));
        assertThat(said.exitCode()).as(said.err()).isEqualTo(1);
        assertThat(said.err()).contains("Zeek conn.log", "`workbench explore ");
    }

    private Said explore(String name, String... options) {
        List<String> all = new ArrayList<>(List.of("explore", FlowSamples.file(name).toString()));
        all.addAll(List.of(options));
        all.addAll(List.of("--temp", "DIR/scratch"));
        return Said.by(folder, all.toArray(String[]::new));
    }

    @Test
    void aViewIsChosenWithOneOption() {
        Said talkers = explore("azure-nsg-v2.json", "--view", "top-talkers", "--as", "csv");
        assertThat(talkers.exitCode()).as(talkers.err()).isZero();
        assertThat(talkers.out())
                .startsWith("source,bytes,packets,flows,destinations\n10.5.16.4,46661,83,4,4\n");
        Said rejected = explore("aws-default.log", "--view", "rejected", "--as", "csv");
        assertThat(rejected.out())
                .isEqualTo(
                        """
                        source,destination,destination_port,protocol,flows,first,last
                        172.31.9.69,172.31.9.12,3389,TCP,1,2014-12-14 04:06:50,2014-12-14 04:06:50
                        172.31.16.139,203.0.113.12,0,ICMP,1,2015-05-29 16:31:34,2015-05-29 16:31:34
                        """);
        Said time =
                explore("zeek-conn.log", "--view", "bytes-over-time", "--export", "DIR/bytes.csv");
        assertThat(time.out()).contains("bytes.csv");
        assertThat(folder.resolve("bytes.csv"))
                .content()
                .startsWith("start,bytes,packets,flows\n2009-11-18 08:00:20,657,2,1\n");
    }

    @Test
    void aViewThatIsNotThereIsNamedWithThoseThatAre() throws Exception {
        assertThat(explore("zeek-conn.log", "--view", "latency").err())
                .contains("latency is not a view", "bytes-over-time, top-talkers, rejected");
        Path table = Files.writeString(folder.resolve("a.csv"), "a,b\n1,2\n");
        Said said =
                Said.by(
                        folder,
                        "explore",
                        table.toString(),
                        "--view",
                        "rejected",
                        "--temp",
                        "DIR/scratch");
        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.err()).contains("only network flows have them");
        assertThat(explore("zeek-conn.log", "--view", "rejected", "--sql", "FROM data").exitCode())
                .isEqualTo(2);
    }
}
