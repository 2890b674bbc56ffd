/// Reads small YAML files strictly, for whoever has one.
@NullMarked
package trafficinsights.yaml;

import org.jspecify.annotations.NullMarked;
