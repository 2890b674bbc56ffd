/// The embedded store: one DuckDB file. The only user of DuckDB.
@NullMarked
package trafficinsights.store;

import org.jspecify.annotations.NullMarked;
