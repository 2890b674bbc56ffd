/// A report as a window shows it, read back from `analytics_report.json`.
@NullMarked
package trafficinsights.model.report;

import org.jspecify.annotations.NullMarked;
