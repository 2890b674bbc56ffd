/// The program's own log: one rotating file of JSON lines, without secrets.
@NullMarked
package trafficinsights.log;

import org.jspecify.annotations.NullMarked;
