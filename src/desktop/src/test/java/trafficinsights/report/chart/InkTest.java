package trafficinsights.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class InkTest {
    static Stream<Ink> series() {
        return Stream.of(Ink.values()).filter(ink -> ink.name().startsWith("SERIES_"));
    }

    @ParameterizedTest
    @MethodSource("series")
    void theWindowHasTheColoursOfPagesAndPictures(Ink ink) throws Exception {
        String token = "-tiw-" + ink.name().toLowerCase(Locale.ROOT).replace('_', '-');
        List<String> values =
                Pattern.compile(token + ": (#[0-9a-f]{6});")
                        .matcher(tokens())
                        .results()
                        .map((MatchResult found) -> found.group(1))
                        .toList();
        assertThat(values).containsExactly(ink.light(), ink.dark());
    }

    @ParameterizedTest
    @MethodSource("series")
    void aLineStandsOutFromItsGround(Ink ink) {
        assertThat(contrast(ink.light(), Ink.GROUND.light())).isGreaterThanOrEqualTo(3);
        assertThat(contrast(ink.dark(), Ink.GROUND.dark())).isGreaterThanOrEqualTo(3);
    }

    private static String tokens() throws Exception {
        try (InputStream css =
                Objects.requireNonNull(
                        InkTest.class.getResourceAsStream("/trafficinsights/ui/tokens.css"))) {
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /// As WCAG 2.2 defines it.
    private static double contrast(String one, String other) {
        double light = Math.max(luminance(one), luminance(other));
        double dark = Math.min(luminance(one), luminance(other));
        return (light + 0.05) / (dark + 0.05);
    }

    private static double luminance(String colour) {
        return 0.2126 * channel(colour, 1)
                + 0.7152 * channel(colour, 3)
                + 0.0722 * channel(colour, 5);
    }

    private static double channel(String colour, int at) {
        double value = Integer.parseInt(colour.substring(at, at + 2), 16) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }
}
