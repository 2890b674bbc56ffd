package trafficinsights.model.explore;

import java.nio.file.Path;
import java.util.List;

/// What was opened.
///
/// @param title for people: `web.csv and 2 more`
/// @param form `CSV`, `Parquet`, `log`, `store` or `flows`
/// @param tables names for SQL; the first, `data`, holds the rows
/// @param rows of `data`
/// @param rejects lines that could not be read; they are the table `Rejects`
/// @param notes what the person has to know of how it was read
/// @param views queries that come with the data; none for most
public record OpenedData(
        String title,
        String form,
        List<Path> files,
        List<String> tables,
        List<Column> columns,
        long rows,
        long rejects,
        List<String> notes,
        List<ReadyView> views) {
    public OpenedData {
        files = List.copyOf(files);
        tables = List.copyOf(tables);
        columns = List.copyOf(columns);
        notes = List.copyOf(notes);
        views = List.copyOf(views);
    }
}
