/// Makes traffic from a scenario, with its ground truth.
@NullMarked
package trafficinsights.generate;

import org.jspecify.annotations.NullMarked;
