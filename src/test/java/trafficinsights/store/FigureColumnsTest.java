package trafficinsights.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import trafficinsights.model.KpiWindow;

class FigureColumnsTest {
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
        assertThat(columns)
                .containsExactlyElementsOf(
                        KpiWindow.FIGURES.stream()
                                .map(figure ->
                                        figure.column()
                                                + (figure.isAmount() ? " BIGINT" : " DOUBLE"))
                                .toList());
    }
}
