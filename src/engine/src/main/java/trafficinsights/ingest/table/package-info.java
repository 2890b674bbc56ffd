/// Other tables: server metrics, single series, spans, rejects.
@NullMarked
package trafficinsights.ingest.table;

import org.jspecify.annotations.NullMarked;
