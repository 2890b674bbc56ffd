@NullMarked
package trafficinsights.ui.shell;

import org.jspecify.annotations.NullMarked;
