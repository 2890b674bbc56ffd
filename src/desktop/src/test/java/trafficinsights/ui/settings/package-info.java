@NullMarked
package trafficinsights.ui.settings;

import org.jspecify.annotations.NullMarked;
