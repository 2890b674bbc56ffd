/// The Generate panel: a scenario as a form, and the run made from it.
@NullMarked
package trafficinsights.ui.generate;

import org.jspecify.annotations.NullMarked;
