@NullMarked
package trafficinsights.ui.home;

import org.jspecify.annotations.NullMarked;
