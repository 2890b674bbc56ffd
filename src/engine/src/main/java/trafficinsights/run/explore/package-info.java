/// Opens files in Explore, and keeps what was asked of them.
@NullMarked
package trafficinsights.run.explore;

import org.jspecify.annotations.NullMarked;
