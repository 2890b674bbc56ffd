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
