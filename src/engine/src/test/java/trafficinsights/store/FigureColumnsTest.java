package trafficinsights.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import trafficinsights.model.KpiWindow;

class FigureColumnsTest {
    private static final String ADDED = "ALTER TABLE KpiWindows ADD COLUMN ";

    @Test
    void theStoreHasAColumnForEveryFigureOfAWindow() throws IOException {
        String sql;
        try (var in =
                Objects.requireNonNull(
                        LocalStore.class.getResourceAsStream(
                                "/trafficinsights/store/schema.sql"))) {
            sql = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        int start = sql.indexOf("CREATE TABLE KpiWindows (");
        List<String> columns =
                sql.substring(start, sql.indexOf(");", start))
                        .lines()
                        .dropWhile(line -> !line.contains("key VARCHAR"))
                        .skip(1)
                        .map(line -> line.strip().replace(",", "").replace(" NOT NULL", ""))
                        .toList();
        List<String> all = new ArrayList<>(columns);
        try (InputStream in =
                Objects.requireNonNull(
                        LocalStore.class.getResourceAsStream(
                                "/trafficinsights/store/schema-4.sql"))) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith(ADDED))
                    .map(line -> line.substring(ADDED.length()).replace(";", ""))
                    .forEach(all::add);
        }
        assertThat(all)
                .containsExactlyElementsOf(
                        KpiWindow.FIGURES.stream()
                                .map(figure ->
                                        figure.column()
                                                + (figure.isAmount() ? " BIGINT" : " DOUBLE"))
                                .toList());
    }
}
