/// Log formats: one parser each, and the choice among them.
@NullMarked
package trafficinsights.ingest.format;

import org.jspecify.annotations.NullMarked;
