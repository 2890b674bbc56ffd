package trafficinsights.model.warehouse;

import java.util.List;
import java.util.Optional;

/// What a run found besides its requests, as columns: KPI windows, anomalies, reports and the like.
///
/// @param name of the table in the store and in the warehouse
/// @param rows in every column
public record FactTable(String name, int rows, List<FactColumn> columns) {
    public FactTable {
        columns = List.copyOf(columns);
    }

    public Optional<FactColumn> column(String columnName) {
        return columns.stream().filter(c -> c.isCalled(columnName)).findFirst();
    }
}
