/// Events as the charts of every panel mark them.
@NullMarked
package trafficinsights.ui.common.events;

import org.jspecify.annotations.NullMarked;
