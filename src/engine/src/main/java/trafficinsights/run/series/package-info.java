/// Detects and forecasts in single series.
@NullMarked
package trafficinsights.run.series;

import org.jspecify.annotations.NullMarked;
