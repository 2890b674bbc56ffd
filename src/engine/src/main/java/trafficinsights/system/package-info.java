/// Programs of the operating system that this one uses: the keystore, notifications.
@NullMarked
package trafficinsights.system;

import org.jspecify.annotations.NullMarked;
