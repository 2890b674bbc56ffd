@NullMarked
package trafficinsights.ui.explore;

import org.jspecify.annotations.NullMarked;
