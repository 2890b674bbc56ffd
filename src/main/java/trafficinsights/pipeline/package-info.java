/// Runs: owns the threads, the queues, the progress and the cancelling of every stage.
@NullMarked
package trafficinsights.pipeline;

import org.jspecify.annotations.NullMarked;
