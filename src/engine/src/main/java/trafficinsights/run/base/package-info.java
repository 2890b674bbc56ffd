/// A run as it is seen from outside: its progress, its newest figures, its summary, its threads.
@NullMarked
package trafficinsights.run.base;

import org.jspecify.annotations.NullMarked;
