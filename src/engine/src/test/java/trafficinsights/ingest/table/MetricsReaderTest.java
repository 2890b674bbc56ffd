package trafficinsights.ingest.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import trafficinsights.ingest.log.LineBench;
import trafficinsights.ingest.row.LineVerdict;
import trafficinsights.ingest.row.VerdictCounts;
import trafficinsights.model.Names;
import trafficinsights.model.ProblemException;
import trafficinsights.model.ServerMetricBatch;

class MetricsReaderTest {
    @TempDir private Path folder;

    private MetricsReader.Block read(String csv, @Nullable String mapping) throws IOException {
        Path file = Files.writeString(folder.resolve("m.csv"), csv);
        Path yaml = mapping == null ? null : Files.writeString(folder.resolve("map.yaml"), mapping);
        try (MetricsReader reader = new MetricsReader(file, yaml, Names.create())) {
            MetricsReader.Block block = Objects.requireNonNull(reader.next(0, 0));
            assertThat(reader.next(0, 1)).isNull();
            return block;
        }
    }

    private static String server(ServerMetricBatch batch, int row) {
        return batch.names().servers().text(batch.server()[row]);
    }

    /// Against the cells of the file, taken apart by plain splitting.
    @Test
    void haproxysStatisticsBecomeRatesAndHealth() throws IOException {
        String csv = LineBench.text("samples/haproxy_stats.csv");
        MetricsReader.Block block = read(csv, null);
        ServerMetricBatch batch = block.metrics();
        Map<String, String[]> before = new HashMap<>();
        int row = 0;
        for (String line : csv.split("\n")) {
            String[] cells = line.split(",", -1);
            boolean isServer =
                    !line.contains("pxname") && !List.of("FRONTEND", "BACKEND").contains(cells[2]);
            if (!isServer) {
                continue;
            }
            String name = cells[1] + "/" + cells[2];
            assertThat(server(batch, row)).isEqualTo(name);
            assertThat(batch.epochMicros()[row])
                    .isEqualTo(Instant.parse(cells[0]).toEpochMilli() * 1000);
            assertThat(batch.activeConnections()[row]).isEqualTo(Float.parseFloat(cells[5]));
            assertThat(batch.health()[row]).isEqualTo((byte) (cells[18].startsWith("UP") ? 1 : 0));
            assertThat(batch.cpuUtilization()[row]).isNaN();
            String[] last = before.put(name, cells);
            if (last == null) {
                assertThat(batch.networkInBytesPerSecond()[row]).isNaN();
            } else {
                double seconds =
                        Instant.parse(cells[0]).getEpochSecond()
                                - Instant.parse(last[0]).getEpochSecond();
                assertThat(batch.networkInBytesPerSecond()[row])
                        .isCloseTo(
                                (Double.parseDouble(cells[9]) - Double.parseDouble(last[9]))
                                        / seconds,
                                within(1e-6));
            }
            row++;
        }
        assertThat(batch.size()).isEqualTo(row).isGreaterThan(15);
        VerdictCounts verdicts = block.lines().verdicts();
        assertThat(verdicts.of(LineVerdict.METRICS)).isEqualTo(row);
        assertThat(
                        verdicts.of(LineVerdict.METRICS)
                                + verdicts.of(LineVerdict.HEADER)
                                + verdicts.of(LineVerdict.NO_SERVER))
                .isEqualTo(block.lines().lines())
                .isEqualTo(37);
    }

    @Test
    void anyCsvIsReadThroughAMapping() throws IOException {
        MetricsReader.Block block =
                read(
                        """
                        at;host;cpu %;rx;state
                        2026-11-22T20:00:00Z;web-1;50;1000;ok
                        1795377610;web-1;25;2000;ok
                        1795377620000;web-1;75;500;broken
                        1795377630000;"web;2";;1;ok
                        soon;web-1;1;1;ok
                        1795377640000;web-1;lots;1;ok
                        1795377650000;web-1
                        """,
                        """
                        delimiter: ";"
                        time: at
                        server: host
                        cpu_utilization: {column: cpu %, scale: 0.01}
                        network_in_bytes_per_second: {column: rx, counter: true}
                        health: {column: state, up: [ok]}
                        """);
        ServerMetricBatch batch = block.metrics();
        assertThat(batch.size()).isEqualTo(4);
        assertThat(batch.epochMicros()[1] - batch.epochMicros()[0]).isEqualTo(10_000_000);
        assertThat(batch.epochMicros()[2] - batch.epochMicros()[1]).isEqualTo(10_000_000);
        assertThat(batch.cpuUtilization()).startsWith(0.5f, 0.25f, 0.75f);
        assertThat(batch.cpuUtilization()[3]).isNaN();
        assertThat(batch.networkInBytesPerSecond()[1]).isEqualTo(100);
        assertThat(batch.networkInBytesPerSecond()[2]).as("the counter began anew").isNaN();
        assertThat(batch.health()).startsWith((byte) 1, (byte) 1, (byte) 0, (byte) 1);
        assertThat(server(batch, 3)).isEqualTo("web;2");
        List<String> rejects = new ArrayList<>();
        block.lines().rejects("m", 0).forEach(r -> rejects.add(r.lineNumber() + " " + r.cause()));
        assertThat(rejects)
                .containsExactly(
                        "6 time is not readable",
                        "7 a number is not readable",
                        "8 line ends early");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "- a",
                "time: a",
                "time: a\nserver: b",
                "time: a\nserver: b\nhealth: {up: [x]}",
                "time: a\nserver: b\ncpu_utilization: {column: c, scale: x}",
                "time: [",
                "time: a\nserver: b\nskip: 7\nhealth: c"
            })
    void aMappingThatIsNoneIsExplained(String mapping) {
        ProblemException failure =
                catchThrowableOfType(ProblemException.class, () -> read("a,b\n", mapping));
        assertThat(failure.problem().code()).isEqualTo("metrics.mapping");
        assertThat(failure.problem().userMessage()).contains("map.yaml").hasLineCount(1);
    }
}
