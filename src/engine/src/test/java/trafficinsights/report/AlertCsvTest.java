package trafficinsights.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trafficinsights.model.rules.RuleVerdicts;

class AlertCsvTest {
    @TempDir private Path folder;

    @Test
    void anAlertIsARowWithTimesInUtcAndItsSentence() throws Exception {
        Path target = folder.resolve(AlertCsv.FILE_NAME);
        RuleVerdicts rules = RunReportFixture.insights().rules();
        AlertCsv.write(target, rules == null ? List.of() : rules.alerts());
        assertThat(Files.readAllLines(target))
                .containsExactly(
                        "start,end,state,severity,rule,dimension,key,observed,limit,sentence",
                        "2026-11-22T10:15:00.000000Z,2026-11-22T10:16:00.000000Z,resolved,critical,Fast <b>enough</b>,server,eu-2,900000,500000,p95 latency of server eu-2 reached 900 ms.",
                        "2026-11-22T10:15:00.000000Z,2026-11-22T10:15:10.000000Z,pending,minor,Available,total,all,,0.99,\"Availability, \"\"quoted\"\".\"");
    }
}
