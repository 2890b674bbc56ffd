/// The window's frame: navigation, panel head, status bar, theme.
@NullMarked
package trafficinsights.ui.shell;

import org.jspecify.annotations.NullMarked;
