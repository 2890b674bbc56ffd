/// Shows runs to many viewers: a web page and a REST interface, read-only.
@NullMarked
package trafficinsights.serve;

import org.jspecify.annotations.NullMarked;
