/// Patterns of series, and what they will do.
@NullMarked
package trafficinsights.model.outlook;

import org.jspecify.annotations.NullMarked;
