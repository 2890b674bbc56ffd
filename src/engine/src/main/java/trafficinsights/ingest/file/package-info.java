/// Files as blocks of whole lines: plain, packed, growing; their encodings.
@NullMarked
package trafficinsights.ingest.file;

import org.jspecify.annotations.NullMarked;
