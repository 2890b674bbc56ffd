/// The file of a run's events.
@NullMarked
package trafficinsights.report.events;

import org.jspecify.annotations.NullMarked;
