package trafficinsights.cli;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Texts of strangers on a terminal: no character of them moves the cursor, and widths are counted
/// in columns of the screen.
final class TextCells {
    private static final String CUT = "…";

    private TextCells() {}

    /// Line ends, tabs, and all that is not seen but does something, as escapes.
    static String visible(String text) {
        StringBuilder visible = null;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            int next = i + Character.charCount(c);
            String escape = escape(c);
            if (escape != null && visible == null) {
                visible = new StringBuilder(text.substring(0, i));
            }
            if (visible != null) {
                visible.append(escape == null ? text.substring(i, next) : escape);
            }
            i = next;
        }
        return visible == null ? text : visible.toString();
    }

    private static @Nullable String escape(int c) {
        return switch (c) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> {
                int type = Character.getType(c);
                boolean isHidden =
                        type == Character.CONTROL
                                || type == Character.FORMAT
                                || type == Character.SURROGATE
                                || type == Character.LINE_SEPARATOR
                                || type == Character.PARAGRAPH_SEPARATOR;
                yield isHidden ? String.format(Locale.ROOT, "\\u{%x}", c) : null;
            }
        };
    }

    /// Columns of the screen: two for wide characters of East Asia and pictures, none for marks.
    static int width(String text) {
        return text.codePoints().map(TextCells::width).sum();
    }

    private static int width(int c) {
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        boolean isWide =
                (c >= 0x1100 && c <= 0x115f)
                        || (c >= 0x2e80 && c <= 0xa4cf && c != 0x303f)
                        || (c >= 0xac00 && c <= 0xd7a3)
                        || (c >= 0xf900 && c <= 0xfaff)
                        || (c >= 0xfe30 && c <= 0xfe6f)
                        || (c >= 0xff00 && c <= 0xff60)
                        || (c >= 0xffe0 && c <= 0xffe6)
                        || (c >= 0x1f300 && c <= 0x1faff)
                        || (c >= 0x20000 && c <= 0x3fffd);
        return isWide ? 2 : 1;
    }

    /// At most this wide; what was cut ends in `…`.
    static String cut(String text, int most) {
        if (width(text) <= most) {
            return text;
        }
        StringBuilder cut = new StringBuilder();
        int used = 1;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            used += width(c);
            if (used > most) {
                break;
            }
            cut.appendCodePoint(c);
            i += Character.charCount(c);
        }
        return cut.append(CUT).toString();
    }

    static String padded(String text, int width, boolean isRight) {
        String spaces = " ".repeat(Math.max(0, width - width(text)));
        return isRight ? spaces + text : text + spaces;
    }
}
