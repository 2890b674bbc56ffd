/// The Home panel: what was opened and run before, and where to begin.
@NullMarked
package trafficinsights.ui.home;

import org.jspecify.annotations.NullMarked;
