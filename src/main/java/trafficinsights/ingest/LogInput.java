package trafficinsights.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import trafficinsights.model.Problem;

/// A file that was looked at and found readable.
///
/// @param format given, or recognised from the first lines
/// @param formatNote how the format was decided, in words
/// @param bytes as stored
/// @param firstMicros time of the first request seen; `Long.MAX_VALUE` when none was
public record LogInput(
        Path file,
        LogFormat format,
        String formatNote,
        Packing packing,
        long bytes,
        long firstMicros) {

    /// Checks a file and decides its format.
    ///
    /// @throws trafficinsights.model.ProblemException when the file cannot be read as a log
    public static LogInput open(Path file, LogOptions options) {
        checkIsFile(file);
        boolean isAuto = options.format().equals(LogFormat.AUTO);
        LogFormat given = isAuto ? null : LogFormat.ofLabel(options.format());
        try {
            long bytes = Files.size(file);
            if (bytes == 0) {
                throw Problem.of(
                                "input.empty",
                                "%s is empty: there is nothing to read.".formatted(file))
                        .asException();
            }
            Packing packing = Packing.of(file);
            try (LineBlocks blocks = packing.blocks(file)) {
                LineBlock block = new LineBlock(LineBlocks.BLOCK_BYTES);
                blocks.claim(block);
                blocks.load(block);
                FormatDetector.Decision decision =
                        given == null
                                ? FormatDetector.decide(file, block, options)
                                : FormatDetector.given(block, given, options);
                return new LogInput(
                        file,
                        decision.format(),
                        decision.reason(),
                        packing,
                        bytes,
                        decision.firstMicros());
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
        return packing.blocks(file);
    }
}
