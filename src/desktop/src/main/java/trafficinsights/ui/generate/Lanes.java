package trafficinsights.ui.generate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import trafficinsights.run.scenario.PlannedFailure;

/// Puts failures into as few lanes as need be, so that none covers another.
///
/// @param laneOf by failure
/// @param count of lanes
record Lanes(List<Integer> laneOf, int count) {
    Lanes {
        laneOf = List.copyOf(laneOf);
    }

    /// The first lane that is free when a failure begins, in order of their starts.
    static Lanes of(List<PlannedFailure> failures) {
        Integer[] lanes = new Integer[failures.size()];
        List<Duration> ends = new ArrayList<>();
        List<Integer> order =
                IntStream.range(0, failures.size())
                        .boxed()
                        .sorted(Comparator.comparing((Integer i) -> failures.get(i).at()))
                        .toList();
        for (int i : order) {
            PlannedFailure failure = failures.get(i);
            int lane = 0;
            while (lane < ends.size() && ends.get(lane).compareTo(failure.at()) > 0) {
                lane++;
            }
            if (lane == ends.size()) {
                ends.add(failure.end());
            } else {
                ends.set(lane, failure.end());
            }
            lanes[i] = lane;
        }
        return new Lanes(List.of(lanes), ends.size());
    }
}
