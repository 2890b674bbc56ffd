/// What rules and objectives say about a run.
@NullMarked
package trafficinsights.model.rules;

import org.jspecify.annotations.NullMarked;
