package trafficinsights.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import trafficinsights.SourceTree;
import trafficinsights.model.Anomaly;
import trafficinsights.model.Figure;

class FigureJsonTest {
    private static JsonNode schema() throws IOException {
        return new JsonMapper()
                .readTree(Files.readString(SourceTree.of("docs/analytics_report.schema.json")));
    }

    @Test
    void theSchemaDescribesEveryFigure() throws IOException {
        JsonNode kpi = schema().at("/$defs/kpi");
        List<String> keys = ReportJson.FIGURES.stream().map(Figure::key).toList();
        assertThat(kpi.get("properties").propertyNames()).containsExactlyElementsOf(keys);
        assertThat(kpi.get("required").valueStream().map(JsonNode::asString))
                .containsExactlyElementsOf(keys);
    }

    @Test
    void theSchemaNamesEveryWatchedFigure() throws IOException {
        List<String> names = Anomaly.METRICS.stream().map(Figure::seriesName).toList();
        assertThat(
                        schema().at("/properties/incidents/items/properties/metric/enum")
                                .valueStream()
                                .map(JsonNode::asString))
                .containsExactlyElementsOf(names);
    }

    @Test
    void aReportHasEveryFigureThatAKpiHas() {
        Set<Figure> missing = EnumSet.allOf(Figure.class);
        missing.removeAll(ReportJson.FIGURES);
        assertThat(missing)
                .containsExactly(
                        Figure.TRAFFIC_SHARE,
                        Figure.BYTES_PER_REQUEST,
                        Figure.REDIRECT_RATE,
                        Figure.WITHIN);
    }
}
