/// The person's folder, kept workspaces and passwords, and the version of the program.
@NullMarked
package trafficinsights.run.home;

import org.jspecify.annotations.NullMarked;
