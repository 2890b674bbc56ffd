/// Runs as viewers see them, wherever their figures come from.
@NullMarked
package trafficinsights.serve.run;

import org.jspecify.annotations.NullMarked;
