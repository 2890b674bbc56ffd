/// Finds incidents in series of KPI windows: evidence that adds up over many windows.
@NullMarked
package trafficinsights.detect.kpi;

import org.jspecify.annotations.NullMarked;
