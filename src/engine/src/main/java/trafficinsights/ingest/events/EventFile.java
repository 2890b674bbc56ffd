package trafficinsights.ingest.events;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import trafficinsights.ingest.file.LineBlocks;
import trafficinsights.ingest.file.Packing;
import trafficinsights.ingest.file.TextEncodings;
import trafficinsights.ingest.log.RecordBlocks;
import trafficinsights.ingest.row.RecordEnds;
import trafficinsights.ingest.text.InputFiles;
import trafficinsights.ingest.text.LineBlock;
import trafficinsights.model.CsvDialect.Encoding;

/// A file of events that was looked at: how it is stored, and how it begins.
///
/// @param mark encoding by the byte order mark, UTF-8 without one
/// @param first the first block of its lines
record EventFile(Path path, Packing packing, Encoding mark, LineBlock first) {
    static final int SAMPLED_LINES = 200;

    /// @throws trafficinsights.model.ProblemException when it cannot be read
    static EventFile open(Path path) {
        InputFiles.check(path);
        try {
            Packing packing = Packing.of(path);
            Encoding mark = TextEncodings.ofMark(path, packing);
            LineBlock block = new LineBlock(LineBlocks.BLOCK_BYTES);
            try (LineBlocks blocks = packing.blocks(path, mark)) {
                blocks.claim(block);
                blocks.load(block);
            }
            return new EventFile(path, packing, mark, block);
        } catch (IOException e) {
            throw InputFiles.unreadable(path, e);
        }
    }

    /// Of the bytes of its blocks.
    Encoding encoding() {
        return TextEncodings.isWide(mark) ? mark : TextEncodings.ofBytes(first);
    }

    LineBlocks blocks() throws IOException {
        return packing.blocks(path, mark);
    }

    LineBlocks blocks(RecordEnds ends) throws IOException {
        return new RecordBlocks(blocks(), ends);
    }

    /// Takes a block, with the number of its first line from 1.
    interface Taker {
        /// @return how many lines it has
        long take(LineBlock block, long line);
    }

    /// Reads block by block.
    ///
    /// @throws trafficinsights.model.ProblemException when it cannot be read to its end
    void each(LineBlocks opened, Taker taker) {
        try (LineBlocks blocks = opened) {
            LineBlock block = new LineBlock(LineBlocks.BLOCK_BYTES);
            long line = 1;
            while (blocks.claim(block)) {
                blocks.load(block);
                line += taker.take(block, line);
                block = new LineBlock(LineBlocks.BLOCK_BYTES);
            }
        } catch (IOException e) {
            throw InputFiles.unreadable(path, e);
        }
    }

    /// Its first lines that are not blank.
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        int at = first.withoutMark();
        while (at < first.to && lines.size() < SAMPLED_LINES) {
            int end = first.lineEnd(at);
            String line = text(first, at, end);
            if (!line.isBlank()) {
                lines.add(line);
            }
            at = end + 1;
        }
        return lines;
    }

    /// A line, which is Windows-1252 where it is not UTF-8.
    static String text(LineBlock block, int from, int to) {
        int end = to > from && block.bytes[to - 1] == '\r' ? to - 1 : to;
        LineBlock line = new LineBlock(0);
        line.bytes = block.bytes;
        line.from = from;
        line.to = end;
        return new String(
                block.bytes, from, end - from, TextEncodings.charset(TextEncodings.ofBytes(line)));
    }

    /// Bytes of UTF-8 with room behind them, for readers of bytes.
    static byte[] padded(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return java.util.Arrays.copyOf(bytes, bytes.length + LineBlock.SLACK);
    }
}
