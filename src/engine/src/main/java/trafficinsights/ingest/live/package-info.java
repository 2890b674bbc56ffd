/// Live sources of log lines: what is listened to, and what has come from it.
@NullMarked
package trafficinsights.ingest.live;

import org.jspecify.annotations.NullMarked;
