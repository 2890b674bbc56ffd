package trafficinsights.run.explore;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static trafficinsights.run.explore.Explored.value;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;
import trafficinsights.model.explore.Column;
import trafficinsights.model.explore.Exploration;
import trafficinsights.model.explore.ExploreWatch;
import trafficinsights.model.explore.ExportForm;
import trafficinsights.model.explore.Exported;
import trafficinsights.model.explore.Filter;
import trafficinsights.model.explore.RowPage;
import trafficinsights.model.explore.RowQuery;
import trafficinsights.model.explore.RowSink;
import trafficinsights.model.explore.Sort;
import trafficinsights.model.explore.SqlOutcome;
import trafficinsights.model.explore.SqlRun;
import trafficinsights.run.base.Run;
import trafficinsights.run.engine.Runs;
import trafficinsights.run.spec.RunSource;
import trafficinsights.run.spec.RunSpec;
import trafficinsights.run.spec.RunSpec.RequestOutput;

/// Opening, paging, SQL and exports, from outside.
///
/// Longer than 400 lines: all ways of opening share the same helpers.
class ExplorationTest {
    private static final String REQUEST =
            "10.1.2.3:5000 [22/Nov/2026:20:19:28.007] web api/eu-1 1/0/2/108/111 200 2926 - - ----"
                    + " 14/14/8/0/0 0/0 \"GET /api/v1/items HTTP/1.1\"\n";

    @TempDir private Path folder;

    private Path scratch() {
        return folder.resolve("scratch");
    }

    private Outcome<Exploration> opening(boolean writes, Path... files) {
        return Explorations.open(
                new ExploreSpec(new RunSource.Logs(List.of(files), "auto"), writes, scratch()),
                ExploreWatch.NONE);
    }

    private Exploration open(Path... files) {
        return value(opening(false, files));
    }

    private static <T> Problem problem(Outcome<T> outcome) {
        return switch (outcome) {
            case Outcome.Ok<T>(T value) -> fail("not refused: " + value);
            case Outcome.Rejected<T>(Problem problem) -> problem;
        };
    }

    private static List<String> texts(RowPage page) {
        return page.rows().stream().map(Arrays::toString).toList();
    }

    /// All rows of a query, page by page.
    private static List<String> all(Exploration data, RowQuery query) {
        List<String> rows = new ArrayList<>();
        long count = value(data.select(query, ExploreWatch.NONE));
        while (rows.size() < count) {
            rows.addAll(texts(value(data.page(query, rows.size(), 777))));
        }
        return rows;
    }

    private static final class Rows implements RowSink {
        private final List<String> rows = new ArrayList<>();
        private List<Column> columns = List.of();

        @Override
        public void columns(List<Column> given) {
            columns = given;
        }

        @Override
        public void row(@Nullable String[] cells) {
            rows.add(Arrays.toString(cells));
        }
    }

    private static List<String> sql(Exploration data, String sql) {
        Rows rows = new Rows();
        value(
                data.query(
                        sql,
                        new SqlRun(SqlRun.ALL_ROWS, Duration.ofMinutes(1)),
                        rows,
                        ExploreWatch.NONE));
        return rows.rows;
    }

    private static Outcome<SqlOutcome> tried(Exploration data, String sql) {
        return data.query(sql, SqlRun.DEFAULT, new Rows(), ExploreWatch.NONE);
    }

    private Path csv(String name, String text) throws Exception {
        return Files.writeString(folder.resolve(name), text);
    }

    private Path numbers(int rows) throws Exception {
        StringBuilder text = new StringBuilder("id,v,word\n");
        Random random = new Random(1);
        for (int i = 0; i < rows; i++) {
            text.append(i).append(',').append(random.nextInt(50)).append(",w");
            text.append(random.nextInt(9)).append('\n');
        }
        return csv("numbers.csv", text.toString());
    }

    private Path generated(RequestOutput form, boolean isStored, long rows) throws Exception {
        Path out = folder.resolve("made");
        Path store = folder.resolve("made.duckdb");
        RunSpec spec =
                RunSpec.inMemory(
                                new RunSource.Generated(
                                        "bad-deploy", OptionalLong.of(rows), OptionalLong.of(3)))
                        .withOut(out)
                        .withRequests(form)
                        .withStore(isStored ? store : null)
                        .withAnalyze(false);
        try (Run run = Runs.start(spec)) {
            value(run.await());
        }
        return isStored ? store : out.resolve("request_logs.parquet");
    }

    // --- opening ---

    @Test
    void linesThatAreNotRowsAreKeptAsRejects() throws Exception {
        try (Exploration data = open(csv("a.csv", "a,b,c\n1,2,3\n4,5\n6,7,8,9\nx,1,2\n"))) {
            assertThat(data.opened().rows()).isEqualTo(2);
            assertThat(data.opened().rejects()).isEqualTo(2);
            assertThat(data.opened().tables()).containsExactly("data", "Rejects");
            assertThat(sql(data, "SELECT line, text FROM Rejects ORDER BY line"))
                    .containsExactly("[3, 4,5]", "[4, 6,7,8,9]");
        }
    }

    @Test
    void aLateValueOfAnotherTypeCostsNoRow() throws Exception {
        StringBuilder text = new StringBuilder("id,v\n");
        for (int i = 0; i < 30_000; i++) {
            text.append(i).append(',').append(i == 29_000 ? "oops" : i).append('\n');
        }
        try (Exploration data = open(csv("late.csv", text.toString()))) {
            assertThat(data.opened().rows()).isEqualTo(30_000);
            assertThat(data.opened().rejects()).isZero();
            assertThat(data.opened().columns().get(1).type()).isEqualTo("VARCHAR");
            assertThat(data.opened().notes()).singleElement().asString().contains("v");
            assertThat(sql(data, "SELECT id FROM data WHERE v = 'oops'"))
                    .containsExactly("[29000]");
        }
    }

    @Test
    void aHeaderAloneIsATableWithoutRows() throws Exception {
        try (Exploration data = open(csv("a.csv", "a,b\n"))) {
            assertThat(data.opened().rows()).isZero();
            assertThat(data.opened().columns()).extracting(Column::name).containsExactly("a", "b");
            assertThat(value(data.page(RowQuery.ALL, 0, 10)).rows()).isEmpty();
            assertThat(value(data.summary("a", Filter.ALL, ExploreWatch.NONE)).rows()).isZero();
        }
    }

    @Test
    void aTableUnderTheNameOfALogIsRead() throws Exception {
        try (Exploration data = open(csv("prices.txt", "a;b\n1;2\n3;4\n"))) {
            assertThat(data.opened().form()).isEqualTo("CSV");
            assertThat(data.opened().rows()).isEqualTo(2);
        }
    }

    @Test
    void aLogIsItsRequestsAndItsRejects() throws Exception {
        Path log = csv("a.log", REQUEST.repeat(20) + "22/Nov, nothing\n");
        try (Exploration data = open(log)) {
            assertThat(data.opened().rows()).isEqualTo(20);
            assertThat(data.opened().rejects()).isEqualTo(1);
            assertThat(sql(data, "SELECT server, count(*) FROM Requests GROUP BY 1"))
                    .containsExactly("[api/eu-1, 20]");
            assertThat(sql(data, "SELECT text FROM Rejects")).containsExactly("[22/Nov, nothing]");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "empty.csv||explore.empty|is empty",
                "empty.log||explore.empty|is empty",
                "zero.csv|a\0b,c|explore.no-csv|zero bytes",
                "a.parquet|a,b|explore.parquet|not a complete Parquet file",
                "a.duckdb|a,b|store.not-duckdb|not a DuckDB file",
                "prose.log|some words|input.unknown-format|prose.log",
            })
    void whatCannotBeOpenedIsSaidInWords(
            String name, @Nullable String text, String code, String words) throws Exception {
        Path file = csv(name, text == null ? "" : text.replace("\\0", "\0"));
        Problem problem = problem(opening(false, file));
        assertThat(problem.code()).isEqualTo(code);
        assertThat(problem.userMessage()).contains(name).contains(words);
        assertThat(left()).isEmpty();
    }

    @Test
    void missingFilesAndFoldersAndMixturesAreRefused() throws Exception {
        assertThat(problem(opening(false, folder.resolve("no.csv"))).code())
                .isEqualTo("explore.missing");
        assertThat(problem(opening(false, folder)).code()).isEqualTo("explore.folder");
        Path csv = csv("a.csv", "a,b\n1,2\n");
        assertThat(problem(opening(false, csv, csv("a.log", REQUEST))).code())
                .isEqualTo("explore.kinds");
        assertThat(problem(opening(true, csv)).code()).isEqualTo("explore.write");
    }

    @Test
    void aGzipFileThatWasCutOffIsSaidToBe() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Random random = new Random(2);
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            for (int i = 0; i < 100_000; i++) {
                gzip.write("%d,%d\n".formatted(i, random.nextInt()).getBytes(UTF_8));
            }
        }
        Path file = folder.resolve("a.csv.gz");
        Files.write(file, Arrays.copyOf(bytes.toByteArray(), bytes.size() / 2));
        assertThat(problem(opening(false, file)).userMessage())
                .contains("is not a complete gzip file");
    }

    @Test
    void parquetFilesWithOtherColumnsAreNotMixed() throws Exception {
        Path one = folder.resolve("one.parquet");
        Path two = folder.resolve("two.parquet");
        try (Exploration data = open(csv("a.csv", "a,b\n1,2\n"));
                Exploration other = open(csv("b.csv", "a,c\n1,2\n"))) {
            value(data.export(RowQuery.ALL, one, ExportForm.PARQUET, false, ExploreWatch.NONE));
            value(other.export(RowQuery.ALL, two, ExportForm.PARQUET, false, ExploreWatch.NONE));
        }
        assertThat(problem(opening(false, one, two)).code()).isEqualTo("explore.columns");
    }

    // --- pages ---

    @Test
    void pagesAreTheWholeReadInPieces() throws Exception {
        Path file = numbers(20_000);
        List<String> expected =
                Files.readAllLines(file).stream()
                        .skip(1)
                        .map(line -> "[" + line.replace(",", ", ") + "]")
                        .toList();
        Filter filter = new Filter.Not(new Filter.Range("v", "10", "30"));
        List<String> filtered = expected.stream().filter(row -> isOutside(row, 10, 30)).toList();
        try (Exploration data = open(file)) {
            checkPages(data, RowQuery.ALL, expected);
            checkPages(data, new RowQuery(filter, null), filtered);
            List<String> sorted = new ArrayList<>(filtered);
            sorted.sort((a, b) -> Integer.compare(second(b), second(a)));
            checkPages(data, new RowQuery(filter, new Sort("v", true)), sorted);
        }
    }

    private static int second(String row) {
        return Integer.parseInt(row.split(", ")[1]);
    }

    private static boolean isOutside(String row, int from, int to) {
        return second(row) < from || second(row) > to;
    }

    private static void checkPages(Exploration data, RowQuery query, List<String> expected) {
        assertThat(all(data, query)).isEqualTo(expected);
        Random random = new Random(5);
        for (int i = 0; i < 30; i++) {
            int offset = random.nextInt(expected.size() + 100);
            int count = random.nextInt(300);
            assertThat(texts(value(data.page(query, offset, count))))
                    .isEqualTo(
                            expected.subList(
                                    Math.min(offset, expected.size()),
                                    Math.min(offset + count, expected.size())));
        }
    }

    @Test
    void pagesOfParquetAndStoreAreTheirRows() throws Exception {
        // More rows than one group holds, so that pages cross groups and files.
        generated(RequestOutput.PARQUET, true, 300_000);
        Path file = folder.resolve("made/request_logs.parquet");
        Path copy = Files.copy(file, folder.resolve("a [copy]*.parquet"));
        RowQuery errors =
                new RowQuery(
                        new Filter.And(
                                List.of(
                                        new Filter.Range("status", "500", null),
                                        new Filter.Equals("region", "eu"))),
                        null);
        try (Exploration one = open(file);
                Exploration two = open(file, copy);
                Exploration store = open(folder.resolve("made.duckdb"))) {
            assertThat(one.opened().rows()).isEqualTo(300_000);
            assertThat(two.opened().rows()).isEqualTo(600_000);
            List<String> rows = all(one, errors);
            assertThat(rows).isNotEmpty();
            List<String> twice = new ArrayList<>(rows);
            twice.addAll(rows);
            assertThat(all(two, errors)).isEqualTo(twice);
            List<String> across = new ArrayList<>();
            across.addAll(texts(value(one.page(RowQuery.ALL, 299_900, 100))));
            across.addAll(texts(value(one.page(RowQuery.ALL, 0, 100))));
            assertThat(texts(value(two.page(RowQuery.ALL, 299_900, 200)))).isEqualTo(across);
            assertThat(all(store, errors)).hasSameSizeAs(rows);
            assertThat(store.opened().columns().stream().skip(1).map(Column::name))
                    .containsExactlyElementsOf(
                            one.opened().columns().stream().map(Column::name).toList());
            String ids = "SELECT sum(request_id), sum(latency_us), min(client_id) FROM data";
            assertThat(sql(store, ids)).isEqualTo(sql(one, ids));
        }
    }

    @Test
    void theSqlThatIsShownFindsTheSameRows() throws Exception {
        try (Exploration data = open(numbers(5_000))) {
            RowQuery query =
                    new RowQuery(
                            new Filter.OneOf("word", List.of("w1", "w7")), new Sort("id", true));
            assertThat(data.sql(query))
                    .isEqualTo(
                            "SELECT * FROM data\nWHERE \"word\" IN ('w1', 'w7')\nORDER BY \"id\" DESC NULLS LAST");
            assertThat(sql(data, data.sql(query))).isEqualTo(all(data, query));
        }
    }

    // --- SQL ---

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1; SELECT 2",
                "COPY data TO 'FOLDER/evil.csv'",
                "COPY (SELECT 1) TO 'FOLDER/evil.csv'",
                "ATTACH 'FOLDER/evil.db'",
                "INSTALL httpfs",
                "LOAD httpfs",
                "PRAGMA version",
                "SET memory_limit = '3GB'",
                "CREATE TABLE evil (i INTEGER)",
                "CREATE TEMP TABLE evil AS SELECT 1",
                "INSERT INTO data VALUES (1, 2, 'x')",
                "DELETE FROM data",
                "DROP TABLE data",
                "WITH x AS (INSERT INTO data VALUES (1, 2, 'x') RETURNING *) SELECT * FROM x",
                "SELECT * FROM read_csv('FOLDER/secret.csv')",
                "SELECT * FROM read_text('FOLDER/secret.csv')",
                "SELECT * FROM 'FOLDER/secret.csv'",
                "SELECT * FROM glob('FOLDER/*')",
                "EXPLAIN ANALYZE DELETE FROM data",
                "EXPLAIN COPY data TO 'FOLDER/evil.csv'",
                "",
                " ; ",
                "-- nothing",
            })
    void sqlThatDoesMoreThanReadIsRefused(String text) throws Exception {
        csv("secret.csv", "a,b\n1,2\n");
        try (Exploration data = open(numbers(10))) {
            String sql = text.replace("FOLDER", folder.toString());
            Problem problem = problem(tried(data, sql));
            assertThat(problem.code()).startsWith("explore.");
            assertThat(problem.userMessage()).doesNotContain("org.duckdb", "Exception");
            if (!sql.isBlank() && !sql.contains("--") && !sql.contains("; SELECT")) {
                Filter condition = new Filter.Sql("id IN (" + sql + ")");
                assertThat(problem(data.summary("id", condition, ExploreWatch.NONE)).code())
                        .startsWith("explore.");
            }
            assertThat(sql(data, "SELECT count(*) FROM data")).containsExactly("[10]");
            assertThat(folder.resolve("evil.csv")).doesNotExist();
            assertThat(folder.resolve("evil.db")).doesNotExist();
        }
    }

    @Test
    void whatIsWrongWithSqlIsSaidWithItsLine() throws Exception {
        try (Exploration data = open(numbers(10))) {
            Problem problem = problem(tried(data, "SELECT id,\n nope FROM data"));
            assertThat(problem.code()).isEqualTo("explore.sql");
            assertThat(problem.userMessage()).contains("nope").contains("line 2");
            assertThat(problem(tried(data, "SELEC 1")).userMessage()).contains("syntax error");
            assertThat(sql(data, "SELECT 1")).containsExactly("[1]");
        }
    }

    @Test
    void aResultIsCutAtItsBoundAndSaysSo() throws Exception {
        try (Exploration data = open(numbers(1_500))) {
            Rows rows = new Rows();
            SqlOutcome outcome =
                    value(
                            data.query(
                                    "SELECT id, id AS id, NULL FROM data ORDER BY id DESC;",
                                    SqlRun.DEFAULT,
                                    rows,
                                    ExploreWatch.NONE));
            assertThat(outcome.isCut()).isTrue();
            assertThat(outcome.rows()).isEqualTo(1_000);
            assertThat(rows.rows.getFirst()).isEqualTo("[1499, 1499, null]");
            assertThat(rows.columns).hasSize(3);
            assertThat(value(tried(data, "FROM data LIMIT 1000")).isCut()).isFalse();
            assertThat(sql(data, "EXPLAIN SELECT 1")).isNotEmpty();
            assertThat(sql(data, "DESCRIBE data")).hasSize(3);
            assertThat(sql(data, "SHOW TABLES")).isNotEmpty();
        }
    }

    @Test
    void theOrderOfALargeResultIsKept() throws Exception {
        try (Exploration data = open(numbers(10))) {
            List<String> rows = sql(data, "SELECT i FROM range(300000) t(i) ORDER BY hash(i), i");
            List<String> again =
                    sql(
                            data,
                            "SELECT i FROM (SELECT i, row_number() OVER (ORDER BY hash(i), i) AS n FROM range(300000) t(i)) ORDER BY n");
            assertThat(rows).isEqualTo(again);
        }
    }

    private static final String ENDLESS =
            "SELECT count(*) FROM range(10000000) a, range(10000000) b WHERE hash(a.range, b.range) = 7";

    @Test
    void interruptingStopsAQuerySoon() throws Exception {
        try (Exploration data = open(numbers(10))) {
            AtomicReference<Outcome<SqlOutcome>> outcome = new AtomicReference<>();
            Thread asks = Thread.ofPlatform().start(() -> outcome.set(tried(data, ENDLESS)));
            Thread.sleep(500);
            asks.interrupt();
            asks.join(Duration.ofSeconds(5));
            assertThat(asks.isAlive()).isFalse();
            assertThat(problem(Objects.requireNonNull(outcome.get())).code())
                    .isEqualTo("explore.cancelled");
            assertThat(sql(data, "SELECT 1")).containsExactly("[1]");
        }
    }

    @Test
    void aQueryEndsAtItsTimeLimit() throws Exception {
        try (Exploration data = open(numbers(10))) {
            Outcome<SqlOutcome> outcome =
                    data.query(
                            ENDLESS,
                            new SqlRun(10, Duration.ofMillis(300)),
                            new Rows(),
                            ExploreWatch.NONE);
            assertThat(problem(outcome).code()).isEqualTo("explore.time-limit");
        }
    }

    @Test
    void aStoreIsChangedOnlyWhenAskedFor() throws Exception {
        Path file = generated(RequestOutput.NONE, true, 2_000);
        String delete = "DELETE FROM RequestLogs WHERE request_id % 2 = 0";
        long before;
        try (Exploration data = open(file)) {
            before = data.opened().rows();
            assertThat(problem(tried(data, delete)).code()).isEqualTo("explore.read-only");
        }
        long after;
        try (Exploration data = value(opening(true, file))) {
            assertThat(value(tried(data, delete)).changedRows()).isPositive();
            after = data.opened().rows();
            assertThat(after).isLessThan(before);
            assertThat(all(data, RowQuery.ALL)).hasSize((int) after);
            assertThat(problem(tried(data, "COPY data TO '" + folder + "/evil.csv'")).code())
                    .isEqualTo("explore.locked-in");
        }
        try (Exploration data = open(file)) {
            assertThat(data.opened().rows()).isEqualTo(after);
            assertThat(all(data, RowQuery.ALL)).hasSize((int) after);
        }
    }

    // --- exports ---

    @ParameterizedTest
    @ValueSource(strings = {"out.csv", "out.parquet"})
    void anExportReadsBackAsTheRowsThatWereChosen(String name) throws Exception {
        Path file = csv("a.csv", "t,n\n\"a,\"\"b\"\"\nc\",1\n\"\",2\n,3\nä€,4\n");
        Path target = folder.resolve(name);
        try (Exploration data = open(file)) {
            RowQuery query = new RowQuery(new Filter.Range("n", "1", "4"), new Sort("n", true));
            Exported exported =
                    value(
                            data.export(
                                    query,
                                    target,
                                    ExportForm.of(target).orElseThrow(),
                                    false,
                                    ExploreWatch.NONE));
            assertThat(exported.rows()).isEqualTo(4);
            assertThat(exported.bytes()).isEqualTo(Files.size(target));
            try (Exploration again = open(target)) {
                assertThat(all(again, RowQuery.ALL)).isEqualTo(all(data, query));
            }
            Outcome<Exported> second =
                    data.export(
                            RowQuery.ALL,
                            target,
                            ExportForm.of(target).orElseThrow(),
                            false,
                            ExploreWatch.NONE);
            assertThat(problem(second).code()).isEqualTo("explore.exists");
        }
        assertThat(folder.resolve(name + ".part")).doesNotExist();
    }

    @Test
    void aCancelledExportLeavesNothing() throws Exception {
        Path file = generated(RequestOutput.PARQUET, false, 1_500_000);
        Path target = Files.createDirectory(folder.resolve("to")).resolve("out.csv");
        try (Exploration data = open(file)) {
            value(data.select(RowQuery.ALL, ExploreWatch.NONE));
            Thread here = Thread.currentThread();
            ExploreWatch interrupting = (_, _) -> here.interrupt();
            Outcome<Exported> outcome =
                    data.export(RowQuery.ALL, target, ExportForm.CSV, false, interrupting);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(problem(outcome).code()).isEqualTo("explore.cancelled");
            try (Stream<Path> files = Files.list(target.getParent())) {
                assertThat(files).isEmpty();
            }
        }
    }

    // --- the scratch folder ---

    private List<Path> left() throws Exception {
        if (!Files.isDirectory(scratch())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(scratch())) {
            return files.toList();
        }
    }

    @Test
    void temporaryFilesGoWithTheExploration() throws Exception {
        try (Exploration data = open(numbers(1_000))) {
            value(data.select(new RowQuery(Filter.ALL, new Sort("v", false)), ExploreWatch.NONE));
            assertThat(left()).hasSize(1);
        }
        assertThat(left()).isEmpty();
    }

    @Test
    void whatAKilledProcessLeftIsRemovedByTheNext() throws Exception {
        Path dead = Files.createDirectories(scratch().resolve("explore-dead"));
        Files.writeString(dead.resolve("lock"), "");
        Files.writeString(dead.resolve("data.duckdb"), "left");
        try (Exploration first = open(numbers(10));
                Exploration second = open(csv("b.csv", "a,b\n1,2\n"))) {
            assertThat(dead).doesNotExist();
            assertThat(left()).hasSize(2);
            assertThat(first.opened().rows() + second.opened().rows()).isEqualTo(11);
        }
    }
}
