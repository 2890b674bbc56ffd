/// What differs between two spans of a run.
@NullMarked
package trafficinsights.analyze.shift;

import org.jspecify.annotations.NullMarked;
