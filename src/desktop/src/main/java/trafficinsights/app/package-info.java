/// Program start: chooses between the window and the command line.
@NullMarked
package trafficinsights.app;

import org.jspecify.annotations.NullMarked;
