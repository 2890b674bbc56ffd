/// Events: what happened beside the requests, and which of it came before an incident.
@NullMarked
package trafficinsights.model.events;

import org.jspecify.annotations.NullMarked;
