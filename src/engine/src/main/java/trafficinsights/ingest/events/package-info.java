/// Reads events from tables, JSON and the logs of applications.
@NullMarked
package trafficinsights.ingest.events;

import org.jspecify.annotations.NullMarked;
