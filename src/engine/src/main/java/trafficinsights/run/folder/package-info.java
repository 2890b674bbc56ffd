/// The folder of a run: its lock, its checkpoint, and how to go on after a kill.
@NullMarked
package trafficinsights.run.folder;

import org.jspecify.annotations.NullMarked;
