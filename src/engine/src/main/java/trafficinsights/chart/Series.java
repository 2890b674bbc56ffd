package trafficinsights.chart;

/// One line of a chart.
///
/// @param name at its end
/// @param colour as [trafficinsights.model.SeriesColours] names it: `1`, `p95`, `others`
/// @param values one for each time of the chart; `NaN` where there is none, which shows as a gap
/// @param isLabelled whether the name stands at its end; without, it is context in grey
public record Series(String name, String colour, double[] values, boolean isLabelled) {}
