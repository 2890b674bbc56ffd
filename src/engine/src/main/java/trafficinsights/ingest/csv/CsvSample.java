package trafficinsights.ingest.csv;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import trafficinsights.ingest.csv.CsvRows.Row;
import trafficinsights.ingest.text.LineBlock;
import trafficinsights.model.CsvDialect;

/// The first rows of a CSV file as texts, read by opencsv.
///
/// @param names of the columns; their places from 1 without a header
/// @param headerBytes the header as it is in the file; empty without one
/// @param rows below the header
@SuppressWarnings("ArrayRecordComponent") // never compared
public record CsvSample(List<String> names, byte[] headerBytes, List<List<String>> rows) {
    static final int MAX_ROWS = 1_000;

    /// @param block the beginning of the file
    public static CsvSample of(LineBlock block, CsvDialect dialect) {
        List<Row> found = records(block, dialect, MAX_ROWS + 1);
        if (found.isEmpty()) {
            return new CsvSample(List.of(), new byte[0], List.of());
        }
        Row first = found.getFirst();
        List<List<String>> cells = found.stream().map(Row::cells).toList();
        if (!dialect.hasHeader()) {
            int columns = first.cells().size();
            List<String> places =
                    IntStream.rangeClosed(1, columns).mapToObj(Integer::toString).toList();
            return new CsvSample(places, new byte[0], cells);
        }
        byte[] header = Arrays.copyOfRange(block.bytes, first.from(), first.to());
        return new CsvSample(named(first.cells()), header, cells.subList(1, cells.size()));
    }

    /// Names that are missing are places; `# name` is `name`.
    private static List<String> named(List<String> cells) {
        List<String> names = new ArrayList<>();
        for (String cell : cells) {
            String name = names.isEmpty() ? cell.replaceFirst("^#\\s*", "") : cell;
            names.add(name.isEmpty() ? Integer.toString(names.size() + 1) : name);
        }
        return List.copyOf(names);
    }

    /// The rows as they would be without a header.
    static List<List<String>> allRows(LineBlock block, CsvDialect dialect, int maxRows) {
        return records(block, dialect, maxRows).stream().map(Row::cells).toList();
    }

    private static List<Row> records(LineBlock block, CsvDialect dialect, int maxRows) {
        List<Row> found = new ArrayList<>();
        CsvRows rows = new CsvRows(dialect, 0);
        rows.read(
                block,
                row -> {
                    // Of one whose quotes do not match no sample is needed: the import rejects it.
                    if (row.isReadable()) {
                        found.add(row);
                    }
                    return found.size() < maxRows;
                });
        return found;
    }
}
