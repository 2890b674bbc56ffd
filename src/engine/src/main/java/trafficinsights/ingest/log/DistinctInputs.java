package trafficinsights.ingest.log;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import trafficinsights.ingest.file.LineBlocks;
import trafficinsights.ingest.text.Digests;
import trafficinsights.ingest.text.InputFiles;

/// The inputs of a run in the order of time, each content once.
///
/// @param notes which files were left out and why, in words
record DistinctInputs(List<LogInput> inputs, List<String> notes) {

    /// Only files of one size are compared: first by the hash of their beginning, then by that of
    /// all bytes.
    static DistinctInputs of(List<LogInput> looked) {
        Map<Long, List<LogInput>> bySize =
                looked.stream().collect(Collectors.groupingBy(LogInput::bytes));
        Map<String, LogInput> byHash = new HashMap<>();
        List<LogInput> kept = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (LogInput input : looked) {
            List<LogInput> alike = bySize.getOrDefault(input.bytes(), List.of());
            LogInput first =
                    haveOneBeginning(alike)
                            ? byHash.putIfAbsent(hash(input, Long.MAX_VALUE), input)
                            : null;
            if (first == null) {
                kept.add(input);
            } else {
                notes.add(
                        "%s has the same content as %s (SHA-256) and was not counted twice"
                                .formatted(input.file(), first.file()));
            }
        }
        kept.sort(Comparator.comparingLong(LogInput::firstMicros));
        return new DistinctInputs(List.copyOf(kept), List.copyOf(notes));
    }

    private static boolean haveOneBeginning(List<LogInput> alike) {
        long different =
                alike.stream().map(input -> hash(input, LineBlocks.BLOCK_BYTES)).distinct().count();
        return different < alike.size();
    }

    private static String hash(LogInput input, long maxBytes) {
        Path file = input.file();
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = Digests.sha256();
            byte[] buffer = new byte[1 << 16];
            long left = maxBytes;
            int got = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            while (got > 0) {
                digest.update(buffer, 0, got);
                left -= got;
                got = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw InputFiles.unreadable(file, e);
        }
    }
}
