/// CSV: its dialect, its records, what its columns mean.
@NullMarked
package trafficinsights.ingest.csv;

import org.jspecify.annotations.NullMarked;
