/// Writes what a run found: JSON, HTML, CSV, pictures.
@NullMarked
package trafficinsights.report;

import org.jspecify.annotations.NullMarked;
