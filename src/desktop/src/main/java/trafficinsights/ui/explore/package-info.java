/// Explore: rows of any number in a grid, columns with what is in them, filters as chips, SQL.
@NullMarked
package trafficinsights.ui.explore;

import org.jspecify.annotations.NullMarked;
