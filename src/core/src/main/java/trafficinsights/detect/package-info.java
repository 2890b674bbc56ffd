/// Finds anomalies in series of KPI windows.
@NullMarked
package trafficinsights.detect;

import org.jspecify.annotations.NullMarked;
