package trafficinsights.ingest.events;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import trafficinsights.ingest.csv.CsvRows;
import trafficinsights.ingest.csv.CsvSample;
import trafficinsights.ingest.csv.DialectSniffer;
import trafficinsights.ingest.text.InputFiles;
import trafficinsights.model.CsvDialect;

/// Events of a CSV file: a table with a header or without, and what Windows writes of its event
/// log. Threads: one.
final class CsvEvents {
    private static final String DELIMITERS = "\t;|,";
    private static final int LEAST_NAMES = 2;

    private final EventFile file;
    private final CsvDialect dialect;
    private final EventColumns columns;

    private CsvEvents(EventFile file, CsvDialect dialect, EventColumns columns) {
        this.file = file;
        this.dialect = dialect;
        this.columns = columns;
    }

    /// The dialect of a file whose first row names columns of events; null when it does not.
    static @Nullable CsvDialect named(EventFile file) {
        CsvDialect sniffed = DialectSniffer.sniff(file.first(), file.mark());
        if (sniffed != null && names(file, sniffed) >= LEAST_NAMES) {
            return withHeader(sniffed);
        }
        // Few rows, or rows that are longer than the header: the header alone shows the delimiter.
        for (int i = 0; i < DELIMITERS.length(); i++) {
            CsvDialect tried =
                    new CsvDialect(DELIMITERS.charAt(i), '"', '.', file.encoding(), true, true);
            if (names(file, tried) >= LEAST_NAMES) {
                return tried;
            }
        }
        return null;
    }

    /// How many cells of the first row are names of roles, one of them with the time.
    private static long names(EventFile file, CsvDialect dialect) {
        List<String> first = CsvSample.of(file.first(), withHeader(dialect)).names();
        boolean hasTime =
                first.stream()
                        .anyMatch(name ->
                                EventRole.START.rank(name) >= 0 || EventRole.DATE.rank(name) >= 0);
        return hasTime ? first.stream().filter(EventRole::isKnown).count() : 0;
    }

    private static CsvDialect withHeader(CsvDialect dialect) {
        return new CsvDialect(
                dialect.delimiter(),
                dialect.quote(),
                dialect.decimal(),
                dialect.encoding(),
                true,
                true,
                dialect.thousands());
    }

    /// The dialect of a table whose first row is not known; null when it is not a table.
    static @Nullable CsvDialect unnamed(EventFile file) {
        return DialectSniffer.sniff(file.first(), file.mark());
    }

    /// @throws trafficinsights.model.ProblemException when no column has times, or day and month
    ///   cannot be told apart
    static CsvEvents of(EventFile file, CsvDialect dialect, EventOptions options) {
        CsvSample sample = CsvSample.of(file.first(), dialect);
        int width = Math.max(width(sample.rows()), sample.names().size());
        List<String> names = new ArrayList<>(sample.names());
        IntStream.rangeClosed(names.size() + 1, width)
                .forEach(place -> names.add(Integer.toString(place)));
        EventColumns columns = EventColumns.of(names, sample.rows(), options, file.path());
        return new CsvEvents(file, dialect, columns);
    }

    /// The number of fields that most rows have: Windows names one column fewer than it writes.
    private static int width(List<List<String>> rows) {
        Map<Integer, Integer> counts = new HashMap<>();
        rows.forEach(row -> counts.merge(row.size(), 1, Integer::sum));
        return counts.entrySet().stream()
                .max(Map.Entry.<Integer, Integer>comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(0);
    }

    /// `a table, comma between fields: start is time, kind is level`
    String words() {
        return "a table, %s between fields: %s"
                .formatted(CsvDialect.name(dialect.delimiter()), columns.words());
    }

    void read(EventOptions options, EventSink sink) {
        int width = columns.names().size();
        TableEvents events = new TableEvents(columns, options, sink);
        CsvRows rows = new CsvRows(dialect, width);
        boolean[] isHeader = {dialect.hasHeader()};
        try {
            file.each(
                    file.blocks(rows.ends()),
                    (block, line) ->
                            rows.read(
                                    block,
                                    row -> {
                                        long at = line + row.line() - 1;
                                        // An empty field behind the last is usual.
                                        boolean isLonger =
                                                row.cells().size() > width
                                                        && !(row.cells().size() == width + 1
                                                                && row.cells().getLast().isEmpty());
                                        if (isHeader[0]) {
                                            isHeader[0] = false;
                                        } else if (!row.isReadable()) {
                                            sink.reject(at, "its quotes do not match", row.text());
                                        } else if (isLonger) {
                                            sink.reject(at, "wrong number of fields", row.text());
                                        } else {
                                            events.row(row.cells(), at, row.text());
                                        }
                                        return true;
                                    }));
        } catch (IOException e) {
            throw InputFiles.unreadable(file.path(), e);
        }
    }
}
