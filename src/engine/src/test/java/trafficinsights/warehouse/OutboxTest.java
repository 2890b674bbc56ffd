package trafficinsights.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trafficinsights.model.Problem;
import trafficinsights.model.ProblemException;

/// The folder and its files; what is in them is tested where they are written.
class OutboxTest {
    @TempDir private Path folder;

    private static Outbox.Writer text(String text) {
        return file -> {
            try {
                Files.writeString(file, text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void aBatchWaitsOnceAndIsCountedWithItsAge() throws Exception {
        Outbox outbox = new Outbox(folder.resolve("new"), Outbox.USUAL_BYTES);
        assertThat(outbox.waiting()).isEqualTo(Outbox.Waiting.NONE);
        outbox.put("k1", text("first"));
        outbox.put("k1", text("again"));
        assertThat(outbox.waiting().batches()).isEqualTo(1);
        assertThat(outbox.waiting().bytes()).isEqualTo(5);
        assertThat(outbox.waiting().oldest()).isPresent();
    }

    @Test
    void aFullOutboxRefusesAndSaysHowManyWait() throws Exception {
        Outbox outbox = new Outbox(folder, 10);
        outbox.put("k1", text("more than ten bytes"));
        assertThatThrownBy(() -> outbox.put("k2", text("x")))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("batches waiting: 1");
    }

    @Test
    void whatIsSentGoesAndTheFirstThatCannotBeSentStaysWithTheRest() throws Exception {
        Outbox outbox = new Outbox(folder, Outbox.USUAL_BYTES);
        for (String key : List.of("k1", "k2", "k3")) {
            outbox.put(key, text(key));
        }
        List<String> sent = new ArrayList<>();
        Problem gone = Problem.of("warehouse.unreachable", "It is gone.");
        assertThatThrownBy(() ->
                        outbox.send((file, key) -> {
                            if (key.equals("k2")) {
                                throw gone.asException();
                            }
                            sent.add(key);
                        }))
                .isInstanceOf(ProblemException.class);
        assertThat(sent).containsExactly("k1");
        assertThat(names()).containsExactly("k2.duckdb", "k3.duckdb");
        assertThat(outbox.send((_, key) -> sent.add(key))).isEqualTo(2);
        assertThat(sent).containsExactly("k1", "k2", "k3");
        assertThat(names()).isEmpty();
    }

    @Test
    void aBatchThatCouldNotBeWrittenLeavesNoFile() throws IOException {
        Outbox outbox = new Outbox(folder, Outbox.USUAL_BYTES);
        Outbox.Writer broken =
                file -> {
                    try {
                        Files.writeString(file, "half");
                        Files.writeString(Path.of(file + ".wal"), "half");
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                    throw Problem.of("store.disk-full", "The disk is full.").asException();
                };
        Problem problem =
                catchThrowableOfType(ProblemException.class, () -> outbox.put("k1", broken))
                        .problem();
        assertThat(problem.code()).isEqualTo("outbox.unwritable");
        assertThat(names()).isEmpty();
    }

    @Test
    void batchesOfAnEarlierVersionStayCountAndAreNamed() throws Exception {
        Path old = Files.writeString(folder.resolve("0f.batch"), "in another format");
        Outbox outbox = new Outbox(folder, Outbox.USUAL_BYTES);
        outbox.put("k1", text("new"));
        assertThat(outbox.waiting().batches()).isEqualTo(2);
        assertThat(outbox.send((_, _) -> {})).isEqualTo(1);
        assertThat(outbox.waiting().batches()).isEqualTo(1);
        assertThat(old).hasContent("in another format");
        Problem left = outbox.left().orElseThrow();
        assertThat(left.code()).isEqualTo("outbox.old");
        assertThat(left.userMessage()).contains("1 batch ", folder.toString(), "*.batch");
    }
}
