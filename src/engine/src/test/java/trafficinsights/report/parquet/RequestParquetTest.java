package trafficinsights.report.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardwood.InputFile;
import dev.hardwood.metadata.RowGroup;
import dev.hardwood.metadata.Statistics;
import dev.hardwood.reader.ParquetFileReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trafficinsights.model.ClientId;
import trafficinsights.model.Names;
import trafficinsights.model.RequestBatch;
import trafficinsights.model.RequestColumn;
import trafficinsights.report.RequestCsv;
import trafficinsights.store.StoredRequests;

/// The Parquet file against the batches it was made from, read by DuckDB and by Hardwood. Longer
/// than 400 lines: every case is written once and read by both.
class RequestParquetTest {
    private static final int GROUP_ROWS = 1 << 18;

    @TempDir private Path folder;

    private Path write(String name, int encoders, List<RequestBatch> batches) throws Exception {
        Path target = folder.resolve(name);
        try (RequestParquet parquet = RequestParquet.create(target);
                ExecutorService threads = Executors.newFixedThreadPool(encoders)) {
            List<Future<?>> ends = new ArrayList<>();
            for (int i = 0; i < encoders; i++) {
                ends.add(threads.submit(() -> encode(parquet)));
            }
            for (RequestBatch batch : batches) {
                parquet.put(batch);
            }
            parquet.endOfRequests();
            for (Future<?> end : ends) {
                end.get();
            }
            assertThat(target).doesNotExist();
            assertThat(parquet.commit()).isEqualTo(target);
        }
        return target;
    }

    private static @Nullable Void encode(RequestParquet parquet) throws InterruptedException {
        parquet.encode();
        return null;
    }

    private static void assertRows(Path file, List<RequestBatch> batches) throws Exception {
        List<String> expected = StoredRequests.texts(batches);
        assertSame(ParquetReading.duckDb(file), expected);
        assertSame(ParquetReading.hardwood(file), expected);
    }

    /// As a comparison of lists, which would print all of both.
    private static void assertSame(List<String> rows, List<String> expected) {
        assertThat(rows).hasSize(expected.size());
        for (int i = 0; i < expected.size(); i++) {
            assertThat(rows.get(i)).isEqualTo(expected.get(i));
        }
    }

    @Test
    void twoReadersFindEveryRowInItsPlace() throws Exception {
        List<RequestBatch> batches = StoredRequests.batches(9, Names.create(), 50_000, 0);
        assertRows(write("it's.parquet", 2, batches), batches);
    }

    @Test
    void parquetAndCsvHoldTheSameRowsInTheSameOrder() throws Exception {
        List<RequestBatch> batches = StoredRequests.batches(10, Names.create(), 30_000, 0);
        RequestCsv csv = new RequestCsv();
        batches.forEach(csv::add);
        String rows = RequestCsv.HEADER + StandardCharsets.UTF_8.decode(csv.take());
        Path csvFile = Files.writeString(folder.resolve("request_logs.csv"), rows);
        Path parquet = write("a.parquet", 2, batches);
        String time = "strftime(timestamp AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%M:%S.%fZ')";
        assertSame(
                ParquetReading.query(
                        parquet, "SELECT * REPLACE (" + time + " AS timestamp) FROM 'FILE'"),
                ParquetReading.query(
                        csvFile,
                        "SELECT * FROM read_csv('FILE', header = true, all_varchar = true,"
                                + " delim = ',', quote = '\"', escape = '\"')"));
    }

    @Test
    void bytesDependNeitherOnTheNumberOfThreadsNorOnTheCutOfBatches() throws Exception {
        List<RequestBatch> batches = StoredRequests.batches(11, Names.create(), 700_000, 0);
        Path one = write("one.parquet", 1, batches);
        Path two = write("two.parquet", 2, batches);
        Path five = write("five.parquet", 5, batches);
        Path recut = write("recut.parquet", 3, recut(batches));
        assertThat(Files.mismatch(one, two)).isEqualTo(-1);
        assertThat(Files.mismatch(one, five)).isEqualTo(-1);
        assertThat(Files.mismatch(one, recut)).isEqualTo(-1);
        assertThat(
                        ParquetReading.query(
                                one, "SELECT num_row_groups FROM parquet_file_metadata('FILE')"))
                .containsExactly("3 | ");
        assertSame(ParquetReading.duckDb(one), StoredRequests.texts(batches));
    }

    /// The same rows in batches of other sizes, one of them with room for all.
    private static List<RequestBatch> recut(List<RequestBatch> batches) {
        int rows = batches.stream().mapToInt(RequestBatch::size).sum();
        RequestBatch all = RequestBatch.allocate(rows, batches.getFirst().names());
        int at = 0;
        for (RequestBatch b : batches) {
            for (RequestColumn column : RequestColumn.values()) {
                System.arraycopy(column.array(b), 0, column.array(all), at, b.size());
            }
            at += b.size();
        }
        return List.of(all.withSize(0), all.withSize(rows));
    }

    @Test
    void aFileWithoutRowsHasItsColumns() throws Exception {
        Path file = write("empty.parquet", 2, List.of());
        assertRows(file, List.of());
        assertThat(ParquetReading.query(file, "SELECT column_name FROM (DESCRIBE FROM 'FILE')"))
                .isEqualTo(ParquetReading.COLUMNS.stream().map(name -> name + " | ").toList());
    }

    @Test
    void oneRowComesBack() throws Exception {
        List<RequestBatch> batches = StoredRequests.batches(12, Names.create(), 1, 77);
        assertRows(write("one.parquet", 1, batches), batches);
    }

    @Test
    void aFullRowGroupAndOneRowMoreComeBack() throws Exception {
        List<RequestBatch> batches = StoredRequests.batches(13, Names.create(), GROUP_ROWS + 1, 0);
        Path file = write("two.parquet", 2, batches);
        assertSame(ParquetReading.duckDb(file), StoredRequests.texts(batches));
        assertThat(
                        ParquetReading.query(
                                file,
                                "SELECT DISTINCT row_group_id, row_group_num_rows FROM"
                                        + " parquet_metadata('FILE') ORDER BY 1"))
                .containsExactly("0 | " + GROUP_ROWS + " | ", "1 | 1 | ");
    }

    @Test
    void columnsHaveTheTypesOfTheDocument() throws Exception {
        Path file = write("t.parquet", 1, StoredRequests.batches(14, Names.create(), 100, 0));
        assertThat(
                        ParquetReading.query(
                                file,
                                "SELECT column_name, column_type FROM (DESCRIBE FROM 'FILE')"))
                .containsExactly(
                        "timestamp | TIMESTAMP WITH TIME ZONE | ",
                        "request_id | BIGINT | ",
                        "client_id | VARCHAR | ",
                        "region | VARCHAR | ",
                        "server | VARCHAR | ",
                        "method | VARCHAR | ",
                        "route | VARCHAR | ",
                        "status | SMALLINT | ",
                        "latency_us | BIGINT | ",
                        "bytes | BIGINT | ",
                        "attempt | TINYINT | ",
                        "first_request_id | BIGINT | ",
                        "ttfb_us | BIGINT | ",
                        "scenario | VARCHAR | ");
        assertThat(
                        ParquetReading.query(
                                file,
                                "SELECT name FROM parquet_schema('FILE') WHERE repetition_type ="
                                        + " 'OPTIONAL'"))
                .containsExactly("latency_us | ", "bytes | ", "ttfb_us | ", "scenario | ");
        assertThat(
                        ParquetReading.query(
                                file,
                                "SELECT logical_type FROM parquet_schema('FILE') WHERE name ="
                                        + " 'timestamp'"))
                .first()
                .asString()
                .contains("isAdjustedToUTC=1", "MICROS=MicroSeconds()");
    }

    @Test
    void moreThan65536ClientsThatRepeatShareADictionary() throws Exception {
        List<RequestBatch> batches = StoredRequests.batches(15, Names.create(), 240_000, 0);
        SplittableRandom random = new SplittableRandom(16);
        for (RequestBatch batch : batches) {
            for (int i = 0; i < batch.size(); i++) {
                batch.clientId()[i] = ClientId.ofNumber(random.nextLong(90_000));
            }
        }
        Path file = write("clients.parquet", 2, batches);
        assertRows(file, batches);
        assertThat(encodings(file, "client_id")).contains("RLE_DICTIONARY");
    }

    @Test
    void clientsThatHardlyRepeatStandForThemselves() throws Exception {
        List<RequestBatch> batches = StoredRequests.batches(17, Names.create(), 80_000, 0);
        SplittableRandom random = new SplittableRandom(18);
        for (RequestBatch batch : batches) {
            for (int i = 0; i < batch.size(); i++) {
                batch.clientId()[i] = ClientId.ofIpv4(random.nextInt());
            }
        }
        Path file = write("clients.parquet", 2, batches);
        assertRows(file, batches);
        assertThat(encodings(file, "client_id"))
                .contains("DELTA_LENGTH_BYTE_ARRAY")
                .doesNotContain("RLE_DICTIONARY");
    }

    private static String encodings(Path file, String column) throws Exception {
        return ParquetReading.query(
                        file,
                        "SELECT encodings FROM parquet_metadata('FILE') WHERE path_in_schema = '"
                                + column
                                + "' AND row_group_id = 0")
                .getFirst();
    }

    @Test
    void columnsWithoutAnyValueComeBackAsNulls() throws Exception {
        List<RequestBatch> batches = StoredRequests.batches(19, Names.create(), 70_000, 0);
        for (RequestBatch batch : batches) {
            Arrays.fill(batch.latencyMicros(), RequestBatch.UNKNOWN);
            Arrays.fill(batch.bytes(), RequestBatch.UNKNOWN);
            Arrays.fill(batch.ttfbMicros(), RequestBatch.UNKNOWN);
            Arrays.fill(batch.scenario(), (byte) 0);
            Arrays.fill(batch.status(), RequestBatch.NO_STATUS);
            Arrays.fill(batch.region(), (short) 0);
            Arrays.fill(batch.clientId(), ClientId.NONE);
        }
        Path file = write("nulls.parquet", 2, batches);
        assertRows(file, batches);
        assertThat(
                        ParquetReading.query(
                                file,
                                "SELECT path_in_schema, stats_null_count, stats_min_value FROM"
                                        + " parquet_metadata('FILE') WHERE stats_null_count > 0"))
                .containsExactly(
                        "latency_us | 70000 | null | ",
                        "bytes | 70000 | null | ",
                        "ttfb_us | 70000 | null | ",
                        "scenario | 70000 | null | ");
    }

    @Test
    void numbersOfTheWholeRangeComeBack() throws Exception {
        List<RequestBatch> batches = StoredRequests.batches(20, Names.create(), 40_000, 0);
        SplittableRandom random = new SplittableRandom(21);
        for (RequestBatch batch : batches) {
            for (int i = 0; i < batch.size(); i++) {
                batch.requestId()[i] = random.nextLong();
                batch.firstRequestId()[i] = random.nextBoolean() ? Long.MIN_VALUE : Long.MAX_VALUE;
                batch.latencyMicros()[i] = random.nextLong() >>> random.nextInt(1, 64);
                batch.attempt()[i] = (byte) random.nextInt(-128, 128);
                batch.status()[i] = (short) random.nextInt(-32_768, 32_768);
            }
        }
        assertRows(write("range.parquet", 2, batches), batches);
    }

    @Test
    void statisticsOfEachRowGroupAreThoseOfItsRows() throws Exception {
        List<RequestBatch> batches = StoredRequests.batches(22, Names.create(), 300_000, 0);
        RequestBatch all = recut(batches).getLast();
        Path file = write("stats.parquet", 2, batches);
        try (ParquetFileReader reader = ParquetFileReader.open(InputFile.of(file))) {
            List<RowGroup> groups = reader.getFileMetaData().rowGroups();
            assertThat(groups).extracting(RowGroup::numRows).containsExactly(262_144L, 37_856L);
            int from = 0;
            for (RowGroup group : groups) {
                int end = from + (int) group.numRows();
                assertNumbers(group, 0, from, end, i -> all.epochMicros()[i], false);
                assertNumbers(group, 1, from, end, i -> all.requestId()[i], false);
                assertNumbers(group, 7, from, end, i -> all.status()[i], false);
                assertNumbers(group, 8, from, end, i -> all.latencyMicros()[i], true);
                assertNumbers(group, 9, from, end, i -> all.bytes()[i], true);
                assertNumbers(group, 10, from, end, i -> all.attempt()[i], false);
                assertTexts(group, 2, from, end, all);
                assertTexts(group, 4, from, end, all);
                from = end;
            }
        }
    }

    private static void assertNumbers(
            RowGroup group,
            int column,
            int from,
            int end,
            ToLongFunction<Integer> value,
            boolean isOptional) {
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        long nulls = 0;
        for (int i = from; i < end; i++) {
            long v = value.applyAsLong(i);
            if (isOptional && v < 0) {
                nulls++;
            } else {
                min = Math.min(min, v);
                max = Math.max(max, v);
            }
        }
        Statistics statistics = group.columns().get(column).metaData().statistics();
        assertThat(number(statistics.minValue())).isEqualTo(min);
        assertThat(number(statistics.maxValue())).isEqualTo(max);
        assertThat(statistics.nullCount()).isEqualTo(nulls);
        assertThat(statistics.isMinMaxDeprecated()).isFalse();
    }

    private static long number(byte[] plain) {
        ByteBuffer bytes = ByteBuffer.wrap(plain).order(ByteOrder.LITTLE_ENDIAN);
        return plain.length == Integer.BYTES ? bytes.getInt() : bytes.getLong();
    }

    private static void assertTexts(
            RowGroup group, int column, int from, int end, RequestBatch all) {
        TreeSet<byte[]> texts = new TreeSet<>(Arrays::compareUnsigned);
        for (int i = from; i < end; i++) {
            String text =
                    column == 2
                            ? ClientId.text(all.clientId()[i], all.names().clients())
                            : all.names().servers().text(all.server()[i]);
            texts.add(text.getBytes(StandardCharsets.UTF_8));
        }
        Statistics statistics = group.columns().get(column).metaData().statistics();
        assertThat(statistics.minValue()).isEqualTo(texts.first());
        assertThat(statistics.maxValue()).isEqualTo(texts.last());
    }

    @Test
    void aReaderMaySkipRowGroupsByTheirStatistics() throws Exception {
        List<RequestBatch> batches = StoredRequests.batches(23, Names.create(), 600_000, 0);
        Path file = write("skip.parquet", 2, batches);
        assertThat(
                        ParquetReading.query(
                                file,
                                "SELECT count(*), min(request_id) FROM 'FILE'"
                                        + " WHERE request_id >= 599000"))
                .containsExactly("1000 | 599000 | ");
    }

    @Test
    void aFileThatIsNotCommittedLeavesNothing() throws Exception {
        Path target = folder.resolve("a.parquet");
        Files.writeString(target, "old");
        try (RequestParquet parquet = RequestParquet.create(target);
                ExecutorService threads = Executors.newSingleThreadExecutor()) {
            Future<?> end = threads.submit(() -> encode(parquet));
            parquet.put(StoredRequests.batches(24, Names.create(), 3_000, 0).getFirst());
            parquet.endOfRequests();
            end.get();
        }
        assertThat(target).hasContent("old");
        assertThat(content()).containsExactly(target);
    }

    @Test
    void anInterruptEndsAnEncoderThatWaits() throws Exception {
        try (RequestParquet parquet = RequestParquet.create(folder.resolve("a.parquet"));
                ExecutorService threads = Executors.newSingleThreadExecutor()) {
            Future<?> end = threads.submit(() -> encode(parquet));
            threads.shutdownNow();
            assertThat(end)
                    .failsWithin(Duration.ofSeconds(30))
                    .withThrowableOfType(ExecutionException.class)
                    .withCauseInstanceOf(InterruptedException.class);
        }
        assertThat(content()).isEmpty();
    }

    private List<Path> content() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
