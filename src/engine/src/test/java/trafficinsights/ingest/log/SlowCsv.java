package trafficinsights.ingest.log;

import com.opencsv.CSVParserWriter;
import com.opencsv.ICSVWriter;
import com.opencsv.RFC4180Parser;
import com.opencsv.RFC4180ParserBuilder;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import trafficinsights.ingest.log.LineBench.Row;
import trafficinsights.ingest.row.RouteNames;
import trafficinsights.ingest.text.Decimals;
import trafficinsights.model.CsvDialect;
import trafficinsights.model.TimeForm;

/// A second reading of CSV: opencsv takes the fields apart, `java.time` and `BigDecimal` read them.
/// Columns are time, client, method, target, status, latency in ms, bytes.
public final class SlowCsv {
    public static final List<String> HEADER =
            List.of("time", "client", "method", "url", "status", "latency ms", "bytes");

    private static final Set<String> NOTHING =
            Set.of("", "-", "NA", "\\N", "NaN", "nan", "N/A", "n/a", "null", "NULL", "None");

    private final CsvDialect dialect;
    private final TimeForm form;
    private final ZoneId zone;
    private final RFC4180Parser parser;
    private final Pattern wellFormed;

    public SlowCsv(CsvDialect dialect, TimeForm form, ZoneId zone) {
        this.dialect = dialect;
        this.form = form;
        this.zone = zone;
        parser =
                new RFC4180ParserBuilder()
                        .withSeparator(dialect.delimiter())
                        .withQuoteChar(dialect.quote())
                        .build();
        String mark = "\\" + dialect.delimiter();
        String field = "(?:\"(?:[^\"]|\"\")*+\"|[^\"\n%s]*+)".formatted(mark);
        wellFormed = Pattern.compile(field + "(?:" + mark + field + ")*+");
    }

    /// A record as opencsv writes it, without its line end.
    public String record(List<String> fields) {
        StringWriter text = new StringWriter();
        try (ICSVWriter writer = new CSVParserWriter(text, parser, "\n")) {
            writer.writeNext(fields.toArray(new String[0]), false);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return text.toString().substring(0, text.toString().length() - 1);
    }

    /// The request in a record; none where this reading does not understand it.
    public Optional<Row> read(String record) {
        if (!wellFormed.matcher(record).matches()) {
            return Optional.empty();
        }
        try {
            String[] cells = parser.parseLine(record);
            return cells.length == HEADER.size() ? Optional.of(row(cells)) : Optional.empty();
        } catch (IOException | DateTimeException | ArithmeticException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private Row row(String[] cells) {
        for (int i = 0; i < cells.length; i++) {
            String cell = cells[i].replaceAll("^ +| +$", "");
            cells[i] = NOTHING.contains(cell) ? "" : cell;
        }
        int status = cells[4].isEmpty() ? -1 : whole(cells[4]).intValueExact();
        if (status == 0) {
            status = -1;
        }
        if (status != -1 && (status < 100 || status > 999)) {
            throw new NumberFormatException("status");
        }
        BigDecimal millis = cells[5].isEmpty() ? BigDecimal.ONE.negate() : number(cells[5]);
        long micros =
                millis.signum() < 0
                        ? -1
                        : millis.movePointRight(3).setScale(0, RoundingMode.DOWN).longValueExact();
        if (micros > Decimals.MAX_LATENCY_MICROS) {
            throw new NumberFormatException("latency");
        }
        return new Row(
                time(cells[0]),
                client(cells[1]),
                "-",
                "-",
                cells[2].isEmpty() ? "-" : cells[2],
                cells[3].isEmpty()
                        ? "-"
                        : RouteNames.routeOf(cells[3].replaceAll("(?s)[?#].*", "")),
                status,
                micros,
                cells[6].isEmpty() ? -1 : Math.max(-1, whole(cells[6]).longValueExact()),
                1);
    }

    /// An IPv4 address is a number of 32 bits, so zeros in front are not kept.
    private static String client(String text) {
        boolean isAddress =
                text.matches("\\d{1,3}(\\.\\d{1,3}){3}")
                        && Arrays.stream(text.split("\\."))
                                .allMatch(p -> Integer.parseInt(p) < 256);
        if (isAddress) {
            return Arrays.stream(text.split("\\."))
                    .map(part -> Integer.toString(Integer.parseInt(part)))
                    .collect(Collectors.joining("."));
        }
        if (text.contains(":") || text.startsWith("[")) {
            throw new NumberFormatException("ports and brackets are not this reading's");
        }
        return text.isEmpty() ? "-" : text;
    }

    private BigDecimal number(String text) {
        String plain = dialect.decimal() == ',' ? text.replace('.', '?').replace(',', '.') : text;
        // The forms that both readings know: digits, a mark, digits.
        if (!plain.matches("-?\\d{1,15}(\\.\\d{1,9})?")) {
            throw new NumberFormatException(text);
        }
        return new BigDecimal(plain);
    }

    private BigDecimal whole(String text) {
        BigDecimal number = number(text);
        if (number.stripTrailingZeros().scale() > 0) {
            throw new NumberFormatException(text);
        }
        return number;
    }

    // --- times ---

    private static DateTimeFormatter formatter(String pattern, int most) {
        DateTimeFormatterBuilder builder =
                new DateTimeFormatterBuilder().parseCaseInsensitive().appendPattern(pattern);
        if (most > 0) {
            builder.optionalStart()
                    .appendFraction(ChronoField.NANO_OF_SECOND, 1, most, true)
                    .optionalEnd();
        }
        return builder.toFormatter(Locale.US).withResolverStyle(ResolverStyle.STRICT);
    }

    private static final DateTimeFormatter ISO = formatter("uuuu-MM-dd['T'][' ']HH:mm:ss", 9);
    private static final DateTimeFormatter DAY = formatter("d.M.uuuu H:mm:ss", 9);
    private static final DateTimeFormatter MONTH = formatter("M/d/uuuu h:mm:ss a", 0);
    private static final DateTimeFormatter CLF = formatter("dd/MMM/uuuu:HH:mm:ss Z", 0);

    /// What the formatters above take for good and no program writes: `012`, `+2026`.
    private static final Pattern CALENDAR =
            Pattern.compile(
                    "\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d([.,]\\d{1,9})?Z?"
                            + "|\\d{1,2}\\.\\d{1,2}\\.\\d{4} \\d{1,2}:\\d\\d:\\d\\d([.,]\\d{1,9})?"
                            + "|\\d{1,2}/\\d{1,2}/\\d{4} (0?[1-9]|1[0-2]):\\d\\d:\\d\\d [AaPp][Mm]"
                            + "|\\d\\d/[A-Z][a-z]{2}/\\d{4}:\\d\\d:\\d\\d:\\d\\d [+-]\\d{4}");

    private static final long LAST_SECOND = 253_402_300_799L;

    Instant time(String text) {
        boolean isCalendar = form.isCalendar() || form == TimeForm.CLF;
        if (isCalendar && !CALENDAR.matcher(text).matches()) {
            throw new DateTimeException(text);
        }
        Instant read =
                switch (form) {
                    case ISO ->
                            text.endsWith("Z")
                                    ? local(
                                            ISO,
                                            text.substring(0, text.length() - 1),
                                            ZoneId.of("UTC"))
                                    : local(ISO, text, zone);
                    case DAY_FIRST -> local(DAY, text, zone);
                    case MONTH_FIRST -> local(MONTH, text, zone);
                    case CLF -> OffsetDateTime.parse(text, CLF).toInstant();
                    case EPOCH_S -> epoch(text, 9);
                    case EPOCH_MS -> epoch(text, 6);
                    case EPOCH_US -> epoch(text, 3);
                    case EPOCH_NS -> epoch(text, 0);
                };
        return read.truncatedTo(ChronoUnit.MICROS);
    }

    private static Instant local(DateTimeFormatter format, String text, ZoneId zone) {
        String point = text.replaceFirst(":(\\d\\d),(\\d)", ":$1.$2");
        return LocalDateTime.parse(point, format).atZone(zone).toInstant();
    }

    private Instant epoch(String text, int places) {
        boolean isLong = text.matches("\\d{16,19}");
        BigDecimal nanos = (isLong ? new BigDecimal(text) : number(text)).movePointRight(places);
        long seconds = nanos.movePointLeft(9).setScale(0, RoundingMode.DOWN).longValueExact();
        boolean isCut = form == TimeForm.EPOCH_NS && !text.matches("\\d+");
        if (nanos.signum() < 0 || seconds > LAST_SECOND || isCut) {
            throw new DateTimeException(text);
        }
        long rest = nanos.subtract(BigDecimal.valueOf(seconds).movePointRight(9)).longValue();
        return Instant.ofEpochSecond(seconds, rest);
    }

    /// A time as this form writes it.
    public String written(Instant time) {
        LocalDateTime local = LocalDateTime.ofInstant(time, zone);
        long nanos = time.getEpochSecond() * 1_000_000_000 + time.getNano();
        return switch (form) {
            case ISO -> time.toString();
            case DAY_FIRST -> DateTimeFormatter.ofPattern("dd.MM.uuuu HH:mm:ss.SSS").format(local);
            case MONTH_FIRST ->
                    DateTimeFormatter.ofPattern("MM/dd/uuuu hh:mm:ss a", Locale.US).format(local);
            case CLF -> CLF.format(local.atZone(zone));
            case EPOCH_S -> decimal(BigDecimal.valueOf(nanos, 9));
            case EPOCH_MS -> Long.toString(nanos / 1_000_000);
            case EPOCH_US -> Long.toString(nanos / 1_000);
            case EPOCH_NS -> Long.toString(nanos);
        };
    }

    /// A number with this dialect's mark.
    public String decimal(BigDecimal number) {
        String text = number.setScale(3, RoundingMode.DOWN).toPlainString();
        return dialect.decimal() == ',' ? text.replace('.', ',') : text;
    }
}
