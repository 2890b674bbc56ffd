/// Tests that drive the window, and what they share.
@NullMarked
package trafficinsights.ui;

import org.jspecify.annotations.NullMarked;
