/// How the sources of a followed run are doing, in the Live panel. Knows nothing of the rest of the
/// panel.
@NullMarked
package trafficinsights.ui.live.sources;

import org.jspecify.annotations.NullMarked;
