package trafficinsights.ui.warehouse;

import trafficinsights.model.report.RunReport;

/// A report that the warehouse keeps.
///
/// @param json as it was written
public record WarehouseReport(String json, RunReport report) {}
