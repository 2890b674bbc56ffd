package trafficinsights.ingest.row;

import java.nio.charset.Charset;
import trafficinsights.ingest.text.ByteDictionary;
import trafficinsights.ingest.text.Bytes;
import trafficinsights.ingest.text.LineBlock;
import trafficinsights.model.Dictionary;

/// Codes of the routes of request targets, by the rules of [RouteNames].
///
/// Most targets are recognised as bytes: what stands for one thing out of many is replaced before
/// the look-up, so that any number of ids costs one entry. Threads: one.
final class RouteCodes {
    /// A longer path is cut, and a segment of this length may be an id without a digit.
    private static final int UUID_LENGTH = 36;

    private static final int MIN_HEX_LENGTH = 12;

    private final ByteDictionary routes;
    private final ByteDictionary unusual;
    private final byte[] route = new byte[RouteNames.MAX_LENGTH * 3 + LineBlock.SLACK];

    /// @param charset of the targets
    RouteCodes(Dictionary names, Charset charset) {
        routes = new ByteDictionary(names::code, charset);
        unusual = new ByteDictionary(target -> names.code(RouteNames.routeOf(target)), charset);
    }

    /// @param from start of a target, of which query and fragment are left out
    /// @param to its end, above `from`
    int code(byte[] b, int from, int to) {
        boolean hasDigit = false;
        int end = to;
        for (int i = from; i < to; i += 8) {
            long word = Bytes.longAt(b, i);
            long ends = Bytes.matches(word, '?') | Bytes.matches(word, '#');
            long digits = Bytes.digits(word);
            if (ends != 0) {
                end = Math.min(to, i + (Long.numberOfTrailingZeros(ends) >>> 3));
            }
            hasDigit |= (digits & Bytes.lowBytes(Math.min(8, end - i))) != 0;
            if (ends != 0) {
                break;
            }
        }
        int length = end - from;
        if (length == 0 || b[from] != '/' || length > RouteNames.MAX_LENGTH) {
            return unusual.code(b, from, end);
        }
        return hasDigit || length > UUID_LENGTH
                ? withoutIds(b, from, end)
                : routes.code(b, from, end);
    }

    private int withoutIds(byte[] b, int from, int end) {
        int length = 0;
        int at = from;
        while (at < end) {
            // at a slash
            int next = at + 1;
            while (next < end && b[next] != '/') {
                next++;
            }
            if (isId(b, at + 1, next)) {
                route[length++] = '/';
                route[length++] = ':';
                route[length++] = 'i';
                route[length++] = 'd';
            } else {
                System.arraycopy(b, at, route, length, next - at);
                length += next - at;
            }
            at = next;
        }
        return length > RouteNames.MAX_LENGTH
                ? unusual.code(b, from, end)
                : routes.code(route, 0, length);
    }

    /// Whether a segment is a number, a UUID or a long hexadecimal word with a digit.
    private static boolean isId(byte[] b, int from, int to) {
        int digits = 0;
        int hex = 0;
        int dashes = 0;
        for (int i = from; i < to; i++) {
            if (Bytes.isDigit(b[i])) {
                digits++;
            } else if (isHexLetter(b[i])) {
                hex++;
            } else if (b[i] == '-') {
                dashes++;
            } else {
                return false;
            }
        }
        int length = to - from;
        if (digits == length) {
            return length > 0;
        }
        boolean isHexWord = dashes == 0 && digits > 0 && digits + hex >= MIN_HEX_LENGTH;
        return isHexWord || (length == UUID_LENGTH && isUuid(b, from));
    }

    /// Of 36 hexadecimal digits and dashes: eight digits, then a dash.
    private static boolean isUuid(byte[] b, int from) {
        for (int i = from; i < from + 8; i++) {
            if (b[i] == '-') {
                return false;
            }
        }
        return b[from + 8] == '-';
    }

    private static boolean isHexLetter(byte b) {
        int letter = b | 0x20;
        return letter >= 'a' && letter <= 'f';
    }
}
