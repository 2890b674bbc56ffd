/// Reads what [trafficinsights.report] writes.
@NullMarked
package trafficinsights.report.read;

import org.jspecify.annotations.NullMarked;
