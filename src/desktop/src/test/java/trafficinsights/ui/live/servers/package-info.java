@NullMarked
package trafficinsights.ui.live.servers;

import org.jspecify.annotations.NullMarked;
