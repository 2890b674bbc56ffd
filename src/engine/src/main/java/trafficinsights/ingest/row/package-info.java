/// From the fields of a line to a row of a batch; what a line was taken for.
@NullMarked
package trafficinsights.ingest.row;

import org.jspecify.annotations.NullMarked;
