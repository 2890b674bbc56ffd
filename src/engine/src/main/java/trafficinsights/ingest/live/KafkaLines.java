package trafficinsights.ingest.live;

import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import trafficinsights.ingest.file.LiveLines;
import trafficinsights.ingest.text.Digests;
import trafficinsights.ingest.text.LineBlock;

/// Records of Kafka topics, a line each, read as a member of a group.
///
/// A partition is read from the position that the run's store has of it, else from what its group
/// committed, else from its end or beginning. [#positions()] are those behind the lines that were
/// given out; the store keeps them in the transaction that keeps their rows, so that a killed run
/// loses and doubles nothing. The group's own offsets follow when the rows are kept, and when a
/// partition goes to another member, which then reads on from there.
///
/// While parsing is behind, fetching pauses and the membership goes on. Threads: it has one of its
/// own, which alone uses the consumer; callers as [LiveLines] says.
public final class KafkaLines implements LiveLines {
    private static final System.Logger LOG = System.getLogger(KafkaLines.class.getName());
    private static final Duration WAIT = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(8);
    private static final long CHECK_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final int MOST_CHUNKS = 32;

    /// Runs of records whose places are known: more than one block of lines holds.
    private static final int MOST_PLACES = 20_000;

    /// Lines of consecutive records of one partition.
    private record Place(TopicPartition partition, long offset) {}

    /// The lines of records that came together.
    private record Chunk(
            byte[] bytes,
            int size,
            TreeMap<Long, Place> places,
            long lines,
            Map<TopicPartition, Long> next) {}

    private final LiveAddress address;
    private final Set<String> topics;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final boolean isStored;
    private final BlockingQueue<Chunk> arrived = new ArrayBlockingQueue<>(MOST_CHUNKS);
    private final Map<TopicPartition, Long> stored = new ConcurrentHashMap<>();
    private final Map<TopicPartition, Long> fetched = new ConcurrentHashMap<>();
    private final Map<TopicPartition, Long> given = new ConcurrentHashMap<>();
    private final Map<TopicPartition, Long> toCommit = new ConcurrentHashMap<>();
    private final TreeMap<Long, Place> places = new TreeMap<>();
    private final MessageDigest digest = Digests.sha256();
    private final AtomicLong waiting = new AtomicLong();
    private final Thread thread;
    private volatile boolean isClosed;
    private volatile boolean isStarted;
    private volatile boolean isEnded;
    private volatile long lag = -1;
    private volatile String trouble = "";
    private long checkedNanos = System.nanoTime();
    private long lines;
    private long offset;

    /// Looks at the cluster; reading begins with [#startAt].
    ///
    /// @param settings of the consumer, for TLS and SASL
    /// @param isFromStart whether partitions without any position are read from their beginning
    /// @param store that the rows go to; empty for none. Its member of the group is the same each
    ///   time, so that a run after a kill need not wait until the group has given up the old one
    /// @throws trafficinsights.model.ProblemException when the cluster does not answer, refuses the
    ///   user, or lacks a topic
    public static KafkaLines open(
            LiveAddress address, Properties settings, boolean isFromStart, String store) {
        KafkaConsumer<byte[], byte[]> consumer = consumer(address, settings, isFromStart, store);
        try {
            Set<String> topics = topics(address);
            KafkaProblems.requireTopics(address, topics, consumer.listTopics(PATIENCE).keySet());
            return new KafkaLines(address, topics, consumer, !store.isEmpty());
        } catch (KafkaException e) {
            consumer.close();
            throw KafkaProblems.of(address, e).asException();
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    private static Set<String> topics(LiveAddress address) {
        return new TreeSet<>(List.of(address.path().substring(1).split(",")));
    }

    private static KafkaConsumer<byte[], byte[]> consumer(
            LiveAddress address, Properties settings, boolean isFromStart, String store) {
        Properties all = new Properties();
        all.putAll(settings);
        String from = address.option("from").orElse(isFromStart ? "earliest" : "latest");
        KafkaProblems.requireFrom(address, from);
        all.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, address.host() + ":" + address.port());
        all.put(ConsumerConfig.GROUP_ID_CONFIG, group(address));
        if (!store.isEmpty()) {
            byte[] name = store.getBytes(StandardCharsets.UTF_8);
            String member = HexFormat.of().formatHex(Digests.sha256().digest(name), 0, 8);
            all.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, "traffic-insights-" + member);
        }
        all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, from);
        all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        all.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        all.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "5000");
        try {
            return new KafkaConsumer<>(
                    all, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        } catch (KafkaException e) {
            throw KafkaProblems.of(address, e).asException();
        }
    }

    /// The group that an address names.
    public static String group(LiveAddress address) {
        return address.option("group").orElse("traffic-insights");
    }

    private KafkaLines(
            LiveAddress address,
            Set<String> topics,
            KafkaConsumer<byte[], byte[]> consumer,
            boolean isStored) {
        this.isStored = isStored;
        this.address = address;
        this.topics = topics;
        this.consumer = consumer;
        this.thread = Thread.ofPlatform().name("kafka").daemon().unstarted(this::fetch);
    }

    /// Begins to read.
    ///
    /// @param positions the next offset of each partition that a store has, by [#keyOf]
    public void startAt(Map<String, Long> positions) {
        positions.forEach((key, next) -> {
            TopicPartition partition = partitionOf(key);
            if (topics.contains(partition.topic())) {
                stored.put(partition, next);
            }
        });
        isStarted = true;
        thread.start();
    }

    /// `requests/3`
    private static String keyOf(TopicPartition partition) {
        return partition.topic() + "/" + partition.partition();
    }

    private static TopicPartition partitionOf(String key) {
        int slash = key.lastIndexOf('/');
        return new TopicPartition(
                key.substring(0, slash), Integer.parseInt(key.substring(slash + 1)));
    }

    private void fetch() {
        try (KafkaConsumer<byte[], byte[]> used = consumer) {
            used.subscribe(topics, new Assignment());
            while (!isClosed) {
                if (isEnded) {
                    // The membership goes on until what was read is kept.
                    used.pause(used.assignment());
                    used.poll(WAIT);
                } else {
                    fetchOnce(used);
                }
                commit(used);
                check(used);
            }
            commit(used);
        } catch (WakeupException e) {
            LOG.log(Level.DEBUG, "{0} is not read any more", address);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (KafkaException e) {
            trouble = KafkaProblems.of(address, e).userMessage();
            LOG.log(Level.WARNING, trouble, e);
        }
    }

    private void fetchOnce(KafkaConsumer<byte[], byte[]> from) throws InterruptedException {
        ConsumerRecords<byte[], byte[]> records = from.poll(WAIT);
        if (records.isEmpty()) {
            return;
        }
        Chunk chunk = chunk(records);
        waiting.addAndGet(chunk.lines());
        boolean isTaken = arrived.offer(chunk, WAIT.toMillis(), TimeUnit.MILLISECONDS);
        while (!isTaken && !isClosed && !isEnded) {
            // Asking with everything paused keeps the membership and fetches nothing.
            from.pause(from.assignment());
            from.poll(Duration.ZERO);
            isTaken = arrived.offer(chunk, WAIT.toMillis(), TimeUnit.MILLISECONDS);
        }
        from.resume(from.paused());
        if (isTaken) {
            fetched.putAll(chunk.next());
        } else {
            // It is read by the next run.
            waiting.addAndGet(-chunk.lines());
        }
    }

    private static Chunk chunk(ConsumerRecords<byte[], byte[]> records) {
        int size = 0;
        for (ConsumerRecord<byte[], byte[]> record : records) {
            size += (record.value() == null ? 0 : record.value().length) + 1;
        }
        byte[] bytes = new byte[size + LineBlock.SLACK];
        TreeMap<Long, Place> places = new TreeMap<>();
        Map<TopicPartition, Long> next = new HashMap<>();
        int at = 0;
        long line = 0;
        for (TopicPartition partition : records.partitions()) {
            long expected = -1;
            for (ConsumerRecord<byte[], byte[]> record : records.records(partition)) {
                if (record.offset() != expected) {
                    places.put(line, new Place(partition, record.offset()));
                }
                at = copy(record.value(), bytes, at);
                expected = record.offset() + 1;
                line++;
            }
            next.put(partition, expected);
        }
        return new Chunk(bytes, size, places, line, next);
    }

    /// A record is one line, whatever is in it.
    private static int copy(byte @Nullable [] value, byte[] to, int at) {
        int end = at;
        if (value != null) {
            for (byte b : value) {
                to[end++] = b == '\n' || b == '\r' ? (byte) ' ' : b;
            }
        }
        to[end] = '\n';
        return end + 1;
    }

    /// Where partitions begin that come to this member, and what the next member may begin with.
    private final class Assignment implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            for (TopicPartition partition : partitions) {
                Long known = fetched.get(partition);
                Long next = known == null ? stored.get(partition) : known;
                if (next != null) {
                    consumer.seek(partition, Math.max(next, committed(partition, known)));
                } else if (isStored) {
                    holdBeginning(partition);
                }
            }
        }

        /// Commits where a partition is begun with, so that a run after a kill begins there, too.
        private void holdBeginning(TopicPartition partition) {
            if (consumer.committed(Set.of(partition)).get(partition) == null) {
                long begin = consumer.position(partition, PATIENCE);
                consumer.commitSync(Map.of(partition, new OffsetAndMetadata(begin)), PATIENCE);
            }
        }

        /// What another member read meanwhile, of a partition that comes back.
        private long committed(TopicPartition partition, @Nullable Long known) {
            if (known == null) {
                return 0;
            }
            OffsetAndMetadata of = consumer.committed(Set.of(partition)).get(partition);
            return of == null ? 0 : of.offset();
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            Map<TopicPartition, OffsetAndMetadata> taken = new HashMap<>();
            for (TopicPartition partition : partitions) {
                Long next = fetched.get(partition);
                if (next != null && !isClosed) {
                    taken.put(partition, new OffsetAndMetadata(next));
                }
            }
            if (!taken.isEmpty()) {
                consumer.commitSync(taken);
            }
        }
    }

    private void commit(KafkaConsumer<byte[], byte[]> to) {
        if (!toCommit.isEmpty()) {
            Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
            toCommit.forEach(
                    (partition, next) -> offsets.put(partition, new OffsetAndMetadata(next)));
            toCommit.clear();
            to.commitSync(offsets, PATIENCE);
        }
    }

    /// Records of all partitions that were not fetched; -1 while one of them does not know.
    private static long lagOf(KafkaConsumer<byte[], byte[]> of, Set<TopicPartition> assigned) {
        long sum = 0;
        for (TopicPartition partition : assigned) {
            OptionalLong known = of.currentLag(partition);
            if (known.isEmpty()) {
                return -1;
            }
            sum += known.getAsLong();
        }
        return assigned.isEmpty() ? -1 : sum;
    }

    /// Keeps the lag, and asks now and then whether the cluster is still there.
    private void check(KafkaConsumer<byte[], byte[]> of) {
        Set<TopicPartition> assigned = of.assignment();
        lag = lagOf(of, assigned);
        if (System.nanoTime() - checkedNanos < CHECK_NANOS) {
            return;
        }
        try {
            of.endOffsets(assigned, PATIENCE);
            trouble = assigned.isEmpty() ? "other members of the group read all partitions" : "";
        } catch (TimeoutException e) {
            trouble = "the cluster does not answer; reading resumes by itself when it does";
        }
        checkedNanos = System.nanoTime();
    }

    @Override
    public boolean poll(LineBlock block) {
        Chunk chunk = arrived.poll();
        if (chunk == null) {
            return false;
        }
        chunk.places().forEach((line, place) -> places.put(lines + line + 1, place));
        while (places.size() > MOST_PLACES) {
            places.pollFirstEntry();
        }
        lines += chunk.lines();
        waiting.addAndGet(-chunk.lines());
        given.putAll(chunk.next());
        block.bytes = chunk.bytes();
        block.from = 0;
        block.to = chunk.size();
        block.offset = offset;
        offset += chunk.size();
        digest.update(block.bytes, 0, block.to);
        return true;
    }

    @Override
    public void end() {
        isEnded = true;
    }

    /// A record is always whole.
    @Override
    public boolean flush(LineBlock block) {
        return false;
    }

    /// The next offset of each partition behind the lines that were given out, by `topic/number`.
    public Map<String, Long> positions() {
        Map<String, Long> positions = new TreeMap<>();
        given.forEach((partition, next) -> positions.put(keyOf(partition), next));
        return positions;
    }

    /// Says that all lines that were given out are kept for good. Threads: any.
    public void kept() {
        toCommit.putAll(given);
    }

    @Override
    public String place(long line) {
        Map.Entry<Long, Place> run = places.floorEntry(line);
        if (run == null) {
            return "";
        }
        Place place = run.getValue();
        return "%s, partition %d, offset %d"
                .formatted(
                        place.partition().topic(),
                        place.partition().partition(),
                        place.offset() + line - run.getKey());
    }

    @Override
    public long waitingLines() {
        return waiting.get();
    }

    @Override
    public OptionalLong lag() {
        return lag < 0 ? OptionalLong.empty() : OptionalLong.of(lag + waiting.get());
    }

    @Override
    public String hash() {
        return HexFormat.of().formatHex(digest.digest());
    }

    @Override
    public String trouble() {
        return trouble;
    }

    /// Leaves the group, after committing what is kept.
    @Override
    public void close() {
        isClosed = true;
        if (!isStarted) {
            consumer.close();
            return;
        }
        try {
            thread.join(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            consumer.wakeup();
        }
    }
}
