/// Charts before anybody draws them: what they show, where their axes have ticks and what is
/// written there, and what is left of a line that has more values than pixels. `report.chart` draws
/// them as SVG, `ui.common` in the window.
@NullMarked
package trafficinsights.chart;

import org.jspecify.annotations.NullMarked;
