/// Metrics of servers in the Live panel. Knows nothing of the rest of the panel.
@NullMarked
package trafficinsights.ui.live.servers;

import org.jspecify.annotations.NullMarked;
