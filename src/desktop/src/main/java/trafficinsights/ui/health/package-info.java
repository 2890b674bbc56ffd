/// The Health panel: how the workbench itself does, beside what it is to do.
@NullMarked
package trafficinsights.ui.health;

import org.jspecify.annotations.NullMarked;
