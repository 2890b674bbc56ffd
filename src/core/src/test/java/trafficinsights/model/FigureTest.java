package trafficinsights.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import trafficinsights.DocText;

class FigureTest {
    private static final List<Figure> ALL = List.of(Figure.values());

    /// 10 s of traffic.
    private static final Kpi SOME =
            new Kpi(
                    200, 230, 160, 40, 30, 8, 4, 51_000, 196, 150, 30, 48_000, 31_000, 90_500,
                    120_250, 310_000, 720_000, 900_000, 11_000, 52_000, true);

    private static final Kpi NOTHING =
            new Kpi(
                    0,
                    0,
                    0,
                    0,
                    0,
                    0,
                    0,
                    0,
                    0,
                    0,
                    0,
                    Double.NaN,
                    Double.NaN,
                    Double.NaN,
                    Double.NaN,
                    Double.NaN,
                    Double.NaN,
                    Double.NaN,
                    Double.NaN,
                    Double.NaN,
                    true);

    @Test
    void noTwoFiguresShareAName() {
        for (Function<Figure, String> name :
                List.<Function<Figure, String>>of(
                        Figure::label,
                        Figure::words,
                        Figure::meaning,
                        Figure::id,
                        Figure::ruleWord,
                        Figure::seriesName,
                        Figure::column,
                        Figure::key)) {
            assertThat(ALL).extracting(name::apply).doesNotHaveDuplicates();
        }
    }

    @Test
    void aNameEndsInItsUnit() {
        assertThat(Figure.P999.column()).isEqualTo("p999_ms");
        assertThat(Figure.P999.key()).isEqualTo("p999Micros");
        assertThat(Figure.P999.ruleWord()).isEqualTo("p99.9");
        assertThat(Figure.P95.seriesName()).isEqualTo("p95_latency");
        assertThat(Figure.REQUEST_RATE.column()).isEqualTo("requests_per_second");
        assertThat(Figure.REQUEST_RATE.key()).isEqualTo("requestsPerSecond");
        assertThat(Figure.CLIENT_ERROR_RATE.gauge()).isEqualTo("traffic_client_error_ratio");
    }

    @ParameterizedTest
    @EnumSource(Figure.class)
    void onlyAmountsAreCounted(Figure figure) {
        if (figure.isAmount()) {
            assertThat((double) figure.count(SOME)).isEqualTo(figure.of(SOME, 10));
            assertThat(figure.merge()).isEqualTo(Figure.Merge.SUM);
        } else {
            assertThatThrownBy(() -> figure.count(SOME)).isInstanceOf(IllegalStateException.class);
        }
    }

    @ParameterizedTest
    @EnumSource(Figure.class)
    void withoutRequestsOnlySumsAreKnown(Figure figure) {
        if (figure.isSum()) {
            assertThat(figure.known(NOTHING, 10)).isZero();
        } else {
            assertThat(figure.known(NOTHING, 10)).isNaN();
        }
    }

    @Test
    void aFigureHasTheValueThatItsNameSays() {
        assertThat(Figure.REQUEST_RATE.of(SOME, 10)).isEqualTo(20);
        assertThat(Figure.BYTE_RATE.of(SOME, 10)).isEqualTo(5_100);
        assertThat(Figure.P99.of(SOME, 10)).isEqualTo(310_000);
        assertThat(Figure.MAX.of(SOME, 10)).isEqualTo(900_000);
        assertThat(Figure.ERROR_RATE.of(SOME, 10)).isEqualTo(4 / 200.0);
        assertThat(Figure.RETRY_AMPLIFICATION.of(SOME, 10)).isEqualTo(230 / 160.0);
        assertThat(Figure.APDEX.of(SOME, 10)).isEqualTo((150 + 15) / 196.0);
        KpiWindow window =
                new KpiWindow(new TimeWindow(0, 10_000_000), Dimension.REGION, "eu", SOME);
        assertThat(Figure.TRAFFIC_SHARE.of(window, 800)).isEqualTo(0.25);
        assertThat(Figure.TRAFFIC_SHARE.of(window, 0)).isNaN();
    }

    @Test
    void windowsHaveEveryFigureThatAKpiHas() {
        Set<Figure> missing = EnumSet.allOf(Figure.class);
        missing.removeAll(KpiWindow.FIGURES);
        // The rate of bytes is their number over the length of the window, which is beside it.
        assertThat(missing)
                .containsExactly(
                        Figure.TRAFFIC_SHARE,
                        Figure.BYTES_PER_REQUEST,
                        Figure.BYTE_RATE,
                        Figure.REDIRECT_RATE,
                        Figure.WITHIN);
    }

    @Test
    void theDocumentsListTheFigures() {
        String rows =
                Arrays.stream(Figure.values())
                        .map(FigureTest::named)
                        .collect(Collectors.joining("\n"));
        DocText.check(
                "docs/formats.md",
                "figures",
                "\n\n| figure | unit | better | parts | CSV, store | JSON | meaning |\n"
                        + "| --- | --- | --- | --- | --- | --- | --- |\n"
                        + rows
                        + "\n\n");
    }

    @Test
    void theDocumentsListTheColumnsOfWindows() {
        String rows =
                KpiWindow.FIGURES.stream()
                        .map(FigureTest::column)
                        .collect(Collectors.joining("\n"));
        DocText.check(
                "docs/formats.md",
                "kpi_windows",
                """


                | column | unit | meaning |
                | --- | --- | --- |
                | `window_start` | time | start of the window |
                | `window_seconds` | s | its length |
                | `dimension` | | `total`, `region`, `server`, `route` or `status_class` |
                | `key` | | which of the dimension; `all` for `total` |
                """
                        + rows
                        + "\n\n");
    }

    private static String named(Figure figure) {
        boolean isOfAKpi = !Double.isNaN(figure.of(SOME, 10));
        return "| `%s` | %s | %s | %s | %s | %s | %s |"
                .formatted(
                        figure.id(),
                        figure.unit().label(),
                        figure.signOfGood() > 0 ? "higher" : figure.signOfGood() < 0 ? "lower" : "",
                        switch (figure.merge()) {
                            case SUM -> "add up";
                            case RATIO -> "a fraction of sums";
                            case PERCENTILE -> "sketches merge";
                            case MAX -> "the largest";
                        },
                        KpiWindow.FIGURES.contains(figure) ? "`" + figure.column() + "`" : "",
                        isOfAKpi ? "`" + figure.key() + "`" : "",
                        figure.meaning());
    }

    private static String column(Figure figure) {
        return "| `%s` | %s | %s |"
                .formatted(
                        figure.column(),
                        figure.unit().isTime() ? "ms" : figure.unit().label(),
                        figure.meaning());
    }
}
