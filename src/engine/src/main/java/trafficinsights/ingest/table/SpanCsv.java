package trafficinsights.ingest.table;

import com.opencsv.CSVReader;
import com.opencsv.exceptions.CsvValidationException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import trafficinsights.ingest.text.InputFiles;
import trafficinsights.model.Alarm;
import trafficinsights.model.Dimension;
import trafficinsights.model.Problem;
import trafficinsights.model.ProblemException;
import trafficinsights.model.Scorecard;
import trafficinsights.model.TruthInterval;
import trafficinsights.model.TruthInterval.Evidence;

/// Reads small CSV files whose rows are spans of time: what really happened, and what was found.
/// Columns go by their names, in any order; `start` and `end` are ISO 8601, UTC where no offset is
/// given. Errors: a [ProblemException] that names file, line and column. Threads: stateless.
public final class SpanCsv {
    private SpanCsv() {}

    private record Row(Path file, long line, Map<String, String> cells) {}

    private interface Reading<T> {
        T of(Row row, long startMicros, long endMicros);
    }

    /// Ground truth: `start,end,kind,target`, and where they are known `strength`, `visible`,
    /// `benign`, `lead_start`, `tail_end`, `metrics` and `also` (both with `|` between). Instead of
    /// `target` there may be `target_dimension` and `target_key`.
    public static List<TruthInterval> truths(Path file) {
        return rows(file, List.of("start", "end", "kind", "target"), SpanCsv::truth);
    }

    /// Benign events: `start,end,kind`, and `target` where there is one.
    public static List<TruthInterval> benign(Path file) {
        return rows(
                file,
                List.of("start", "end", "kind"),
                (row, start, end) -> truth(row, start, end).asBenign());
    }

    private static TruthInterval truth(Row row, long start, long end) {
        TruthInterval truth =
                new TruthInterval(
                        text(row, "kind"), target(row), start, end, number(row, "strength"));
        Evidence usual = truth.evidence();
        return truth.with(
                new Evidence(
                        isYes(row, "visible", true),
                        isYes(row, "benign", false),
                        text(row, "lead_start").isBlank() ? start : time(row, "lead_start"),
                        text(row, "tail_end").isBlank()
                                ? usual.tailEndMicros()
                                : time(row, "tail_end"),
                        list(row, "metrics"),
                        list(row, "also")));
    }

    private static String target(Row row) {
        String target = text(row, "target");
        String dimension = text(row, "target_dimension");
        if (!target.isEmpty() || dimension.equals(Dimension.TOTAL.label())) {
            return target.isEmpty() ? Dimension.ALL : target;
        }
        return dimension.isEmpty() ? Dimension.ALL : dimension + ":" + text(row, "target_key");
    }

    private static boolean isYes(Row row, String column, boolean otherwise) {
        String text = text(row, column).strip();
        if (text.isEmpty()) {
            return otherwise;
        }
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "yes", "true", "1" -> true;
            case "no", "false", "0" -> false;
            default ->
                    throw wrong(row, "has `%s` as %s".formatted(text, column), "Write yes or no.");
        };
    }

    private static List<String> list(Row row, String column) {
        return Arrays.stream(text(row, column).split("\\|"))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    /// Anomalies or incidents, as a run writes them: `start,end,metric,key`, and `dimension`,
    /// `deviation` and `detected` where they are known. A file with a `sentence` holds incidents.
    public static List<Alarm> alarms(Path file) {
        return rows(
                file,
                List.of("start", "end", "metric", "key"),
                (row, start, end) ->
                        new Alarm(
                                start,
                                end,
                                text(row, "detected").isBlank()
                                        ? Alarm.UNKNOWN
                                        : time(row, "detected"),
                                row.cells.containsKey("sentence")
                                        ? Scorecard.FUSED
                                        : text(row, "metric"),
                                text(row, "metric"),
                                text(row, "dimension"),
                                text(row, "key"),
                                number(row, "deviation")));
    }

    private static <T> List<T> rows(Path file, List<String> columns, Reading<T> reading) {
        List<T> all = new ArrayList<>();
        try (Reader text = Files.newBufferedReader(file);
                CSVReader csv = new CSVReader(text)) {
            String[] header = csv.readNext();
            checkHeader(file, header == null ? List.of() : Arrays.asList(header), columns);
            String[] cells = csv.readNext();
            while (cells != null) {
                Row row = row(file, csv.getLinesRead(), header, cells);
                long start = time(row, "start");
                long end = time(row, "end");
                if (end <= start) {
                    throw wrong(row, "ends before it starts", "Check start and end.");
                }
                all.add(reading.of(row, start, end));
                cells = csv.readNext();
            }
        } catch (IOException | CsvValidationException e) {
            throw InputFiles.unreadable(
                    file, e instanceof IOException io ? io : new IOException(e));
        }
        return all;
    }

    private static void checkHeader(Path file, List<String> header, List<String> columns) {
        for (String column : columns) {
            boolean isSplit =
                    column.equals("target")
                            && header.containsAll(List.of("target_dimension", "target_key"));
            if (!header.contains(column) && !isSplit) {
                throw Problem.of(
                                "spans.header",
                                "%s has no column `%s`. The first line must name the columns %s."
                                        .formatted(file, column, String.join(", ", columns)))
                        .asException();
            }
        }
    }

    private static Row row(Path file, long line, String[] header, String[] cells) {
        Map<String, String> byName = new HashMap<>();
        for (int i = 0; i < header.length; i++) {
            byName.put(header[i], i < cells.length ? cells[i] : "");
        }
        return new Row(file, line, byName);
    }

    private static String text(Row row, String column) {
        return row.cells.getOrDefault(column, "");
    }

    private static double number(Row row, String column) {
        String text = row.cells.get(column);
        if (text == null || text.isBlank()) {
            return Double.NaN;
        }
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw wrong(row, "has `%s` as %s".formatted(text, column), "Write a number.");
        }
    }

    private static long time(Row row, String column) {
        String text = text(row, column).strip();
        Instant instant = instant(text);
        if (instant == null) {
            throw wrong(
                    row,
                    "has `%s` as %s".formatted(text, column),
                    "Write a time such as 2026-11-22T20:21:07.8Z.");
        }
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    private static @Nullable Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            try {
                return LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC);
            } catch (DateTimeException alsoNot) {
                return null;
            }
        }
    }

    private static ProblemException wrong(Row row, String what, String mend) {
        return Problem.of(
                        "spans.row",
                        "Line %d of %s %s. %s".formatted(row.line, row.file, what, mend))
                .asException();
    }
}
