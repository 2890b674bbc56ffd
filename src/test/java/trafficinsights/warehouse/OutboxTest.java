package trafficinsights.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trafficinsights.model.Names;
import trafficinsights.model.ProblemException;
import trafficinsights.model.warehouse.FactColumn;
import trafficinsights.model.warehouse.FactTable;
import trafficinsights.model.warehouse.RequestGroup;
import trafficinsights.model.warehouse.RunHeader;
import trafficinsights.store.StoredRequests;

class OutboxTest {
    private static final RunHeader RUN =
            new RunHeader("0123456789abcdef0123456789abcdef", "grüße", 4_000);

    @TempDir private Path folder;

    private static RequestGroup group(long seed) {
        Names names = Names.create();
        return new RequestGroup(names, StoredRequests.batches(seed, names, 4_000, 1));
    }

    private Path only() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findFirst().orElseThrow();
        }
    }

    @Test
    void aBatchComesBackAsItWent() throws IOException {
        RequestGroup group = group(5);
        Outbox outbox = new Outbox(folder, Outbox.USUAL_BYTES);
        outbox.put(RUN, group, Warehouse.key(group));
        OutboxFile.Entry entry = OutboxFile.read(only());
        assertThat(entry.run()).isEqualTo(RUN);
        assertThat(entry.key()).isEqualTo(Warehouse.key(group));
        RequestGroup read = ((OutboxFile.Content.Requests) entry.content()).group();
        assertThat(StoredRequests.texts(read.parts()))
                .isEqualTo(StoredRequests.texts(group.parts()));
    }

    @Test
    void factsComeBackAsTheyWent() throws IOException {
        List<FactTable> facts =
                List.of(
                        new FactTable(
                                "Incidents",
                                2,
                                List.of(
                                        new FactColumn.Text("sentence", new String[] {"a", "ü"}),
                                        new FactColumn.Whole(
                                                "start", new long[] {1, FactColumn.NO_NUMBER}),
                                        new FactColumn.Fraction(
                                                "share", new double[] {0.5, Double.NaN}))));
        new Outbox(folder, Outbox.USUAL_BYTES).put(RUN, facts);
        OutboxFile.Entry entry = OutboxFile.read(only());
        List<FactTable> read = ((OutboxFile.Content.Facts) entry.content()).tables();
        assertThat(ContentHash.of(RUN.key(), read)).isEqualTo(ContentHash.of(RUN.key(), facts));
    }

    @Test
    void aBatchWaitsOnceAndIsCountedWithItsAge() {
        Outbox outbox = new Outbox(folder.resolve("new"), Outbox.USUAL_BYTES);
        assertThat(outbox.waiting()).isEqualTo(Outbox.Waiting.NONE);
        RequestGroup group = group(5);
        outbox.put(RUN, group, Warehouse.key(group));
        outbox.put(RUN, group, Warehouse.key(group));
        assertThat(outbox.waiting().batches()).isEqualTo(1);
        assertThat(outbox.waiting().bytes()).isPositive();
        assertThat(outbox.waiting().oldest()).isPresent();
    }

    @Test
    void aFullOutboxRefusesAndSaysHowManyWait() {
        Outbox outbox = new Outbox(folder, 1_000);
        RequestGroup first = group(5);
        outbox.put(RUN, first, Warehouse.key(first));
        RequestGroup second = group(6);
        assertThatThrownBy(() -> outbox.put(RUN, second, Warehouse.key(second)))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("1 batches wait");
    }

    @Test
    void aDamagedFileIsToldFromAWholeOne() throws IOException {
        RequestGroup group = group(5);
        new Outbox(folder, Outbox.USUAL_BYTES).put(RUN, group, Warehouse.key(group));
        Path file = only();
        byte[] bytes = Files.readAllBytes(file);
        for (int cut : new int[] {0, 10, bytes.length / 2, bytes.length - 30}) {
            Files.write(file, java.util.Arrays.copyOf(bytes, cut));
            assertThatThrownBy(() -> OutboxFile.read(file)).isInstanceOf(IOException.class);
        }
    }
}
