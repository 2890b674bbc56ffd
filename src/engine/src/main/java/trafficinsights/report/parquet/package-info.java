/// Requests as a Parquet file: an own writer for one flat schema (decision 0009).
@NullMarked
package trafficinsights.report.parquet;

import org.jspecify.annotations.NullMarked;
