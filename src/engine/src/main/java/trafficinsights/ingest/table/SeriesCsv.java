package trafficinsights.ingest.table;

import com.opencsv.RFC4180Parser;
import com.opencsv.RFC4180ParserBuilder;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import trafficinsights.ingest.csv.TableTimeReader;
import trafficinsights.ingest.file.Packing;
import trafficinsights.ingest.text.EpochTimes;
import trafficinsights.ingest.text.InputFiles;
import trafficinsights.ingest.text.IsoTimeReader;
import trafficinsights.ingest.text.LineBlock;
import trafficinsights.model.Problem;
import trafficinsights.model.Reject;
import trafficinsights.model.TimeForm;

/// Reads a series from a CSV file, row by row, in the order of the file: from the columns
/// `timestamp` and `value` in any order and among others, or from the first column and another.
///
/// Fields are between commas, semicolons or tabs, in UTF-8. Times are those of ISO 8601 with `T` or
/// a blank, with or without offset (UTC without), or numbers since 1970. A value that is empty or
/// `NaN` is a missing one and a row all the same; a row whose time or value cannot be read is a
/// reject. Threads: one.
public final class SeriesCsv implements Closeable {
    /// Rejects that are kept; the others are counted.
    private static final int KEPT_REJECTS = 100;

    private static final String DELIMITERS = ",;\t";

    /// One point as the file has it.
    ///
    /// @param timestamp as written
    /// @param value as written
    /// @param number the value; NaN where it is missing
    public record Point(String timestamp, String value, long epochMicros, double number) {
        boolean isMissing() {
            return Double.isNaN(number);
        }
    }

    private final Path file;
    private final BufferedReader lines;
    private final TableTimeReader times = new TableTimeReader(ZoneOffset.UTC);
    private final IsoTimeReader isoTimes = new IsoTimeReader(ZoneOffset.UTC);
    private final RFC4180Parser parser;
    private final int timeColumn;
    private final int valueColumn;
    private final List<Reject> rejects = new ArrayList<>();
    private long rejectCount;
    private long missingCount;
    private long line;

    /// A first line that is not a header.
    private @Nullable String pending;

    private SeriesCsv(Path file, First first, char delimiter, int timeColumn, int valueColumn) {
        this.file = file;
        this.lines = first.rest;
        this.line = first.line;
        this.parser = parser(delimiter);
        this.timeColumn = timeColumn;
        this.valueColumn = valueColumn;
    }

    private static RFC4180Parser parser(char delimiter) {
        return new RFC4180ParserBuilder().withSeparator(delimiter).build();
    }

    /// The first line with text, and what comes behind it.
    private record First(BufferedReader rest, String text, long line) {}

    private interface Opening {
        SeriesCsv of(First first);
    }

    /// Opens a file with the columns `timestamp` and `value`.
    ///
    /// @throws trafficinsights.model.ProblemException when it cannot be read or its header lacks a
    ///   column
    public static SeriesCsv open(Path file) {
        return open(file, first -> withNamedColumns(file, first));
    }

    /// Opens a file with times in the first column; its first line may be a header.
    ///
    /// @param column of the values; empty for the second
    /// @throws trafficinsights.model.ProblemException when it cannot be read or has no such column
    public static SeriesCsv open(Path file, String column) {
        return open(file, first -> withTimesFirst(file, first, column));
    }

    private static SeriesCsv open(Path file, Opening opening) {
        InputFiles.check(file);
        try {
            InputStream in = Packing.of(file).unpacked(Files.newInputStream(file));
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            try {
                return opening.of(first(lines));
            } catch (IOException | RuntimeException e) {
                lines.close();
                throw e;
            }
        } catch (IOException e) {
            throw InputFiles.unreadable(file, e);
        }
    }

    private static First first(BufferedReader lines) throws IOException {
        long at = 1;
        String read = lines.readLine();
        String found = read == null ? "" : read.replaceFirst("^\uFEFF", "");
        while (read != null && found.isBlank()) {
            read = lines.readLine();
            found = read == null ? "" : read;
            at++;
        }
        return new First(lines, found, at);
    }

    private static SeriesCsv withNamedColumns(Path file, First first) {
        for (int i = 0; i < DELIMITERS.length(); i++) {
            char delimiter = DELIMITERS.charAt(i);
            List<String> names = names(parser(delimiter), first.text);
            int time = names.indexOf("timestamp");
            int value = names.indexOf("value");
            if (time >= 0 && value >= 0) {
                return new SeriesCsv(file, first, delimiter, time, value);
            }
        }
        throw Problem.of(
                        "series.header",
                        ("%s has no columns timestamp and value: line %d is"
                                        + " \"%s\". The first line must name the columns, such as"
                                        + " timestamp,value.")
                                .formatted(file, first.line, shortened(first.text)))
                .asException();
    }

    private static SeriesCsv withTimesFirst(Path file, First first, String column) {
        char delimiter = DELIMITERS.charAt(0);
        for (int i = 0; i < DELIMITERS.length(); i++) {
            boolean divides = names(parser(DELIMITERS.charAt(i)), first.text).size() > 1;
            delimiter = divides ? DELIMITERS.charAt(i) : delimiter;
        }
        List<String> names = names(parser(delimiter), first.text);
        int value = column.isEmpty() ? 1 : names.indexOf(column.strip().toLowerCase(Locale.ROOT));
        if (value < 0) {
            throw Problem.of(
                            "series.column",
                            "%s has no column %s; it has %s."
                                    .formatted(file, column, String.join(", ", names)))
                    .asException();
        }
        SeriesCsv series = new SeriesCsv(file, first, delimiter, 0, value);
        boolean isData =
                !names.isEmpty() && series.epochMicros(names.getFirst()) != TableTimeReader.INVALID;
        if (isData) {
            series.pending = first.text;
            series.line--;
        }
        return series;
    }

    private static List<String> names(RFC4180Parser parser, String header) {
        try {
            return Arrays.stream(parser.parseLine(header))
                    .map(name -> name.strip().toLowerCase(Locale.ROOT))
                    .toList();
        } catch (IOException e) {
            // Its quotes do not match: no header.
            return List.of();
        }
    }

    private static String shortened(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }

    /// The next point, or null behind the last.
    ///
    /// @throws trafficinsights.model.ProblemException when the file cannot be read on
    public @Nullable Point next() {
        try {
            String text = pending == null ? lines.readLine() : pending;
            pending = null;
            while (text != null) {
                line++;
                Point point = text.isBlank() ? null : point(text);
                if (point != null) {
                    missingCount += point.isMissing() ? 1 : 0;
                    return point;
                }
                text = lines.readLine();
            }
            return null;
        } catch (IOException e) {
            throw InputFiles.unreadable(file, e);
        }
    }

    private @Nullable Point point(String text) {
        String[] cells;
        try {
            cells = parser.parseLine(text);
        } catch (IOException e) {
            return reject("its quotes do not match", text);
        }
        if (cells.length <= Math.max(timeColumn, valueColumn)) {
            return reject("it has too few fields", text);
        }
        long time = epochMicros(cells[timeColumn].strip());
        if (time == TableTimeReader.INVALID) {
            return reject(
                    "\"%s\" is not a valid time".formatted(shortened(cells[timeColumn])), text);
        }
        String value = cells[valueColumn];
        if (!isNumberOrMissing(value.strip())) {
            return reject("\"%s\" is not a valid number".formatted(shortened(value)), text);
        }
        return new Point(cells[timeColumn], value, time, number(value.strip()));
    }

    private @Nullable Point reject(String cause, String text) {
        rejectCount++;
        if (rejects.size() < KEPT_REJECTS) {
            rejects.add(new Reject(file.toString(), line, cause, shortened(text)));
        }
        return null;
    }

    private long epochMicros(String text) {
        byte[] bytes = LineBlock.padded(text);
        int length = bytes.length - LineBlock.SLACK;
        long iso = times.epochMicros(TimeForm.ISO, bytes, 0, length);
        return iso != TableTimeReader.INVALID ? iso : EpochTimes.any(isoTimes, bytes, 0, length);
    }

    private static boolean isNumberOrMissing(String text) {
        return text.isEmpty() || text.equalsIgnoreCase("nan") || !Double.isNaN(number(text));
    }

    /// NaN for everything that is not a finite number.
    private static double number(String text) {
        boolean hasDigitsOnly =
                !text.isEmpty() && text.chars().allMatch(c -> "0123456789+-.eE".indexOf(c) >= 0);
        if (!hasDigitsOnly) {
            return Double.NaN;
        }
        try {
            double number = Double.parseDouble(text);
            return Double.isFinite(number) ? number : Double.NaN;
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /// The first rows that could not be read.
    public List<Reject> rejects() {
        return List.copyOf(rejects);
    }

    /// All rows that could not be read so far.
    public long rejectCount() {
        return rejectCount;
    }

    /// Rows without a value so far.
    public long missingCount() {
        return missingCount;
    }

    @Override
    public void close() {
        try {
            lines.close();
        } catch (IOException e) {
            // Nothing was written, so a failed close loses nothing.
            System.getLogger(SeriesCsv.class.getName())
                    .log(System.Logger.Level.DEBUG, "closing an input failed", e);
        }
    }
}
