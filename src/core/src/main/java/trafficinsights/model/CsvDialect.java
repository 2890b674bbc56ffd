package trafficinsights.model;

import java.util.List;
import java.util.Locale;

/// How a CSV file is written.
///
/// @param delimiter between fields, one ASCII character
/// @param quote around fields that hold delimiters or line ends; doubled inside
/// @param decimal `.` or `,`
/// @param hasHeader whether the first row names the columns
/// @param hasComments whether lines that begin with `#` are none of the table
/// @param thousands between the thousands of numbers, one of [#THOUSANDS]; numbers may lack it
public record CsvDialect(
        char delimiter,
        char quote,
        char decimal,
        Encoding encoding,
        boolean hasHeader,
        boolean hasComments,
        String thousands) {

    /// Marks between thousands. Empty: numbers have none. An apostrophe is a typographic one too,
    /// and a blank any blank that does not break.
    public static final List<String> THOUSANDS = List.of("", ",", ".", "'", " ");

    /// Comma, double quote, decimal point, UTF-8, with a header: RFC 4180.
    public static final CsvDialect USUAL =
            new CsvDialect(',', '"', '.', Encoding.UTF_8, true, false);

    /// How characters are stored.
    public enum Encoding {
        UTF_8,
        UTF_16LE,
        UTF_16BE,
        WINDOWS_1252;

        /// As a mapping file names it: `utf-16le`.
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /// Of numbers without marks between thousands.
    public CsvDialect(
            char delimiter,
            char quote,
            char decimal,
            Encoding encoding,
            boolean hasHeader,
            boolean hasComments) {
        this(delimiter, quote, decimal, encoding, hasHeader, hasComments, "");
    }

    public CsvDialect {
        if (!isMark(delimiter)) {
            throw new IllegalArgumentException(
                    "delimiter is `%s`, must be an ASCII character".formatted(delimiter));
        }
        if (!isMark(quote) || quote == delimiter) {
            throw new IllegalArgumentException(
                    "quote is `%s`, must be an ASCII character other than the delimiter"
                            .formatted(quote));
        }
        if (decimal != '.' && decimal != ',') {
            throw new IllegalArgumentException(
                    "decimal is `%s`, must be . or ,".formatted(decimal));
        }
        if (!THOUSANDS.contains(thousands) || thousands.equals(String.valueOf(decimal))) {
            throw new IllegalArgumentException(
                    "thousands is `%s`, must be one of %s and not the decimal mark"
                            .formatted(thousands, THOUSANDS));
        }
    }

    /// Whether a character can be between fields: no part of words, numbers or times, and no line
    /// end.
    public static boolean isMark(char c) {
        boolean isPrinted = c > ' ' && c < 127 && !Character.isLetterOrDigit(c);
        return c == '\t' || (isPrinted && "-+.:/#".indexOf(c) < 0);
    }

    public CsvDialect withEncoding(Encoding newEncoding) {
        return new CsvDialect(
                delimiter, quote, decimal, newEncoding, hasHeader, hasComments, thousands);
    }

    /// What a delimiter is called: `semicolon`.
    public static String name(char delimiter) {
        return switch (delimiter) {
            case ',' -> "comma";
            case ';' -> "semicolon";
            case '\t' -> "tab";
            case '|' -> "bar";
            default -> "`" + delimiter + "`";
        };
    }

    private String thousandsName() {
        return switch (thousands) {
            case "." -> ", point";
            case "," -> ", comma";
            case "'" -> ", apostrophe";
            default -> ", blank";
        };
    }

    /// In words: `semicolon, decimal comma, utf-8, with a header`.
    public String words() {
        return "%s between fields, quote %s, decimal %s%s, %s, %s%s"
                .formatted(
                        name(delimiter),
                        quote,
                        decimal == '.' ? "point" : "comma",
                        thousands.isEmpty() ? "" : thousandsName() + " between thousands",
                        encoding.label(),
                        hasHeader ? "with a header" : "no header",
                        hasComments ? ", comments with #" : "");
    }
}
