/// The page on which a person says how a log is read.
@NullMarked
package trafficinsights.ui.logs;

import org.jspecify.annotations.NullMarked;
