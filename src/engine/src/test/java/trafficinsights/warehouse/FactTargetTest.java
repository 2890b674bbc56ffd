package trafficinsights.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import trafficinsights.KnownText;
import trafficinsights.SourceTree;
import trafficinsights.model.warehouse.FactColumn;
import trafficinsights.model.warehouse.FactTable;

class FactTargetTest {
    @Test
    void theWarehouseHasEveryColumn() throws IOException {
        String sql = Files.readString(SourceTree.of("sql/migrations/V1__tables.sql"));
        int start = sql.indexOf("CREATE TABLE ti.KpiWindows");
        List<String> made =
                sql.substring(start, sql.indexOf("\n);", start))
                        .lines()
                        .map(line -> line.strip().split(" ")[0])
                        .toList();
        List<String> all = new ArrayList<>(made);
        Pattern.compile("(\\w+) real NULL")
                .matcher(
                        Files.readString(
                                SourceTree.of("sql/migrations/V3__time_to_first_byte.sql")))
                .results()
                .forEach(added -> all.add(added.group(1)));
        assertThat(all)
                .containsAll(
                        FactTarget.of("KpiWindows").orElseThrow().columns().stream()
                                .map(FactTarget.Column::to)
                                .toList());
    }

    @Test
    void eventsGoIntoTheColumnsThatTheScriptMakes() throws IOException {
        String sql = Files.readString(SourceTree.of("sql/migrations/V5__events.sql"));
        FactTarget target = FactTarget.of("Events").orElseThrow();
        for (FactTarget.Column column : target.columns()) {
            String type =
                    switch (column.kind()) {
                        case TIME -> "datetime2(3)";
                        case LABEL -> "int";
                        case BIGINT -> "bigint";
                        case TEXT -> "nvarchar(2000)";
                        case SERVER, SMALLINT, REAL, FLOAT -> "no column of events";
                    };
            assertThat(sql)
                    .contains(
                            "    %s %s %s"
                                    .formatted(
                                            column.to(),
                                            type,
                                            column.isNeeded() ? "NOT NULL" : "NULL"));
        }
    }

    @Test
    void whenAnIncidentWasDetectedGoesIntoTheColumnThatTheScriptAdds() throws IOException {
        String sql = Files.readString(SourceTree.of("sql/migrations/V6__detected.sql"));
        assertThat(sql)
                .contains(
                        "ALTER TABLE ti.Incidents ADD detected_ts datetime2(3) NULL, deviation float NULL;")
                .contains("INSERT INTO ti.SchemaVersions (version) VALUES (6);");
        assertThat(FactTarget.of("Incidents").orElseThrow().columns())
                .contains(
                        new FactTarget.Column(
                                "detected_ts", "detected", FactTarget.Kind.TIME, false));
    }

    @Test
    void whereAndWhatAnEventWasAreLabels() {
        FactTable table =
                new FactTable(
                        "Events",
                        1,
                        List.of(
                                new FactColumn.Whole("start", new long[] {1_795_378_768_000_000L}),
                                new FactColumn.Whole("end", new long[] {FactColumn.NO_NUMBER}),
                                new FactColumn.Text("kind", new String[] {"deploy"}),
                                new FactColumn.Text("text", new String[] {"orders 4.2"}),
                                new FactColumn.Text("server", new String[] {""}),
                                new FactColumn.Whole("count", new long[] {1})));
        FactRows rows =
                new FactRows(table, FactTarget.of("Events").orElseThrow(), new CodeTables());
        assertThat(rows.texts(FactTarget.Kind.LABEL)).containsExactlyInAnyOrder("deploy", "");
    }

    @Test
    void kpiWindowsGoIntoTheSameColumns() {
        FactTarget target = FactTarget.of("KpiWindows").orElseThrow();
        Clock clock = new Clock(false, 0);
        KnownText.check(
                "warehouse.txt",
                target.stage(clock)
                        + "\n"
                        + target.move(clock)
                        + "\n"
                        + String.join(
                                "\n", target.columns().stream().map(Object::toString).toList())
                        + "\n");
    }
}
