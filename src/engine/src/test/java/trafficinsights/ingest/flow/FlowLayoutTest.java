package trafficinsights.ingest.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is a table of Amazon's flows, by the names of its columns ("Flow log records").
class FlowLayoutTest {
    @TempDir private Path folder;

    private boolean hasFlows(String header) throws Exception {
        Path file = folder.resolve("a.log");
        Files.writeString(file, header + "\n2 10.0.0.1 10.0.0.2 1\n");
        return FlowFiles.layout(file) != null;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "version srcaddr dstaddr bytes",
                "srcaddr dstaddr bytes action",
                "pkt_srcaddr vpc_id tcp_flags bytes",
                "SRCADDR,DSTADDR,SUBNET-ID,AZ-ID"
            })
    void anyTwoOfAmazonsFieldsBesideAnAddressAreFlows(String header) throws Exception {
        assertThat(hasFlows(header)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "srcaddr dstaddr name bytes",
                "version bytes start end",
                "time status bytes"
            })
    void otherTablesAreNot(String header) throws Exception {
        assertThat(hasFlows(header)).isFalse();
    }

    @Test
    void everyFieldOfTheDefaultFormatIsOneOfAmazons() {
        assertThat(FlowFields.AWS_DEFAULT).allMatch(FlowFields::isAws);
    }
}
