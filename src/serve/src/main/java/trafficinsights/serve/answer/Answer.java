package trafficinsights.serve.answer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;

/// An answer as it goes to every viewer who asks the same: made, packed and named once. Its arrays
/// are not changed after construction.
///
/// @param type media type
/// @param body as it is
/// @param gzip the same packed; as long as the body or longer where packing saves nothing
/// @param etag strong entity tag of the body, with its quotes
public record Answer(String type, byte[] body, byte[] gzip, String etag) {
    public static final String JSON = "application/json";
    public static final String CSV = "text/csv; charset=utf-8";
    private static final int TAG_BYTES = 12;

    public static Answer of(String type, byte[] body) {
        return new Answer(type, body, packed(body), tag(body));
    }

    public static Answer of(String type, String body) {
        return of(type, body.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] packed(byte[] body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length / 4 + 64);
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static String tag(byte[] body) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(body);
            return '"' + HexFormat.of().formatHex(hash, 0, TAG_BYTES) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Bytes of memory that it takes.
    public int size() {
        return body.length + gzip.length;
    }
}
