package trafficinsights.ui.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import trafficinsights.model.report.RejectSummary;

final class RejectsBarTest {
    @Test
    void itSaysWhenOnlyTheFirstLinesWereKept() {
        RejectSummary kept =
                new RejectSummary(3, List.of(new RejectSummary.Cause("no time", 3)), List.of());
        assertThat(RejectsBar.words(kept, 3)).isEqualTo("3 lines could not be read: 3 × no time");
        assertThat(RejectsBar.words(kept, 70))
                .isEqualTo("70 lines could not be read; the first 3 are kept: 3 × no time");
    }
}
