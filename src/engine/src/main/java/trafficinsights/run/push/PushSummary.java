package trafficinsights.run.push;

import java.util.Optional;
import trafficinsights.model.Problem;

/// What a push did.
///
/// @param rows requests that the warehouse took now
/// @param batches that it took now, facts included
/// @param known batches that it had already
/// @param fromOutbox batches of earlier pushes that were sent first
/// @param toOutbox batches that wait on the disk now
/// @param retries how often something was tried again
/// @param unreachable why batches wait; empty when none does
public record PushSummary(
        long rows,
        int batches,
        int known,
        int fromOutbox,
        int toOutbox,
        long retries,
        double seconds,
        Optional<Problem> unreachable) {
    public double rowsPerSecond() {
        return seconds > 0 ? rows / seconds : 0;
    }
}
