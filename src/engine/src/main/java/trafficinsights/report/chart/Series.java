package trafficinsights.report.chart;

/// One line of a chart.
///
/// @param name at its end
/// @param values one for each time of the chart; `NaN` where there is none, which shows as a gap
/// @param isLabelled whether the name is at its end; without, it is context in grey
public record Series(String name, Ink ink, double[] values, boolean isLabelled) {}
