package trafficinsights.run.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trafficinsights.run.base.LiveSource;
import trafficinsights.run.base.Run;
import trafficinsights.run.base.RunSummary;
import trafficinsights.run.spec.RunSource;
import trafficinsights.run.spec.RunSpec;

/// Runs that read topics of a real broker.
class KafkaIT {
    /// `-Dkafka.kills=20` for a longer test.
    private static final int KILLS = Integer.getInteger("kafka.kills", 6);

    private static KafkaBroker broker;
    private static KafkaProducer<byte[], byte[]> producer;

    @TempDir private static Path brokerFolder;
    @TempDir private Path folder;

    @BeforeAll
    static void startBroker() throws Exception {
        broker =
                new KafkaBroker(
                        brokerFolder,
                        Map.of(
                                "killed", 3, "late", 2, "poison", 1, "shared", 4, "one", 1, "two",
                                2));
        producer =
                new KafkaProducer<>(
                        Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.address()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
    }

    @AfterAll
    static void stopBroker() throws Exception {
        producer.close();
        broker.close();
    }

    /// The number of a line is its bytes, so that each row can be told from the others.
    private static String line(int number) {
        return "10.1.2.3:5000 [22/Nov/2026:20:%02d:%02d.007] web api/eu-1 1/0/2/108/111 200 %d - - ---- 14/14/8/0/0 0/0 \"GET / HTTP/1.1\""
                .formatted(number / 60 % 60, number % 60, number);
    }

    private static Future<RecordMetadata> send(String topic, byte @Nullable [] value) {
        return producer.send(new ProducerRecord<>(topic, value));
    }

    private static void send(String topic, int from, int to) {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (int i = from; i < to; i++) {
            sent.add(send(topic, line(i).getBytes(StandardCharsets.UTF_8)));
        }
        producer.flush();
        assertThat(sent).allMatch(Future::isDone);
    }

    private static String address(String topics, String group) {
        return "kafka://%s/%s?group=%s".formatted(broker.address(), topics, group);
    }

    private static RunSpec spec(String address) {
        RunSource.Logs logs = new RunSource.Logs(List.of(), "auto");
        return RunSpec.inMemory(RunSource.Tail.of(logs, List.of(address), true));
    }

    /// Rows, and different numbers among them, of a store.
    private static List<Long> counts(Path store) throws Exception {
        try (Connection connection =
                        DriverManager.getConnection("jdbc:duckdb:" + store.toAbsolutePath());
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT count(*), count(DISTINCT bytes) FROM RequestLogs")) {
            row.next();
            return List.of(row.getLong(1), row.getLong(2));
        }
    }

    @Test
    void severalTopicsAreReadFromTheirBeginningInTheFormatOfTheirRecords() throws Exception {
        send("one", 0, 500);
        send("two", 500, 1_000);
        try (Run run = Runs.start(spec(address("one,two", "several")))) {
            RunBench.await("the records", () -> run.progress().rows() == 1_000);
            RunBench.await("no lag", () -> run.liveSources().getFirst().lag().orElse(-1) == 0);
            run.stopFollowing();
            RunSummary summary = RunBench.summary(run.await());
            assertThat(summary.requests()).isEqualTo(1_000);
            assertThat(summary.rejects()).isZero();
        }
    }

    @Test
    void afterManyKillsEveryRecordIsInTheStoreOnce() throws Exception {
        Path store = folder.resolve("s.duckdb");
        SplittableRandom random = new SplittableRandom(20);
        AtomicInteger sent = new AtomicInteger();
        int records = 400 * KILLS;
        Thread sending =
                Thread.ofVirtual()
                        .start(() -> {
                            while (sent.get() < records) {
                                send("killed", sent.get(), sent.get() + 20);
                                sent.addAndGet(20);
                                try {
                                    Thread.sleep(40);
                                } catch (InterruptedException e) {
                                    Thread.currentThread().interrupt();
                                }
                            }
                        });
        assertThat(follower(store, 250).waitFor()).isZero();
        int kills = 0;
        while (kills < KILLS) {
            Process follower = follower(store, 250);
            String said = follower.inputReader().readLine();
            assertThat(said).isEqualTo("reading");
            // While it reads, ends, stores its rows, or has ended.
            if (follower.waitFor(random.nextInt(900), TimeUnit.MILLISECONDS)) {
                assertThat(follower.exitValue()).isZero();
            } else {
                follower.destroyForcibly().waitFor();
                kills++;
            }
        }
        sending.join();
        try (Run run = Runs.start(KafkaFollower.spec(address("killed", "killed"), store))) {
            RunBench.await("no lag", () -> run.liveSources().stream().anyMatch(KafkaIT::isDone));
            run.stopFollowing();
            RunBench.summary(run.await());
        }
        assertThat(counts(store)).containsExactly((long) records, (long) records);
    }

    private static boolean isDone(LiveSource source) {
        return source.lag().orElse(-1) == 0;
    }

    private Process follower(Path store, int millis) throws IOException {
        return new ProcessBuilder(
                        Stream.of(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "-XX:TieredStopAtLevel=1",
                                        "--enable-native-access=ALL-UNNAMED",
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        KafkaFollower.class.getName(),
                                        address("killed", "killed"),
                                        store.toString(),
                                        Integer.toString(millis))
                                .toList())
                .redirectError(folder.resolve("follower.err").toFile())
                .start();
    }

    @Test
    void whatCameDuringARunThatKeptNothingIsReadByTheNext() throws Exception {
        send("late", 0, 50);
        Path store = folder.resolve("s.duckdb");
        String address = address("late", "late") + "&from=latest";
        try (Run run = Runs.start(spec(address).withStore(store))) {
            RunBench.await("the start", () -> run.liveSources().stream().anyMatch(KafkaIT::isDone));
            send("late", 50, 150);
            RunBench.await("the records", () -> run.progress().rows() == 100);
            run.cancel();
            assertThat(RunBench.problem(run.await()).code()).isEqualTo("run.cancelled");
        }
        send("late", 150, 170);
        try (Run run = Runs.start(spec(address).withStore(store))) {
            RunBench.await("the records", () -> run.progress().rows() == 120);
            run.stopFollowing();
            RunBench.summary(run.await());
        }
        assertThat(counts(store)).containsExactly(120L, 120L);
    }

    @Test
    void aPoisonRecordIsARejectWithItsOffset() throws Exception {
        send("poison", 0, 300);
        send("poison", new byte[] {0, 1, 2, (byte) 0xff, '\n', '"', '{'}).get();
        send("poison", (byte[]) null).get();
        send("poison", 300, 400);
        Path out = folder.resolve("out");
        try (Run run = Runs.start(spec(address("poison", "poison")).withOut(out))) {
            RunBench.await("the records", () -> run.progress().rows() == 400);
            run.stopFollowing();
            RunSummary summary = RunBench.summary(run.await());
            assertThat(summary.rejects()).isOne();
            assertThat(summary.lines()).isEqualTo(402);
        }
        assertThat(out.resolve("rejects.csv"))
                .content(StandardCharsets.UTF_8)
                .contains("poison, partition 0, offset 300");
    }

    @Test
    void twoRunsOfOneGroupShareThePartitionsAndReadEachRecordOnce() throws Exception {
        send("shared", 0, 2_000);
        Path first = folder.resolve("first.duckdb");
        Path second = folder.resolve("second.duckdb");
        String address = address("shared", "shared");
        try (Run one = Runs.start(spec(address).withStore(first))) {
            RunBench.await("the first records", () -> one.progress().rows() == 2_000);
            try (Run two = Runs.start(spec(address).withStore(second))) {
                RunBench.await(
                        "the second member",
                        () -> two.liveSources().stream().anyMatch(KafkaIT::isDone));
                send("shared", 2_000, 6_000);
                RunBench.await(
                        "all records",
                        () -> one.progress().rows() + two.progress().rows() >= 6_000);
                two.stopFollowing();
                RunBench.summary(two.await());
                one.stopFollowing();
                RunBench.summary(one.await());
            }
        }
        List<Long> ofOne = counts(first);
        List<Long> ofTwo = counts(second);
        assertThat(ofOne.get(0) + ofTwo.get(0)).isEqualTo(6_000);
        assertThat(ofOne.get(1) + ofTwo.get(1)).isEqualTo(6_000);
        assertThat(ofTwo.get(0)).isPositive();
    }

    @Test
    void aTopicThatDoesNotExistIsNamedWithThoseThatDo() throws Exception {
        assertThat(RunBench.problem(spec(address("nothing", "g"))).userMessage())
                .contains("the topic nothing does not exist")
                .contains("one")
                .doesNotContain("__consumer_offsets");
    }

    @Test
    void aBrokerThatDoesNotAnswerIsNamedWithWhatToCheck() throws Exception {
        assertThat(RunBench.problem(spec("kafka://127.0.0.1:1/requests")).userMessage())
                .contains("no broker answers at 127.0.0.1:1")
                .contains("Check host and port");
    }
}
