/// What a run is to do: its source, its window, its outputs.
@NullMarked
package trafficinsights.run.spec;

import org.jspecify.annotations.NullMarked;
