@NullMarked
package trafficinsights.ui.common.events;

import org.jspecify.annotations.NullMarked;
