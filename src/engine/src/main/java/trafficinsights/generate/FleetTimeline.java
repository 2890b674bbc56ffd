package trafficinsights.generate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The fleet over the whole time of a scenario: for each step what a request meets that arrives in
/// it. A new state is kept only when it differs from the one before, so that quiet hours cost
/// nothing.
///
/// Made by [FleetSimulation]. Immutable. Threads: any.
final class FleetTimeline {
    private final int[] firstStep;
    private final FleetState[] states;

    /// Expected first attempts, and expected attempts, over the whole time.
    final double firstAttempts;

    final double attempts;

    private FleetTimeline(
            int[] firstStep, FleetState[] states, double firstAttempts, double attempts) {
        this.firstStep = firstStep;
        this.states = states;
        this.firstAttempts = firstAttempts;
        this.attempts = attempts;
    }

    FleetState at(int step) {
        int found = Arrays.binarySearch(firstStep, step);
        return states[found >= 0 ? found : -found - 2];
    }

    /// Takes the states in order. Threads: one.
    static final class Builder {
        private final List<FleetState> states = new ArrayList<>();
        private int[] firstStep = new int[64];

        void add(int step, FleetState state) {
            if (!states.isEmpty() && !state.differsFrom(states.getLast())) {
                return;
            }
            int n = states.size();
            if (n == firstStep.length) {
                firstStep = Arrays.copyOf(firstStep, 2 * n);
            }
            firstStep[n] = step;
            states.add(state.copy());
        }

        FleetTimeline build(double firstAttempts, double attempts) {
            return new FleetTimeline(
                    Arrays.copyOf(firstStep, states.size()),
                    states.toArray(FleetState[]::new),
                    firstAttempts,
                    attempts);
        }
    }
}
