/// Measures batches: KPI windows and totals over every dimension.
@NullMarked
package trafficinsights.analyze;

import org.jspecify.annotations.NullMarked;
