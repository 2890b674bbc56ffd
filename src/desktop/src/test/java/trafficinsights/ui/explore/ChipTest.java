package trafficinsights.ui.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import trafficinsights.model.explore.Column;
import trafficinsights.model.explore.ColumnKind;
import trafficinsights.model.explore.ColumnSummary.Bin;
import trafficinsights.model.explore.Filter;

final class ChipTest {
    private static final Column WHOLE = new Column("status", "SMALLINT", ColumnKind.NUMBER);
    private static final Column DECIMAL = new Column("ms", "DOUBLE", ColumnKind.NUMBER);
    private static final Column TIME = new Column("at", "TIMESTAMP", ColumnKind.TIME);

    @Test
    void barsOfWholeNumbersShareOutAllValues() {
        Chip first = Chip.bar(WHOLE, new Bin(200, 202.5, 7), false);
        Chip last = Chip.bar(WHOLE, new Bin(202.5, 205, 3), true);
        assertThat(first.filter()).isEqualTo(new Filter.Range("status", "200", "202"));
        assertThat(last.filter()).isEqualTo(new Filter.Range("status", "203", "205"));
        assertThat(first.label()).isEqualTo("status: 200 – 202");
    }

    @Test
    void aBarOfOneWholeNumberSaysSo() {
        assertThat(Chip.bar(WHOLE, new Bin(4, 5, 7), false).label()).isEqualTo("status = 4");
    }

    @Test
    void aBarOfDecimalsLeavesItsEndToTheNext() {
        Filter.Range range = (Filter.Range) Chip.bar(DECIMAL, new Bin(1, 2, 7), false).filter();
        assertThat(Double.parseDouble(String.valueOf(range.to()))).isLessThan(2);
        Filter.Range last = (Filter.Range) Chip.bar(DECIMAL, new Bin(2, 3, 7), true).filter();
        assertThat(last.to()).isEqualTo("3.0");
    }

    @Test
    void theLastBarOfTimesHoldsItsEnd() {
        assertThat(Chip.bar(TIME, new Bin(1e15, 2e15, 1), true).filter())
                .isEqualTo(
                        new Filter.TimeSpan("at", 1_000_000_000_000_000L, 2_000_000_000_000_001L));
    }

    @Test
    void undoAndRedoWalkThroughWhatWas() {
        ChipHistory history = new ChipHistory();
        Chip one = Chip.equalTo("region", "eu");
        Chip two = Chip.without("region", "us");
        assertThat(history.add(one)).isTrue();
        assertThat(history.add(one)).isFalse();
        history.add(two);
        history.remove(one);
        assertThat(history.now()).containsExactly(two);
        history.undo();
        history.undo();
        assertThat(history.now()).containsExactly(one);
        history.redo();
        assertThat(history.now()).containsExactly(one, two);
        history.removeAll();
        assertThat(history.canRedo()).isFalse();
        assertThat(Chip.all(List.of())).isEqualTo(Filter.ALL);
    }
}
