package trafficinsights.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import trafficinsights.model.CsvDialect.Encoding;

/// Tells how text is stored, and makes UTF-8 of UTF-16: parsers work on bytes in which ASCII is
/// ASCII.
final class TextEncodings {
    private TextEncodings() {}

    /// UTF-16 by its byte order mark (Unicode 16.0, section 23.8), else UTF-8.
    static Encoding ofMark(Path file, Packing packing) throws IOException {
        byte[] first;
        try (InputStream packed = Files.newInputStream(file);
                InputStream in = packing.unpacked(packed)) {
            first = in.readNBytes(2);
        } catch (IOException e) {
            if (Packing.isDamage(e)) {
                // Reading says so, with how far it came.
                return Encoding.UTF_8;
            }
            throw e;
        }
        boolean hasTwo = first.length == 2;
        if (hasTwo && first[0] == (byte) 0xFF && first[1] == (byte) 0xFE) {
            return Encoding.UTF_16LE;
        }
        return hasTwo && first[0] == (byte) 0xFE && first[1] == (byte) 0xFF
                ? Encoding.UTF_16BE
                : Encoding.UTF_8;
    }

    static boolean isWide(Encoding encoding) {
        return encoding == Encoding.UTF_16LE || encoding == Encoding.UTF_16BE;
    }

    /// UTF-8, or Windows-1252 where the bytes are no UTF-8.
    static Encoding ofBytes(LineBlock block) {
        try {
            StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(block.bytes, block.from, block.to - block.from));
            return Encoding.UTF_8;
        } catch (CharacterCodingException e) {
            return Encoding.WINDOWS_1252;
        }
    }

    /// The text of a stream of UTF-16 with a byte order mark, as UTF-8 without one.
    static InputStream asUtf8(InputStream in) {
        return new Utf8Stream(new InputStreamReader(in, StandardCharsets.UTF_16));
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
}
