/// The Settings panel: how the window looks, and where things are.
@NullMarked
package trafficinsights.ui.settings;

import org.jspecify.annotations.NullMarked;
