/// Results of load tests that are lines of text.
@NullMarked
package trafficinsights.ingest.loadtest;

import org.jspecify.annotations.NullMarked;
