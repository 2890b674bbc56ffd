/// Network flows: how their files are recognized, and how they become a table.
@NullMarked
package trafficinsights.ingest.flow;

import org.jspecify.annotations.NullMarked;
