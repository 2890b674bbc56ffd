package trafficinsights.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SeriesColoursTest {
    private static final List<String> TWELVE =
            IntStream.range(0, 12).mapToObj("server-%02d"::formatted).toList();

    @Test
    void theOrderInWhichNamesComePlaysNoRole() {
        assertThat(SeriesColours.of(List.of("us", "ap", "eu")))
                .isEqualTo(Map.of("ap", "1", "eu", "2", "us", "3"));
    }

    @Test
    void onlyTheFirstEightHaveAColour() {
        assertThat(SeriesColours.of(TWELVE).keySet())
                .containsExactlyElementsOf(TWELVE.subList(0, 8));
    }

    @Test
    void oneOfTheFirstEightKeepsItsColourWhateverElseIsDrawn() {
        Map<String, String> all = SeriesColours.of(TWELVE);
        Map<String, String> some =
                SeriesColours.of(TWELVE, List.of("server-11", "server-03", "server-08"));
        assertThat(some)
                .containsEntry("server-03", all.get("server-03"))
                // Their places are taken, or those of names that are not drawn.
                .containsEntry("server-08", "1")
                .containsEntry("server-11", "5");
    }

    @Test
    void figuresAndClassesOfStatusHaveTheirOwn() {
        assertThat(SeriesColours.of(List.of("2xx", "4xx", "5xx")))
                .isEqualTo(Map.of("2xx", "1", "4xx", "4xx", "5xx", "5xx"));
    }
}
