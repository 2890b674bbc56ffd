/// Investigate: a span is brushed and compared with another one; incidents; the scorecard.
@NullMarked
package trafficinsights.ui.investigate;

import org.jspecify.annotations.NullMarked;
