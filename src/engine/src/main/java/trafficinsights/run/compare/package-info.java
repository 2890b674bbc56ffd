/// Compares runs, spans and changed scenarios; scores detectors.
@NullMarked
package trafficinsights.run.compare;

import org.jspecify.annotations.NullMarked;
