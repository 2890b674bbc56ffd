/// What is told to the world outside: notices of alerts and incidents, figures, and what became of
/// them.
@NullMarked
package trafficinsights.model.alerts;

import org.jspecify.annotations.NullMarked;
