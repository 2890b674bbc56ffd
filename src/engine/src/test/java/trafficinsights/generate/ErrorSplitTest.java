package trafficinsights.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ErrorSplitTest {
    private static final double[] HALVES = {0.5, 0.5};

    @Test
    void sharesThatServersAndRoutesMakeTogetherAreFoundAgain() {
        // Servers fail 0 and 0.2, routes 0.02 and 0.1: means 0.1 and 0.06.
        double[] servers = {0.06, 1 - 0.8 * 0.94};
        double[] routes = {1 - 0.9 * 0.98, 1 - 0.9 * 0.9};
        ErrorSplit split = ErrorSplit.of(servers, routes, HALVES, 1 - 0.9 * 0.94);
        assertThat(split.ofServer()).containsExactly(new double[] {0, 0.2}, within(1e-12));
        assertThat(split.ofRoute()).containsExactly(new double[] {0.02, 0.1}, within(1e-12));
    }

    @Test
    void aServerThatFailsAloneLeavesTheRoutesWithoutErrors() {
        ErrorSplit split =
                ErrorSplit.of(new double[] {0, 0.4}, new double[] {0.2, 0.2}, HALVES, 0.2);
        assertThat(split.ofServer()).containsExactly(new double[] {0, 0.4}, within(1e-12));
        assertThat(split.ofRoute()).containsExactly(0, 0);
    }

    @Test
    void aLogOfNothingButErrorsIsAllErrors() {
        ErrorSplit split = ErrorSplit.of(new double[] {1}, new double[] {1}, new double[] {1}, 1);
        double good = (1 - split.ofServer()[0]) * (1 - split.ofRoute()[0]);
        assertThat(good).isZero();
    }
}
