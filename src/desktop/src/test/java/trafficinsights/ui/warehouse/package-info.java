@NullMarked
package trafficinsights.ui.warehouse;

import org.jspecify.annotations.NullMarked;
