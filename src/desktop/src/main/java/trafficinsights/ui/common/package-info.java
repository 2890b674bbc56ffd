/// What panels share: charts, formats of numbers and times, tasks.
@NullMarked
package trafficinsights.ui.common;

import org.jspecify.annotations.NullMarked;
