/// Finds out why a warehouse cannot be reached, or what is not well with it.
@NullMarked
package trafficinsights.warehouse.doctor;

import org.jspecify.annotations.NullMarked;
