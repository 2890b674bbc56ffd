/// What differs between two spans of a run.
@NullMarked
package trafficinsights.model.shift;

import org.jspecify.annotations.NullMarked;
