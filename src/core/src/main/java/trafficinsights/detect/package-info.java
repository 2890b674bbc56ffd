/// Finds anomalies in series of single points, and scores what was found against what happened.
/// Series of KPI windows are watched in `kpi`.
@NullMarked
package trafficinsights.detect;

import org.jspecify.annotations.NullMarked;
