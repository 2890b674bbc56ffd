package trafficinsights.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import trafficinsights.model.Problem;

/// A file that was looked at and found readable.
///
/// @param format given, or recognised from the first lines
/// @param formatNote how the format was decided, in words
/// @param bytes as stored
public record LogInput(Path file, LogFormat format, String formatNote, boolean isGzip, long bytes) {

    /// Checks a file and decides its format.
    ///
    /// @param format name of a format, or `auto`
    /// @throws trafficinsights.model.ProblemException when the file cannot be read as a log
    public static LogInput open(Path file, String format) {
        checkIsFile(file);
        try {
            long bytes = Files.size(file);
            if (bytes == 0) {
                throw Problem.of(
                                "input.empty",
                                "%s is empty: there is nothing to read.".formatted(file))
                        .asException();
            }
            boolean isGzip = isGzip(file);
            if (!format.equals(LogFormat.AUTO)) {
                LogFormat given = LogFormat.ofLabel(format);
                return new LogInput(
                        file, given, "%s: given".formatted(given.label()), isGzip, bytes);
            }
            try (LineBlocks blocks = blocks(file, isGzip)) {
                LineBlock block = new LineBlock(LineBlocks.BLOCK_BYTES);
                blocks.claim(block);
                blocks.load(block);
                FormatDetector.Decision decision = FormatDetector.decide(file, block);
                return new LogInput(file, decision.format(), decision.reason(), isGzip, bytes);
            }
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static void checkIsFile(Path file) {
        if (!Files.exists(file)) {
            throw Problem.of("input.missing", "%s does not exist. Check the path.".formatted(file))
                    .asException();
        }
        if (Files.isDirectory(file)) {
            throw Problem.of(
                            "input.directory",
                            "%s is a folder. Name the log files in it.".formatted(file))
                    .asException();
        }
        if (!Files.isReadable(file)) {
            throw Problem.of(
                            "input.unreadable",
                            "%s may not be read by this user. Check its permissions."
                                    .formatted(file))
                    .asException();
        }
    }

    static RuntimeException unreadable(Path file, IOException cause) {
        return Problem.of(
                        "input.unreadable",
                        "%s could not be read. Check that its disk or share is there."
                                .formatted(file),
                        cause)
                .asException();
    }

    LineBlocks blocks() throws IOException {
        return blocks(file, isGzip);
    }

    private static LineBlocks blocks(Path file, boolean isGzip) throws IOException {
        return isGzip ? new GzipBlocks(file) : new PlainBlocks(file);
    }

    private static boolean isGzip(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.read() == 0x1f && in.read() == 0x8b;
        }
    }
}
