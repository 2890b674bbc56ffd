package trafficinsights.ui.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import trafficinsights.model.explore.Filter;

final class ChipTextTest {
    private static final List<Chip> ALL =
            List.of(
                    Chip.equalTo("region", "eu; west = 5"),
                    Chip.without("a b", ""),
                    Chip.missing("route"),
                    Chip.present("route"),
                    Chip.containing("path", "/ü?%"),
                    new Chip("r", new Filter.Range("n", "1", null)),
                    new Chip("s", new Filter.Range("n", null, "")),
                    new Chip("t", new Filter.TimeSpan("ts", -5, 7)));

    @Test
    void everyKindOfChipComesBack() {
        assertThat(ChipText.chips(ChipText.of(ALL))).isEqualTo(ALL);
    }

    @Test
    void whatCannotBeReadIsLeftOut() {
        assertThat(ChipText.chips("")).isEmpty();
        assertThat(ChipText.chips("label;l eq;l what a b;l time c x y;;l range n  ")).isEmpty();
        assertThat(ChipText.chips("broken;" + ChipText.of(ALL))).isEqualTo(ALL);
    }

    @Test
    void aChipKnowsItsColumn() {
        assertThat(ALL)
                .extracting(ChipText::column)
                .containsExactly("region", "a b", "route", "route", "path", "n", "n", "ts");
    }
}
