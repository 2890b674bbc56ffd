/// The command line: describes a run, starts it, shows its progress.
@NullMarked
package trafficinsights.cli;

import org.jspecify.annotations.NullMarked;
