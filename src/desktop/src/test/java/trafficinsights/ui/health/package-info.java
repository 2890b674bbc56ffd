@NullMarked
package trafficinsights.ui.health;

import org.jspecify.annotations.NullMarked;
