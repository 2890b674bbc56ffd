package trafficinsights.run.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import trafficinsights.generate.SimulatedTraffic;
import trafficinsights.generate.TrafficUnit;
import trafficinsights.ingest.file.Packing;
import trafficinsights.ingest.log.LogInput;
import trafficinsights.ingest.log.LogReader;
import trafficinsights.ingest.log.LogWorker;
import trafficinsights.ingest.row.ParsedBlock;
import trafficinsights.model.Names;
import trafficinsights.model.RequestBatch;
import trafficinsights.model.ServerMetricBatch;
import trafficinsights.model.TruthInterval;
import trafficinsights.run.base.LiveSource;
import trafficinsights.store.LocalStore;
import trafficinsights.store.StoreReader;

/// A source of requests, cut into pieces that workers take in order and work on at the same time.
sealed interface WorkSource extends AutoCloseable
        permits WorkSource.Logs,
                ParquetSource,
                TailSource,
                MetricsSource,
                WorkSource.Simulated,
                WorkSource.Stored {
    Names names();

    /// How much was given out, 0 to 1.
    double doneShare();

    /// A worker's view; used by one thread.
    ///
    /// @param consumer takes each batch as it is made
    /// @param mustKeep whether batches are kept after the consumer has seen them
    Worker newWorker(Consumer<RequestBatch> consumer, boolean mustKeep);

    /// What goes wrong in the source, as far as it knows.
    default List<TruthInterval> truth() {
        return List.of();
    }

    default List<Input> inputs() {
        return List.of();
    }

    /// What rejects call an input; asked for every block.
    default String inputName(int index) {
        return inputs().get(index).name();
    }

    /// What the user should know about the source, in words.
    default List<String> notes() {
        return List.of();
    }

    /// Whether it goes on until it is told to end, so that its inputs have no fixed content.
    default boolean isLive() {
        return false;
    }

    /// SHA-256 of what was read of each input, where the source knows better than its files; at the
    /// end.
    default Map<Integer, String> hashes() {
        return Map.of();
    }

    /// CRC-32 of an input as 8 hexadecimal digits, at the end; empty where the source has none.
    default String crc32(int input) {
        return "";
    }

    /// How many requests there are to read, where the source knows it by itself.
    default OptionalLong requestsToRead() {
        return OptionalLong.empty();
    }

    /// How each source of a live run is doing; none of a run that is not live. Threads: any.
    default List<LiveSource> liveSources() {
        return List.of();
    }

    /// Begins a source that remembers how far it was read; before the first worker.
    ///
    /// @param known gives the positions of a source's parts that the store has
    default void startAt(Function<String, Map<String, Long>> known) {}

    /// How far such a source was read, at the end: by its name and part.
    default Map<String, Map<String, Long>> positions() {
        return Map.of();
    }

    /// Called when all that was read is in the store for good.
    default void kept() {}

    /// Ends a live source: what has come by now is its last.
    default void finish() {}

    /// Called again and again by a worker while the run is paused.
    default void whilePaused() {}

    /// Lines that have come and wait while the run is paused.
    default long waitingLines() {
        return 0;
    }

    @Override
    void close();

    /// One thread's way through the source.
    interface Worker {
        /// Takes and works on the next piece; null at the end.
        @Nullable Piece next() throws InterruptedException;
    }

    /// @param lastMicros event time that the piece reaches; `Long.MIN_VALUE` for "see its rows"
    record Piece(
            long sequence,
            long lastMicros,
            @Nullable ParsedBlock block,
            @Nullable ServerMetricBatch metrics) {}

    /// What is read: a file, or something else that has a name.
    ///
    /// @param name for people; of a file its path as it was given
    /// @param file null where it is not a file
    /// @param format its name
    /// @param note how the format was decided, in words
    /// @param isPacked whether its content has to be unpacked
    record Input(
            String name,
            @Nullable Path file,
            String format,
            String note,
            long bytes,
            boolean isPacked) {
        /// Plain files up to this size are hashed with SHA-256 whether asked for or not.
        private static final long SMALL_BYTES = 64L << 20;

        Input(Path file, String format, String note, long bytes, boolean isPacked) {
            this(file.toString(), file, format, note, bytes, isPacked);
        }

        /// The name without folders.
        String title() {
            return file == null ? name : String.valueOf(file.getFileName());
        }

        /// Whether SHA-256 costs little beside reading it.
        boolean isCheapToHash() {
            return isPacked || bytes <= SMALL_BYTES;
        }

        static Input of(LogInput input) {
            return new Input(
                    input.file(),
                    input.format().label(),
                    input.formatNote(),
                    input.bytes(),
                    input.packing() != Packing.NONE);
        }
    }

    /// Log files.
    record Logs(LogReader reader, Names names) implements WorkSource {
        @Override
        public double doneShare() {
            return reader.doneShare();
        }

        @Override
        public List<Input> inputs() {
            return reader.inputs().stream().map(Input::of).toList();
        }

        @Override
        public String inputName(int index) {
            return reader.inputs().get(index).file().toString();
        }

        @Override
        public List<String> notes() {
            return reader.notes();
        }

        @Override
        public String crc32(int input) {
            return reader.crc32(input);
        }

        @Override
        public Worker newWorker(Consumer<RequestBatch> consumer, boolean mustKeep) {
            UnaryOperator<RequestBatch> onFull =
                    batch -> {
                        consumer.accept(batch);
                        return mustKeep ? RequestBatch.allocate(batch.capacity(), names) : batch;
                    };
            LogWorker worker = reader.newWorker(onFull);
            return () -> {
                ParsedBlock block = worker.next();
                return block == null
                        ? null
                        : new Piece(block.sequence(), Long.MIN_VALUE, block, null);
            };
        }

        @Override
        public void close() {
            reader.close();
        }
    }

    /// Traffic that is made.
    record Simulated(SimulatedTraffic traffic, Pacer pacer) implements WorkSource {
        @Override
        public Names names() {
            return traffic.names();
        }

        @Override
        public double doneShare() {
            return traffic.doneShare();
        }

        @Override
        public List<TruthInterval> truth() {
            return traffic.truth();
        }

        @Override
        public Worker newWorker(Consumer<RequestBatch> consumer, boolean mustKeep) {
            return () -> {
                TrafficUnit unit = traffic.next();
                if (unit == null) {
                    return null;
                }
                pacer.awaitDue(unit.endMicros());
                unit.requests(consumer);
                return new Piece(unit.sequence(), unit.endMicros(), null, unit.serverMetrics());
            };
        }

        @Override
        public void close() {
            // It holds nothing but memory.
        }
    }

    /// Requests in a store. Reading is one stream, so pieces are read under a lock.
    final class Stored implements WorkSource {
        private final LocalStore store;
        private final Names names = Names.create();
        private final StoreReader reader;
        private long sequence;
        private volatile long rows;

        Stored(LocalStore store) {
            this.store = store;
            this.reader = store.read(names);
        }

        @Override
        public Names names() {
            return names;
        }

        @Override
        public double doneShare() {
            return reader.rowCount() == 0 ? 1 : (double) rows / reader.rowCount();
        }

        @Override
        public OptionalLong requestsToRead() {
            return OptionalLong.of(reader.rowCount());
        }

        @Override
        public Worker newWorker(Consumer<RequestBatch> consumer, boolean mustKeep) {
            return () -> {
                RequestBatch batch;
                long number;
                synchronized (this) {
                    batch = reader.next();
                    number = sequence++;
                    rows += batch == null ? 0 : batch.size();
                }
                if (batch == null) {
                    return null;
                }
                consumer.accept(batch);
                return new Piece(number, Long.MIN_VALUE, null, null);
            };
        }

        @Override
        public void close() {
            reader.close();
            store.close();
        }
    }
}
