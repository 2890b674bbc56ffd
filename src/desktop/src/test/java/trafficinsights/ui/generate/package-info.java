@NullMarked
package trafficinsights.ui.generate;

import org.jspecify.annotations.NullMarked;
