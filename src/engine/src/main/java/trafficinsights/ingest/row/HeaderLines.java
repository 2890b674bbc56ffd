package trafficinsights.ingest.row;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import trafficinsights.ingest.text.Bytes;
import trafficinsights.ingest.text.LineBlock;

/// The newest line of each kind of header in front of a block: what the lines in it mean. Where
/// lines have a time and no date, also when the newest of them was. Immutable.
///
/// Only formats whose header lines may be anywhere in a file have these
/// ([LogFormat#headerKinds()]).
public final class HeaderLines {
    /// Time of the newest line where there is none.
    public static final long NO_LINE = Long.MIN_VALUE;

    public static final HeaderLines NONE = new HeaderLines(Map.of(), NO_LINE);

    /// By kind; each line with [LineBlock#SLACK] bytes behind it.
    private final Map<String, byte[]> newest;

    private final long newestMicros;

    private HeaderLines(Map<String, byte[]> newest, long newestMicros) {
        this.newest = newest;
        this.newestMicros = newestMicros;
    }

    public void forEach(Consumer<byte[]> consumer) {
        newest.values().forEach(consumer);
    }

    /// The newest line of a kind, without the bytes behind it; empty when there is none.
    public String text(String kind) {
        byte[] line = newest.get(kind);
        return line == null
                ? ""
                : new String(line, 0, line.length - LineBlock.SLACK, StandardCharsets.UTF_8);
    }

    /// When the newest line was, µs since 1970 UTC, or [#NO_LINE].
    public long newestMicros() {
        return newestMicros;
    }

    public HeaderLines withNewest(long micros) {
        return new HeaderLines(newest, micros);
    }

    /// @param line of a kind; empty for none
    public HeaderLines with(String kind, String line) {
        if (line.isEmpty()) {
            return this;
        }
        Map<String, byte[]> found = new HashMap<>(newest);
        found.put(kind, LineBlock.padded(line));
        return new HeaderLines(found, newestMicros);
    }

    /// What is known behind a block by the header lines in it.
    ///
    /// @param kinds what header lines begin with; all begin with the same byte
    public HeaderLines behind(LineBlock block, List<String> kinds) {
        Map<String, byte[]> found = new HashMap<>(newest);
        byte mark = (byte) kinds.getFirst().charAt(0);
        int at = Bytes.indexOf(block.bytes, block.from, block.to, mark);
        while (at >= 0) {
            boolean isLineStart = at == block.withoutMark() || block.bytes[at - 1] == '\n';
            if (isLineStart) {
                note(block, at, kinds, found);
            }
            at = Bytes.indexOf(block.bytes, at + 1, block.to, mark);
        }
        return found.equals(newest) ? this : new HeaderLines(found, newestMicros);
    }

    private static void note(
            LineBlock block, int at, List<String> kinds, Map<String, byte[]> found) {
        int end = block.lineEnd(at);
        int textEnd = end > at && block.bytes[end - 1] == '\r' ? end - 1 : end;
        for (String kind : kinds) {
            if (Bytes.startsWith(block.bytes, at, textEnd, kind)) {
                byte[] line = Arrays.copyOfRange(block.bytes, at, textEnd);
                found.put(kind, Arrays.copyOf(line, line.length + LineBlock.SLACK));
            }
        }
    }
}
