/// What this program uses of the operating system: the keystore, notifications, renaming a file.
@NullMarked
package trafficinsights.system;

import org.jspecify.annotations.NullMarked;
