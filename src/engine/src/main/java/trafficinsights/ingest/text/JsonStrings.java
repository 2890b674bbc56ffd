package trafficinsights.ingest.text;

import java.nio.charset.StandardCharsets;

/// Texts of one line without the escapes of JSON (RFC 8259). Threads: one.
public final class JsonStrings {
    public byte[] bytes = new byte[0];
    public int start;
    public int end;
    private byte[] scratch = new byte[1024];
    private int scratchEnd;

    /// Begins a line: texts of the line before are gone.
    public void begin() {
        scratchEnd = 0;
    }

    public String text() {
        return new String(bytes, start, end - start, StandardCharsets.UTF_8);
    }

    /// Takes a value; [#start] and [#end] then tell where it is in [#bytes].
    public void set(byte[] b, int from, int to, boolean isString) {
        bytes = b;
        start = from;
        end = to;
        if (isString && Bytes.indexOf(b, from, to, (byte) '\\') >= 0) {
            unescape(b, from, to);
        }
    }

    private void unescape(byte[] b, int from, int to) {
        if (scratchEnd + (to - from) + LineBlock.SLACK > scratch.length) {
            // A new array: fields read before still point into the old one.
            scratch = new byte[2 * (to - from) + 1024];
            scratchEnd = 0;
        }
        bytes = scratch;
        start = scratchEnd;
        int out = scratchEnd;
        for (int i = from; i < to; i++) {
            if (b[i] != '\\' || i + 1 >= to) {
                scratch[out++] = b[i];
            } else if (b[i + 1] == 'u' && i + 5 < to) {
                byte[] utf8 = unicode(b, i, to);
                i += isPair(b, i, to) ? 11 : 5;
                System.arraycopy(utf8, 0, scratch, out, utf8.length);
                out += utf8.length;
            } else {
                scratch[out++] = plain(b[++i]);
            }
        }
        end = out;
        scratchEnd = out;
    }

    private static byte plain(byte escaped) {
        return switch (escaped) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            default -> escaped;
        };
    }

    private static boolean isPair(byte[] b, int at, int to) {
        boolean isHigh = Character.isHighSurrogate((char) hex(b, at + 2));
        return isHigh
                && at + 11 < to
                && b[at + 6] == '\\'
                && b[at + 7] == 'u'
                && Character.isLowSurrogate((char) hex(b, at + 8));
    }

    private static byte[] unicode(byte[] b, int at, int to) {
        String text = String.valueOf((char) hex(b, at + 2));
        if (isPair(b, at, to)) {
            text += (char) hex(b, at + 8);
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// Four hexadecimal digits; what is none counts as zero.
    private static int hex(byte[] b, int at) {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            value = value << 4 | Math.max(0, Character.digit((char) b[at + i], 16));
        }
        return value;
    }
}
