/// Statistics with no knowledge of traffic: sketches, random streams, distributions.
@NullMarked
package trafficinsights.stat;

import org.jspecify.annotations.NullMarked;
