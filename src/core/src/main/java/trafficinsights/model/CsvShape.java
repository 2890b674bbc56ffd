package trafficinsights.model;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How a CSV file with any columns is read as a table: what an import decides about the file too.
///
/// @param encoding of the whole file, where every line is in it
/// @param dialect null where the first lines do not show one, as those of a single column
/// @param asideLines above the table, such as `sep=;`
/// @param times columns, by their place from 1, with times or days in a form that SQL does not know
///   by itself
/// @param grouped columns, by their place from 1, of numbers with the dialect's mark between
///   thousands
/// @param texts columns, by their place from 1, of which it is not certain which numbers they hold
public record CsvShape(
        CsvDialect.Encoding encoding,
        @Nullable CsvDialect dialect,
        int asideLines,
        Map<Integer, TimeForm> times,
        Set<Integer> grouped,
        Set<Integer> texts) {
    /// UTF-8; the rest is for the reader to find out.
    public static final CsvShape UNKNOWN =
            new CsvShape(CsvDialect.Encoding.UTF_8, null, 0, Map.of(), Set.of(), Set.of());

    public CsvShape {
        times = Map.copyOf(times);
        grouped = Set.copyOf(grouped);
        texts = Set.copyOf(texts);
    }
}
