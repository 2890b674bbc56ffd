package trafficinsights.ingest.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import trafficinsights.ingest.text.LineBlock;
import trafficinsights.model.CsvDialect.Encoding;

/// Tells how text is stored, and makes UTF-8 of UTF-16: parsers work on bytes in which ASCII is
/// ASCII.
public final class TextEncodings {
    private static final int COPIED_BYTES = 1 << 20;

    /// Bytes at the start of a file that tell how it is stored.
    private static final int LOOKED_AT = 256;

    private TextEncodings() {}

    /// UTF-16 by its byte order mark (Unicode 16.0, section 23.8) or by the zeros of its ASCII,
    /// else UTF-8.
    public static Encoding ofMark(Path file, Packing packing) throws IOException {
        byte[] first;
        try (InputStream packed = Files.newInputStream(file);
                InputStream in = packing.unpacked(packed)) {
            first = in.readNBytes(LOOKED_AT);
        } catch (IOException e) {
            if (Packing.isDamage(e)) {
                // Reading says so, with how far it came.
                return Encoding.UTF_8;
            }
            throw e;
        }
        return ofFirst(first);
    }

    /// The same by the first bytes of the text.
    public static Encoding ofFirst(byte[] first) {
        boolean hasTwo = first.length >= 2;
        if (hasTwo && first[0] == (byte) 0xFF && first[1] == (byte) 0xFE) {
            return Encoding.UTF_16LE;
        }
        if (hasTwo && first[0] == (byte) 0xFE && first[1] == (byte) 0xFF) {
            return Encoding.UTF_16BE;
        }
        return ofZeros(first);
    }

    /// SQL Server's `bcp -w` writes no mark. Of most characters one byte is zero, always the same.
    private static Encoding ofZeros(byte[] first) {
        int[] zeros = new int[2];
        for (int i = 0; i < first.length; i++) {
            zeros[i & 1] += first[i] == 0 ? 1 : 0;
        }
        int half = first.length / 2;
        if (half < 8 || Math.min(zeros[0], zeros[1]) > 0) {
            return Encoding.UTF_8;
        }
        return 10 * zeros[1] > 9 * half
                ? Encoding.UTF_16LE
                : 10 * zeros[0] > 9 * half ? Encoding.UTF_16BE : Encoding.UTF_8;
    }

    public static boolean isWide(Encoding encoding) {
        return encoding == Encoding.UTF_16LE || encoding == Encoding.UTF_16BE;
    }

    /// UTF-8, or Windows-1252 where the bytes are no UTF-8.
    public static Encoding ofBytes(LineBlock block) {
        return isUtf8(block.bytes, block.from, block.to) ? Encoding.UTF_8 : Encoding.WINDOWS_1252;
    }

    /// The text of a stream of UTF-16, as UTF-8 without a byte order mark.
    static InputStream asUtf8(InputStream in) throws IOException {
        PushbackInputStream both = new PushbackInputStream(in, 2);
        byte[] first = both.readNBytes(2);
        both.unread(first);
        // Without a mark it begins with ASCII, and UTF-16 would be the big-endian one.
        boolean isLittle = first.length == 2 && first[1] == 0;
        return new Utf8Stream(
                new InputStreamReader(
                        both, isLittle ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16));
    }

    /// Writes text as UTF-8. Lines of UTF-8 that are none are taken to be Windows-1252: programs
    /// that append to a file do not always know what it is in.
    public static void copyAsUtf8(InputStream in, Encoding encoding, OutputStream out)
            throws IOException {
        if (isWide(encoding)) {
            asUtf8(in).transferTo(out);
            return;
        }
        boolean isUtf8 = encoding == Encoding.UTF_8;
        byte[] buffer = new byte[COPIED_BYTES];
        int kept = 0;
        for (int got = in.read(buffer); got >= 0; ) {
            int have = kept + got;
            int end = have;
            while (isUtf8 && end > 0 && buffer[end - 1] != '\n') {
                end--;
            }
            // A line longer than the buffer is cut, and read in pieces.
            int whole = end == 0 && have == buffer.length ? have : end;
            writeLines(buffer, whole, isUtf8, out);
            kept = have - whole;
            System.arraycopy(buffer, whole, buffer, 0, kept);
            got = in.read(buffer, kept, buffer.length - kept);
        }
        writeLines(buffer, kept, isUtf8, out);
    }

    private static void writeLines(byte[] bytes, int end, boolean isUtf8, OutputStream out)
            throws IOException {
        if (isUtf8 && isUtf8(bytes, 0, end)) {
            out.write(bytes, 0, end);
            return;
        }
        Charset other = charset(Encoding.WINDOWS_1252);
        int from = 0;
        while (from < end) {
            int to = from + 1;
            while (to < end && bytes[to - 1] != '\n') {
                to++;
            }
            boolean isKept = isUtf8 && isUtf8(bytes, from, to);
            out.write(
                    isKept
                            ? Arrays.copyOfRange(bytes, from, to)
                            : new String(bytes, from, to - from, other)
                                    .getBytes(StandardCharsets.UTF_8));
            from = to;
        }
    }

    private static boolean isUtf8(byte[] bytes, int from, int to) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, to - from));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /// Threads: one at a time.
    private static final class Utf8Stream extends InputStream {
        private final Reader reader;
        private final char[] chars = new char[1 << 14];
        private int kept;
        private byte[] bytes = new byte[0];
        private int at;

        Utf8Stream(Reader reader) {
            this.reader = reader;
        }

        @Override
        public int read() throws IOException {
            return at < bytes.length || fill() ? bytes[at++] & 0xFF : -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (at == bytes.length && !fill()) {
                return -1;
            }
            int count = Math.min(length, bytes.length - at);
            System.arraycopy(bytes, at, target, offset, count);
            at += count;
            return count;
        }

        /// Reads on; the first half of a pair of surrogates waits for the second.
        private boolean fill() throws IOException {
            int got = reader.read(chars, kept, chars.length - kept);
            if (got < 0 && kept == 0) {
                return false;
            }
            int have = kept + Math.max(0, got);
            boolean isHalf = got >= 0 && Character.isHighSurrogate(chars[have - 1]);
            int whole = isHalf ? have - 1 : have;
            bytes = new String(chars, 0, whole).getBytes(StandardCharsets.UTF_8);
            char[] rest = Arrays.copyOfRange(chars, whole, have);
            System.arraycopy(rest, 0, chars, 0, rest.length);
            kept = rest.length;
            at = 0;
            return bytes.length > 0 || fill();
        }

        @Override
        public void close() throws IOException {
            reader.close();
        }
    }

    public static Charset charset(Encoding encoding) {
        return Charset.forName(encoding == Encoding.WINDOWS_1252 ? "windows-1252" : "UTF-8");
    }
}
