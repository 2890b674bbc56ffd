/// The Reports panel: a report in the window, and in files.
@NullMarked
package trafficinsights.ui.reports;

import org.jspecify.annotations.NullMarked;
