package trafficinsights.model.explore;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Some rows that follow one another, as texts.
///
/// @param offset of the first row
/// @param rows one array a row, one text a column; null where there is no value. Not to be changed
public record RowPage(List<Column> columns, long offset, List<@Nullable String[]> rows) {
    /// The text of a cell, or null.
    public @Nullable String cell(int row, int column) {
        return rows.get(row)[column];
    }
}
