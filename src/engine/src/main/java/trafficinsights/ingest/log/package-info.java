/// Reads logs and CSV into batches; what cannot be read is rejected with its line number and cause.
@NullMarked
package trafficinsights.ingest.log;

import org.jspecify.annotations.NullMarked;
