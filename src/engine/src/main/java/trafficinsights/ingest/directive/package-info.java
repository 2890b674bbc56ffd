/// Log formats as servers are configured with them: a directive becomes a parser of its lines.
@NullMarked
package trafficinsights.ingest.directive;

import org.jspecify.annotations.NullMarked;
