package trafficinsights.ingest.csv;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import trafficinsights.ingest.text.Bytes;
import trafficinsights.ingest.text.LineBlock;
import trafficinsights.model.CsvDialect;

/// The marks in the numbers of a table: takes those between thousands away, and makes a point of
/// the decimal mark. What is not grouped as it must be is not a number. Immutable.
///
/// Groups have three digits behind a first of one to three; with commas, groups of two before the
/// last of three are numbers too, as they are written in India.
public final class NumberMarks {
    private static final byte POINT = '.';

    private final byte decimal;
    private final String thousands;
    private final boolean isPlain;

    public NumberMarks(CsvDialect dialect) {
        decimal = (byte) dialect.decimal();
        thousands = dialect.thousands();
        isPlain = decimal == POINT && thousands.isEmpty();
    }

    /// Whether numbers are written as they are read: nothing has to be copied.
    boolean isPlain() {
        return isPlain;
    }

    /// Writes the number of `[from, to)` without marks, with a decimal point; what stands behind
    /// its digits is copied as it is.
    ///
    /// @param target has room for as many bytes
    /// @return where the copy ends, or -1 when the marks are not where they must be
    int copy(byte[] b, int from, int to, byte[] target, int at) {
        int end = at;
        int i = from;
        if (i < to && (b[i] == '-' || b[i] == '+')) {
            target[end++] = b[i++];
        }
        boolean isZeroFirst = i < to && b[i] == '0';
        int groups = 0;
        int digits = 0;
        int first = 0;
        boolean isOfTwo = false;
        while (i < to) {
            if (Bytes.isDigit(b[i])) {
                digits++;
                target[end++] = b[i++];
                continue;
            }
            int length = thousandsLength(b, i, to);
            if (length == 0) {
                break;
            }
            boolean isFirst = groups == 0;
            if (isFirst
                    ? digits < 1 || digits > 3
                    : digits != 3 && !(digits == 2 && mayBeOfTwo())) {
                return -1;
            }
            first = isFirst ? digits : first;
            isOfTwo |= !isFirst && digits == 2;
            if (!isFirst && isOfTwo && (digits != 2 || first > 2)) {
                return -1;
            }
            groups++;
            digits = 0;
            i += length;
        }
        if (groups > 0 && (digits != 3 || isZeroFirst)) {
            return -1;
        }
        if (i < to && b[i] == decimal) {
            target[end++] = POINT;
            i++;
        } else if (i < to && (b[i] == POINT || b[i] == ',')) {
            return -1;
        }
        while (i < to) {
            // A second mark is one too many.
            if (b[i] == POINT || b[i] == ',') {
                return -1;
            }
            target[end++] = b[i++];
        }
        return end;
    }

    private boolean mayBeOfTwo() {
        return thousands.equals(",");
    }

    /// Bytes of the mark between thousands that stands at `i`; 0 where none does.
    private int thousandsLength(byte[] b, int i, int to) {
        return switch (thousands) {
            case "" -> 0;
            case "'" -> apostropheLength(b, i, to);
            case " " -> blankLength(b, i, to);
            default -> b[i] == thousands.charAt(0) ? 1 : 0;
        };
    }

    /// `'`, or `’` in UTF-8 or Windows-1252.
    private static int apostropheLength(byte[] b, int i, int to) {
        if (b[i] == '\'' || b[i] == (byte) 0x92) {
            return 1;
        }
        return isThree(b, i, to, 0x80, 0x99) ? 3 : 0;
    }

    /// A blank, one that does not break, a narrow one that does not, a thin one or one as wide as a
    /// digit, in UTF-8; or in Windows-1252 one that does not break.
    private static int blankLength(byte[] b, int i, int to) {
        if (b[i] == ' ' || b[i] == (byte) 0xA0) {
            return 1;
        }
        if (i + 1 < to && b[i] == (byte) 0xC2 && b[i + 1] == (byte) 0xA0) {
            return 2;
        }
        boolean isWide =
                isThree(b, i, to, 0x80, 0xAF)
                        || isThree(b, i, to, 0x80, 0x89)
                        || isThree(b, i, to, 0x80, 0x87);
        return isWide ? 3 : 0;
    }

    private static boolean isThree(byte[] b, int i, int to, int second, int third) {
        return i + 2 < to
                && b[i] == (byte) 0xE2
                && b[i + 1] == (byte) second
                && b[i + 2] == (byte) third;
    }

    /// The number without marks, with a decimal point, followed by what stands behind it; null when
    /// the marks are not where they must be.
    @Nullable String plain(String value) {
        if (isPlain) {
            return value;
        }
        byte[] bytes = LineBlock.padded(value);
        byte[] target = new byte[bytes.length];
        int end = copy(bytes, 0, bytes.length - LineBlock.SLACK, target, 0);
        return end < 0 ? null : new String(target, 0, end, StandardCharsets.UTF_8);
    }
}
