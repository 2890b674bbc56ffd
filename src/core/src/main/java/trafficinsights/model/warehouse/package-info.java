/// What the warehouse gives and takes. No SQL Server here.
@NullMarked
package trafficinsights.model.warehouse;

import org.jspecify.annotations.NullMarked;
