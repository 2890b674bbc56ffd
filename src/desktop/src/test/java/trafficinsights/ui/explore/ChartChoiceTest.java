package trafficinsights.ui.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import trafficinsights.model.explore.Aggregate;
import trafficinsights.model.explore.ChartKind;
import trafficinsights.model.explore.ChartSpec;
import trafficinsights.model.explore.Column;
import trafficinsights.model.explore.ColumnKind;

/// Which chart is proposed for which columns, and what can be changed in it.
final class ChartChoiceTest {
    /// `ts:TIME latency:NUMBER`
    private static ChartChoice of(String columns) {
        List<Column> all = new ArrayList<>();
        for (String column : columns.split(" ")) {
            String[] parts = column.split(":");
            all.add(new Column(parts[0], "", ColumnKind.valueOf(parts[1])));
        }
        return new ChartChoice(all);
    }

    @ParameterizedTest
    @CsvSource({
        "ts:TIME latency_us:NUMBER, LINES ts latency_us '' MEAN",
        "ts:TIME requests:NUMBER, LINES ts requests '' SUM",
        "ts:TIME request_id:NUMBER path:TEXT, LINES ts '' path COUNT",
        "bucket:TIME region:TEXT requests:NUMBER errors:NUMBER, LINES bucket requests region SUM",
        "ts:TIME clientId:TEXT latency:NUMBER, LINES ts latency '' MEAN",
        "ts:TIME a:TEXT b:TEXT c:TEXT d:TEXT v:NUMBER, LINES ts v '' MEAN",
        "minute:TIME region:TEXT p95:NUMBER, LINES minute p95 region MEAN",
        "region:TEXT bytes:NUMBER, BARS region bytes '' SUM",
        "region:TEXT cpu:NUMBER, BARS region cpu '' MEAN",
        "status:NUMBER n:NUMBER mean_us:NUMBER, BARS status n '' SUM",
        "clientId:TEXT region:TEXT, BARS region '' '' COUNT",
        "ok:BOOLEAN, BARS ok '' '' COUNT",
        "latency:NUMBER, HISTOGRAM latency '' '' COUNT",
        "x:NUMBER y:NUMBER, POINTS x y '' MEAN",
        "tags:OTHER, BARS tags '' '' COUNT",
    })
    void theTypesOfTheColumnsProposeAChart(String columns, String expected) {
        ChartSpec spec = of(columns).proposal().orElseThrow();
        assertThat(
                        "%s %s %s %s %s"
                                .formatted(
                                        spec.kind(),
                                        quoted(spec.x()),
                                        quoted(spec.y()),
                                        quoted(spec.by()),
                                        spec.aggregate()))
                .isEqualTo(expected);
    }

    private static String quoted(String text) {
        return text.isEmpty() ? "''" : text;
    }

    @Test
    void withoutColumnsNothingIsProposed() {
        assertThat(new ChartChoice(List.of()).proposal()).isEmpty();
        assertThat(new ChartChoice(List.of()).kinds()).isEmpty();
    }

    @Test
    void onlyKindsThatHaveWhatTheyNeedCanBeChosen() {
        assertThat(of("region:TEXT").kinds()).containsExactly(ChartKind.BARS);
        assertThat(of("region:TEXT v:NUMBER").kinds())
                .containsExactly(ChartKind.BARS, ChartKind.HISTOGRAM);
        assertThat(of("t:TIME a:NUMBER b:NUMBER").kinds()).containsExactly(ChartKind.values());
    }

    @Test
    void aCountTakesNoColumnAndAnotherAggregateFindsOne() {
        ChartChoice choice = of("t:TIME region:TEXT latency:NUMBER id:NUMBER");
        ChartSpec mean = choice.proposal().orElseThrow();
        ChartSpec count =
                choice.changed(mean, ChartKind.LINES, "t", "latency", "region", Aggregate.COUNT)
                        .orElseThrow();
        assertThat(count.y()).isEmpty();
        assertThat(count.by()).isEqualTo("region");
        ChartSpec p95 =
                choice.changed(count, ChartKind.LINES, "t", "", "region", Aggregate.P95)
                        .orElseThrow();
        assertThat(p95.y()).isEqualTo("latency");
    }

    @Test
    void whatTheColumnsDoNotAllowIsRefused() {
        ChartChoice choice = of("region:TEXT n:NUMBER");
        ChartSpec bars = choice.proposal().orElseThrow();
        assertThat(choice.changed(bars, ChartKind.LINES, "region", "n", "", Aggregate.SUM))
                .isEmpty();
        assertThat(choice.changed(bars, ChartKind.BARS, "nothing", "n", "", Aggregate.SUM))
                .isEmpty();
        assertThat(
                        of("region:TEXT")
                                .changed(
                                        of("region:TEXT").proposal().orElseThrow(),
                                        ChartKind.BARS,
                                        "region",
                                        "",
                                        "",
                                        Aggregate.MEAN))
                .isEmpty();
    }

    @Test
    void aChartIsTheSameAfterItWasRemembered() {
        ChartSpec odd = new ChartSpec(ChartKind.LINES, "a b+c%", "é ;y", "by\nline", Aggregate.P95);
        assertThat(ChartChoice.parse(ChartChoice.text(odd))).contains(odd);
        assertThat(ChartChoice.parse("")).isEmpty();
        assertThat(ChartChoice.parse("LINES t  x MEAN")).isEmpty();
        assertThat(ChartChoice.parse("PIE a b c MEAN")).isEmpty();
        assertThat(ChartChoice.parse("LINES %zz b c MEAN")).isEmpty();
    }
}
