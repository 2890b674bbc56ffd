package trafficinsights.ingest.row;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import trafficinsights.ingest.text.Bytes;
import trafficinsights.ingest.text.LineBlock;

/// The newest line of each kind of header in front of a block: what the lines in it mean.
/// Immutable.
///
/// Only formats whose header lines may be anywhere in a file have these
/// ([LogFormat#headerKinds()]).
public final class HeaderLines {
    public static final HeaderLines NONE = new HeaderLines(Map.of());

    /// By kind; each line with [LineBlock#SLACK] bytes behind it.
    private final Map<String, byte[]> newest;

    private HeaderLines(Map<String, byte[]> newest) {
        this.newest = newest;
    }

    public void forEach(Consumer<byte[]> consumer) {
        newest.values().forEach(consumer);
    }

    /// What is known behind a block.
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
        return found.equals(newest) ? this : new HeaderLines(found);
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
