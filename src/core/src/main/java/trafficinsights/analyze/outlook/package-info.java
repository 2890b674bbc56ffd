/// Patterns and forecasts of the series of a run.
@NullMarked
package trafficinsights.analyze.outlook;

import org.jspecify.annotations.NullMarked;
