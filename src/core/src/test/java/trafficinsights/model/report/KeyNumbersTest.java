package trafficinsights.model.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import trafficinsights.model.SpanKpi;

class KeyNumbersTest {
    private static final long SECOND = 1_000_000;
    private static final long END = 10_000 * SECOND;

    private final List<String> asked = new ArrayList<>();

    private Optional<SpanKpi> ask(long fromMicros, long toMicros) {
        asked.add((fromMicros - END) / SECOND + " to " + (toMicros - END) / SECOND);
        return Optional.empty();
    }

    private KeyNumbers of(KeyNumbers.Range range, long lengthSeconds, long windowSeconds) {
        return KeyNumbers.of(
                range, END - lengthSeconds * SECOND, END, windowSeconds * SECOND, this::ask);
    }

    @ParameterizedTest
    @CsvSource({
        // range, length, window, asked, basis
        "WHOLE_RUN, 900, 10, -900 to 0, the whole run",
        "SELECTED, 300, 10, -300 to 0; -600 to -300, the selected 5 min",
        "LAST, 300, 10, -300 to 0; -600 to -300, the last 5 min",
        "LATEST, 300, 10, -60 to 0; -120 to -60, the last 1 min",
        "LATEST, 40, 10, -40 to 0; -80 to -40, the last 40 s",
        "LATEST, 900, 300, -300 to 0; -600 to -300, the last 5 min",
    })
    void theRangeAndTheOneBeforeItAreAsked(
            KeyNumbers.Range range, long length, long window, String expected, String basis) {
        KeyNumbers numbers = of(range, length, window);
        assertThat(String.join("; ", asked)).isEqualTo(expected);
        assertThat(numbers.basis()).isEqualTo(basis);
        assertThat(numbers.numbers())
                .extracting(KeyNumber::figure)
                .containsExactlyElementsOf(KeyNumber.FIGURES);
    }

    @ParameterizedTest
    @CsvSource({"WHOLE_RUN", "LAST"})
    void nothingIsAskedOfARangeWithoutTime(KeyNumbers.Range range) {
        assertThat(of(range, 0, 10).numbers()).allMatch(number -> Double.isNaN(number.value()));
        assertThat(asked).isEmpty();
    }
}
