/// Runs: owns the threads, the queues, the progress and the cancelling of every stage.
@NullMarked
package trafficinsights.run.engine;

import org.jspecify.annotations.NullMarked;
