/// What moves between the stages: columnar batches and immutable records. Uses nothing but the JDK.
@NullMarked
package trafficinsights.model;

import org.jspecify.annotations.NullMarked;
