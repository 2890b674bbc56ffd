/// Rules and objectives as text, checked against the windows of a run.
@NullMarked
package trafficinsights.analyze.rules;

import org.jspecify.annotations.NullMarked;
