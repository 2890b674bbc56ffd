/// Draws charts over time as SVG text and turns that text into pictures. Knows nothing of reports.
@NullMarked
package trafficinsights.report.chart;

import org.jspecify.annotations.NullMarked;
