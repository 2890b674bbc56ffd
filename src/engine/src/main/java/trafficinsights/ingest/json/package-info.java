/// JSON that has requests: the keys that products and people choose, and what they mean.
@NullMarked
package trafficinsights.ingest.json;

import org.jspecify.annotations.NullMarked;
