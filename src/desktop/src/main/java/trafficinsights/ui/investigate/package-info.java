/// Investigate: a span is brushed and held against another one; incidents; the scorecard.
@NullMarked
package trafficinsights.ui.investigate;

import org.jspecify.annotations.NullMarked;
