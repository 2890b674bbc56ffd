/// The Live panel: charts that follow a run.
@NullMarked
package trafficinsights.ui.live;

import org.jspecify.annotations.NullMarked;
