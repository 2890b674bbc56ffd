@NullMarked
package trafficinsights.ui.reports;

import org.jspecify.annotations.NullMarked;
