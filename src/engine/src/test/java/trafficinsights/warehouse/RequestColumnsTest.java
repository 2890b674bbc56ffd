package trafficinsights.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Types;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import trafficinsights.SourceTree;
import trafficinsights.model.Names;
import trafficinsights.model.RequestBatch;
import trafficinsights.model.RequestColumn;
import trafficinsights.model.warehouse.RequestGroup;
import trafficinsights.store.StoredRequests;

/// Every column of a request has its place on the way into the warehouse.
class RequestColumnsTest {
    private final Names names = Names.create();
    private final RequestGroup group =
            new RequestGroup(names, StoredRequests.batches(5, names, 20, 1));
    private final RequestBatch batch = group.parts().getFirst();

    private static String scripts() throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.list(SourceTree.of("sql/migrations"))) {
            for (Path file : files.sorted().toList()) {
                text.append(Files.readString(file)).append('\n');
            }
        }
        return text.toString();
    }

    /// What is between brackets behind the last place where the words stand.
    private static String lastBlock(String text, String words) {
        int from = text.lastIndexOf(words);
        assertThat(from).as(words).isNotNegative();
        int end = text.indexOf("\nGO", from);
        return text.substring(from, end < 0 ? text.length() : end);
    }

    @ParameterizedTest
    @EnumSource
    void aChangedValueGivesABatchAnotherKey(RequestColumn column) {
        String before = ContentHash.of(group);
        StoredRequests.change(batch, column, 0);
        assertThat(ContentHash.of(group)).isNotEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource
    void theTableHasTheColumnWithTheTypeOnTheWire(RequestColumn column) throws IOException {
        String created = lastBlock(scripts(), "CREATE TABLE ti.RequestLogs (");
        Matcher added =
                Pattern.compile("ALTER TABLE ti.RequestLogs ADD (\\w+ \\w+)").matcher(scripts());
        String all = created + String.join("\n", added.results().map(r -> r.group(1)).toList());
        String type = RequestRows.sqlType(column, "datetime2");
        assertThat(all).containsPattern("\\b" + column.sqlName() + " " + type + "\\b");
        assertThat(RequestRows.COLUMNS).contains(column.sqlName());
    }

    @ParameterizedTest
    @EnumSource(names = "TIME", mode = EnumSource.Mode.EXCLUDE)
    void theChecksumOfTheViewIsTheOneOfThePush(RequestColumn column) throws IOException {
        String view = lastBlock(scripts(), "VIEW ti.BatchCheck AS").replaceAll("\\s+", " ");
        Matcher pushed =
                Pattern.compile(
                                "CAST\\((\\d+) AS bigint\\) \\* (\\(?[^+]*\\b"
                                        + column.sqlName()
                                        + "\\b[^+]*?)(?: \\+|\\)$)")
                        .matcher(RequestSum.sql());
        assertThat(pushed.find()).isTrue();
        long weight = Long.parseLong(pushed.group(1));
        String value = pushed.group(2).strip();
        assertThat(List.of(view))
                .anyMatch(text ->
                        text.contains(weight + " * " + value)
                                || text.contains("CAST(" + weight + " AS bigint) * " + value)
                                || (weight == 1
                                        && text.contains(value.substring(1, value.length() - 1))));
    }

    @ParameterizedTest
    @EnumSource
    void theDriverAsksForEachColumn(RequestColumn column) {
        RequestRows rows = new RequestRows(group, new CodeTables(), new Clock(true, 0), 1);
        int ordinal = 1 + RequestRows.COLUMNS.indexOf(column.sqlName());
        assertThat(rows.getColumnOrdinals()).contains(ordinal);
        assertThat(rows.getColumnName(ordinal)).isEqualTo(column.sqlName());
        int type =
                switch (RequestRows.sqlType(column, "datetime2").toLowerCase(Locale.ROOT)) {
                    case "bigint" -> Types.BIGINT;
                    case "smallint" -> Types.SMALLINT;
                    default -> Types.TIMESTAMP;
                };
        assertThat(rows.getColumnType(ordinal)).isEqualTo(type);
    }
}
