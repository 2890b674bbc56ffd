@NullMarked
package trafficinsights.ui.live;

import org.jspecify.annotations.NullMarked;
