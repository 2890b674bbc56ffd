@NullMarked
package trafficinsights.ui.common;

import org.jspecify.annotations.NullMarked;
