/// What panels do in the background, and how they say what became of it.
@NullMarked
package trafficinsights.ui.common.work;

import org.jspecify.annotations.NullMarked;
