/// Scenarios: built-in, edited, fitted to real logs.
@NullMarked
package trafficinsights.run.scenario;

import org.jspecify.annotations.NullMarked;
