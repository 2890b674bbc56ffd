/// What is left of a run: reports, rejected lines, the diagnosis to send in.
@NullMarked
package trafficinsights.run.result;

import org.jspecify.annotations.NullMarked;
