package trafficinsights.ingest.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trafficinsights.model.ProblemException;
import trafficinsights.model.Reject;
import trafficinsights.model.report.RejectSummary;

final class RejectCsvTest {
    @TempDir private Path folder;

    @Test
    void whatWasWrittenIsCountedByCauseAndReadAgain() throws Exception {
        List<Reject> rejects = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            String text = List.of("a,b", "\"quoted\\\" ; \"", "", "\\", "ä\tb", "'").get(i % 6);
            rejects.add(new Reject("a \"b\".log", 1L << i, i % 3 == 0 ? "no time" : "odd", text));
        }
        Path file = folder.resolve("rejects.csv");
        try (OutputStream out = Files.newOutputStream(file);
                RejectCsv csv = new RejectCsv(out)) {
            rejects.forEach(csv::write);
        }
        RejectSummary read = RejectCsv.read(file, 25);
        assertThat(read.count()).isEqualTo(30);
        assertThat(read.causes())
                .containsExactly(
                        new RejectSummary.Cause("odd", 20), new RejectSummary.Cause("no time", 10));
        assertThat(read.first()).isEqualTo(rejects.subList(0, 25));
    }

    @Test
    void anotherFileIsRefusedInWords() throws Exception {
        Path file = Files.writeString(folder.resolve("other.csv"), "a,b\n1,2\n");
        ProblemException failure =
                catchThrowableOfType(ProblemException.class, () -> RejectCsv.read(file, 5));
        assertThat(failure.problem().code()).isEqualTo("rejects.read");
    }
}
