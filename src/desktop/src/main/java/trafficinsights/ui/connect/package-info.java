/// The page on which a person says what is followed.
@NullMarked
package trafficinsights.ui.connect;

import org.jspecify.annotations.NullMarked;
