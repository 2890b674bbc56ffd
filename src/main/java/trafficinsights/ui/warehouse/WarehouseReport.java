package trafficinsights.ui.warehouse;

import trafficinsights.model.report.StoredReport;

/// A report that the warehouse keeps.
///
/// @param json as it was written
public record WarehouseReport(String json, StoredReport report) {}
