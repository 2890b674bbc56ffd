package trafficinsights.pipeline;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import trafficinsights.analyze.outlook.EvenSeries;
import trafficinsights.model.Problem;

/// Reads a series from a CSV file of times and numbers: the time in the first column, the value in
/// the second or in the one that is named. Times are ISO 8601 (with a blank or `T`, UTC without an
/// offset) or seconds, milliseconds or microseconds since 1970. A first line without a time is the
/// header. An empty value is none.
final class ValueCsv {
    private final Path file;
    private long[] times = new long[1024];
    private double[] values = new double[1024];
    private int count;

    private ValueCsv(Path file) {
        this.file = file;
    }

    /// @param column of the value; empty for the second
    /// @throws trafficinsights.model.ProblemException when the file is no such table
    static EvenSeries read(Path file, String column) {
        ValueCsv csv = new ValueCsv(file);
        try {
            csv.readAll(Files.readAllLines(file, StandardCharsets.UTF_8), column);
        } catch (IOException e) {
            throw Problem.of(
                            "input.unreadable",
                            "%s cannot be read. Check its path, its rights, and that it is text."
                                    .formatted(file),
                            e)
                    .asException();
        }
        try {
            return EvenSeries.of(
                    Arrays.copyOf(csv.times, csv.count), Arrays.copyOf(csv.values, csv.count));
        } catch (IllegalArgumentException e) {
            throw csv.wrong("has no usable series: " + e.getMessage());
        }
    }

    private void readAll(List<String> lines, String column) {
        int at = 1;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).replace("\uFEFF", "");
            if (line.isBlank()) {
                continue;
            }
            String[] fields = line.split("[,;\t]", -1);
            if (i == 0 && !isTime(fields[0])) {
                at = column(fields, column);
            } else {
                add(i + 1, fields, at);
            }
        }
        if (count == 0) {
            throw wrong("has no values");
        }
    }

    private static boolean isTime(String text) {
        try {
            micros(unquoted(text));
            return true;
        } catch (DateTimeException | NumberFormatException e) {
            return false;
        }
    }

    private int column(String[] header, String column) {
        if (column.isEmpty()) {
            return 1;
        }
        List<String> names = Arrays.stream(header).map(ValueCsv::unquoted).toList();
        int at = names.indexOf(column);
        if (at < 0) {
            throw wrong("has no column %s; it has %s".formatted(column, String.join(", ", names)));
        }
        return at;
    }

    private void add(int line, String[] fields, int at) {
        if (fields.length <= at) {
            throw wrong("has too few columns in line " + line);
        }
        if (count == times.length) {
            times = Arrays.copyOf(times, 2 * count);
            values = Arrays.copyOf(values, 2 * count);
        }
        try {
            times[count] = micros(unquoted(fields[0]));
        } catch (DateTimeException | NumberFormatException e) {
            throw wrong("has no time in line %d: %s".formatted(line, fields[0]));
        }
        String value = unquoted(fields[at]);
        try {
            values[count++] = value.isEmpty() ? Double.NaN : Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw wrong("has no number in line %d: %s".formatted(line, value));
        }
    }

    private static String unquoted(String text) {
        String bare = text.strip();
        boolean isQuoted = bare.length() > 1 && bare.startsWith("\"") && bare.endsWith("\"");
        return isQuoted ? bare.substring(1, bare.length() - 1) : bare;
    }

    private static long micros(String text) {
        if (text.matches("\\d{9,17}(\\.\\d+)?")) {
            double number = Double.parseDouble(text);
            double factor = number < 1e11 ? 1e6 : number < 1e14 ? 1e3 : 1;
            return Math.round(number * factor);
        }
        String iso = text.replaceFirst("^(\\d{4}-\\d\\d-\\d\\d) ", "$1T");
        boolean hasOffset = iso.matches(".*(Z|[+-]\\d\\d:?\\d\\d)");
        Instant instant =
                hasOffset ? Instant.parse(iso) : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    private RuntimeException wrong(String what) {
        return Problem.of(
                        "forecast.input",
                        "%s %s. A line is like 2026-03-02 08:00:00,0.42."
                                .formatted(file.getFileName(), what))
                .asException();
    }
}
