package trafficinsights.run.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import trafficinsights.model.ProblemException;

class RowBalanceTest {
    @Test
    void equalCountsPass() {
        RowBalance balance = new RowBalance();
        balance.expect("requests read", 60_000, "requests measured", 60_000);
        assertThatCode(balance::refuseUnlessEven).doesNotThrowAnyException();
    }

    @Test
    void aRunThatLostRowsIsRefusedWithBothCounts() {
        RowBalance balance = new RowBalance();
        balance.expect("requests read", 60_000, "requests measured", 0);
        balance.expect("requests read", 60_000, "requests by region", 1);
        assertThatThrownBy(balance::refuseUnlessEven)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> {
                            assertThat(e.problem().userMessage())
                                    .contains("60,000 requests read against 0 requests measured")
                                    .contains("Run it again");
                            assertThat(e.problem().detail()).contains("1 requests by region");
                        });
    }
}
