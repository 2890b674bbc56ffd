package trafficinsights.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trafficinsights.SourceTree;
import trafficinsights.model.Scorecard;
import trafficinsights.model.Scorecard.Measure;

class ScorecardCsvTest {
    @TempDir private Path folder;

    @Test
    void everyFigureHasAColumnAndWhatIsUnknownIsEmpty() throws Exception {
        Scorecard.Row row =
                new Scorecard.Row(
                        Scorecard.FUSED, Map.of(Measure.FOUND, 3.0, Measure.RECALL, 0.75));
        Path file = folder.resolve("scorecard.csv");
        ScorecardCsv.write(file, new Scorecard(List.of(row), List.of(), List.of()));
        assertThat(Files.readAllLines(file))
                .containsExactly(
                        "detector,limit,truths,found,alarms,false_alarms,precision,recall,f1,"
                                + "median_seconds_to_detect,false_alarms_per_day,live_recall,"
                                + "right_target,false_at_benign,merges,splits,alarm_outside,"
                                + "p90_seconds_to_detect,median_start_error_seconds,"
                                + "p90_start_error_seconds,median_end_error_seconds,"
                                + "p90_end_error_seconds",
                        "incidents,,,3,,,,0.75,,,,,,,,,,,,,,");
    }

    @Test
    void theDocumentsNameEveryFigureAsTheProgramDoes() throws Exception {
        String formats = Files.readString(SourceTree.of("docs/formats.md"));
        for (Measure measure : Measure.values()) {
            assertThat(formats)
                    .contains(
                            "| `%s` | %s | %s: %s |"
                                    .formatted(
                                            measure.column(),
                                            measure.unit(),
                                            measure.label(),
                                            measure.meaning()));
        }
    }
}
