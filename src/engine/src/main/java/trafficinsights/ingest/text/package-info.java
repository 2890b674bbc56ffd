/// Bytes of log lines: numbers, times, JSON, blocks of whole lines. Uses nothing of ingest.
@NullMarked
package trafficinsights.ingest.text;

import org.jspecify.annotations.NullMarked;
