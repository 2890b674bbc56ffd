/// Rules and incidents of a run on their way to the receivers of alerts.
@NullMarked
package trafficinsights.run.alert;

import org.jspecify.annotations.NullMarked;
