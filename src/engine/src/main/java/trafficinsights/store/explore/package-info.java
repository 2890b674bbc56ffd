/// The explorer: opened data, its rows, summaries, SQL and exports, all by DuckDB.
@NullMarked
package trafficinsights.store.explore;

import org.jspecify.annotations.NullMarked;
