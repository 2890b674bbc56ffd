package trafficinsights.ingest.csv;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import trafficinsights.ingest.row.Addresses;
import trafficinsights.ingest.text.Bytes;
import trafficinsights.ingest.text.Decimals;
import trafficinsights.ingest.text.LineBlock;
import trafficinsights.model.CsvDialect;
import trafficinsights.model.TimeForm;

/// What the sampled values of one column look like: how many are of each kind, and of each form of
/// time. A value may be of several.
public final class ColumnProfile {
    /// What a value can be.
    enum Kind {
        WHOLE_NUMBER("whole number", "whole numbers"),
        NUMBER("number", "numbers"),
        STATUS("status", "statuses"),
        STATUS_TEXT("text in place of a status", "texts in place of statuses"),
        DURATION("length of time with its unit", "lengths of time with their units"),
        TIME_OF_DAY("time of day", "times of day"),
        ADDRESS("address", "addresses"),
        PATH("path or URL", "paths or URLs"),
        REQUEST_LINE("request line", "request lines"),
        METHOD("HTTP method", "HTTP methods"),
        SERVER_LIST("list of servers", "lists of servers");

        private final String words;
        private final String plural;

        Kind(String words, String plural) {
            this.words = words;
            this.plural = plural;
        }

        String plural() {
            return plural;
        }

        String words() {
            return words;
        }
    }

    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH");
    private static final Pattern REQUEST_LINE = Pattern.compile("[A-Z]{3,12} \\S+( HTTP/[\\d.]+)?");
    private static final Pattern PATH = Pattern.compile("/\\S*|[a-zA-Z][a-zA-Z0-9+.-]*://\\S+");
    private static final Pattern IPV6 =
            Pattern.compile("\\[?[0-9a-fA-F]*:[0-9a-fA-F:.]+\\]?(:\\d+)?");
    private static final Pattern SERVERS = Pattern.compile("\\S+:\\d+(( : |, )\\S+)+");

    /// 2000 to 2100, in seconds.
    private static final double LEAST_EPOCH = 946_684_800;

    private static final double MOST_EPOCH = 4_102_444_800.0;

    private final List<String> values;
    private final int empty;
    private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
    private final Map<TimeForm, Integer> timeForms = new EnumMap<>(TimeForm.class);
    private final Map<TimeForm, Integer> dayForms = new EnumMap<>(TimeForm.class);
    private final double[] numbers;
    private final @Nullable String markDoubt;
    private final boolean isGrouped;

    /// @param name of the column; empty without a header
    ColumnProfile(String name, List<String> cells, CsvDialect dialect, boolean isProven) {
        values = cells.stream().filter(cell -> !isNothing(cell)).toList();
        empty = cells.size() - values.size();
        NumberMarks marks = new NumberMarks(dialect);
        ColumnMarks columnMarks = new ColumnMarks(values);
        isGrouped = columnMarks.isGrouped(dialect.thousands());
        markDoubt = columnMarks.doubt(dialect, TableMarks.isWholeByName(name), isProven);
        TableTimeReader times = new TableTimeReader(ZoneOffset.UTC);
        double[] found = new double[values.size()];
        int count = 0;
        for (String value : values) {
            String plain = marks.plain(value);
            String number = plain == null ? "?" : plain;
            byte[] bytes = LineBlock.padded(number);
            int length = bytes.length - LineBlock.SLACK;
            // Nanoseconds since 1970 have a digit more than other numbers may have.
            boolean isNumber =
                    Decimals.scaled(bytes, 0, length, 0) != Decimals.INVALID
                            || (length == 19
                                    && Bytes.unsigned(bytes, 0, 18) >= 0
                                    && Bytes.isDigit(bytes[18]));
            if (isNumber) {
                found[count++] = Double.parseDouble(number);
                countNumber(bytes, length, found[count - 1], times);
            } else {
                countText(value, times);
            }
        }
        numbers = Arrays.copyOf(found, count);
        Arrays.sort(numbers);
    }

    /// One for each column of a sample.
    public static List<ColumnProfile> all(CsvSample sample, CsvDialect dialect) {
        List<ColumnProfile> profiles = new ArrayList<>();
        List<List<String>> columns = new ArrayList<>();
        int width = sample.names().size();
        for (int i = 0; i < width; i++) {
            int column = i;
            List<String> cells =
                    sample.rows().stream()
                            .filter(row -> row.size() >= width)
                            .map(row -> row.get(column))
                            .toList();
            columns.add(cells);
        }
        boolean isProven =
                columns.stream()
                        .map(ColumnMarks::new)
                        .anyMatch(marks -> marks.decimals(dialect.decimal()) > 0);
        for (int i = 0; i < width; i++) {
            String name = dialect.hasHeader() ? sample.names().get(i) : "";
            profiles.add(new ColumnProfile(name, columns.get(i), dialect, isProven));
        }
        return profiles;
    }

    /// Whether there are rows, and none has a value.
    boolean isEmptyInEveryRow() {
        return values.isEmpty() && empty > 0;
    }

    /// Whether a cell says that there is no value: empty, `-`, `N/A`, `null`.
    public static boolean isNothing(String cell) {
        byte[] bytes = LineBlock.padded(cell);
        return MappedCsvParser.isNothing(bytes, 0, bytes.length - LineBlock.SLACK);
    }

    private void countNumber(byte[] bytes, int length, double number, TableTimeReader times) {
        count(Kind.NUMBER);
        boolean isWhole = number == Math.rint(number) && Math.abs(number) < 1e18;
        if (isWhole) {
            count(Kind.WHOLE_NUMBER);
        }
        if (isWhole && (number == 0 || number == -1 || (number >= 100 && number <= 999))) {
            count(Kind.STATUS);
        }
        TimeForm form = epochForm(number);
        if (form != null && times.epochMicros(form, bytes, 0, length) != TableTimeReader.INVALID) {
            timeForms.merge(form, 1, Integer::sum);
        }
    }

    private static @Nullable TimeForm epochForm(double number) {
        TimeForm[] forms = {
            TimeForm.EPOCH_S, TimeForm.EPOCH_MS, TimeForm.EPOCH_US, TimeForm.EPOCH_NS
        };
        double unit = 1;
        for (TimeForm form : forms) {
            if (number >= LEAST_EPOCH * unit && number <= MOST_EPOCH * unit) {
                return form;
            }
            unit *= 1000;
        }
        return null;
    }

    private void countText(String value, TableTimeReader times) {
        byte[] bytes = LineBlock.padded(value);
        int length = bytes.length - LineBlock.SLACK;
        for (TimeForm form :
                new TimeForm[] {
                    TimeForm.ISO, TimeForm.DAY_FIRST, TimeForm.MONTH_FIRST, TimeForm.CLF
                }) {
            if (times.epochMicros(form, bytes, 0, length) != TableTimeReader.INVALID) {
                timeForms.merge(form, 1, Integer::sum);
            }
            if (form.isCalendar()
                    && times.dayMicros(form, bytes, 0, length) != TableTimeReader.INVALID) {
                dayForms.merge(form, 1, Integer::sum);
            }
        }
        countIf(
                Kind.TIME_OF_DAY,
                times.timeOfDayMicros(bytes, 0, length) != TableTimeReader.INVALID);
        countIf(Kind.DURATION, Decimals.durationMicros(bytes, 0, length) != Decimals.INVALID);
        countIf(Kind.STATUS, StatusTexts.isOne(value));
        countIf(Kind.STATUS_TEXT, StatusTexts.isText(value));
        countIf(Kind.METHOD, METHODS.contains(value.toUpperCase(Locale.ROOT)));
        countIf(Kind.REQUEST_LINE, REQUEST_LINE.matcher(value).matches());
        countIf(Kind.PATH, PATH.matcher(value).matches());
        countIf(Kind.SERVER_LIST, SERVERS.matcher(value).matches());
        int colon = value.indexOf(':');
        int host = colon > 0 ? colon : length;
        boolean isAddress =
                (value.indexOf('.') > 0 && Addresses.ipv4(bytes, 0, Math.min(host, length)) >= 0)
                        || IPV6.matcher(value).matches();
        countIf(Kind.ADDRESS, isAddress);
    }

    private void countIf(Kind kind, boolean isSo) {
        if (isSo) {
            count(kind);
        }
    }

    private void count(Kind kind) {
        counts.merge(kind, 1, Integer::sum);
    }

    /// Whether numbers have the table's mark between thousands, and that is certain.
    public boolean isGrouped() {
        return isGrouped && markDoubt == null;
    }

    /// Why its numbers cannot be read for certain; null when they can, or are none.
    public @Nullable String markDoubt() {
        return markDoubt;
    }

    List<String> values() {
        return values;
    }

    int empty() {
        return empty;
    }

    /// Share of the values that are of a kind; 0 without values.
    double share(Kind kind) {
        return share(counts.getOrDefault(kind, 0));
    }

    double shareOfTimes(TimeForm form) {
        return share(timeForms.getOrDefault(form, 0));
    }

    double shareOfDays(TimeForm form) {
        return share(dayForms.getOrDefault(form, 0));
    }

    private double share(int count) {
        return values.isEmpty() ? 0 : (double) count / values.size();
    }

    /// Middle of the numbers; `NaN` without any.
    double median() {
        return numbers.length == 0 ? Double.NaN : numbers[numbers.length / 2];
    }

    /// Smallest number; `NaN` without any.
    double least() {
        return numbers.length == 0 ? Double.NaN : numbers[0];
    }

    double most() {
        return numbers.length == 0 ? Double.NaN : numbers[numbers.length - 1];
    }

    /// Decimals of most of the numbers as they are written.
    boolean hasThreeDecimals() {
        long three = values.stream().filter(value -> value.matches("\\d+[.,]\\d{3}")).count();
        return three > 0.9 * values.size();
    }
}
