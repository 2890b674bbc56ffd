@NullMarked
package trafficinsights.ui.investigate;

import org.jspecify.annotations.NullMarked;
