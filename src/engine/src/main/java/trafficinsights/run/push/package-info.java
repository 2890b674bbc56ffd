/// Stores on their way into the warehouse, and the profiles of warehouses.
@NullMarked
package trafficinsights.run.push;

import org.jspecify.annotations.NullMarked;
