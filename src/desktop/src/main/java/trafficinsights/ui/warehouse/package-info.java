/// The Warehouse panel: profiles, the doctor, tables, pushes, retention, reports and quality.
@NullMarked
package trafficinsights.ui.warehouse;

import org.jspecify.annotations.NullMarked;
