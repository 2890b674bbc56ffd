package trafficinsights.ingest.log;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import trafficinsights.ingest.csv.CsvPlan;
import trafficinsights.ingest.file.LineBlocks;
import trafficinsights.ingest.file.Packing;
import trafficinsights.ingest.file.TextEncodings;
import trafficinsights.ingest.format.FormatDetector;
import trafficinsights.ingest.format.LogFormat;
import trafficinsights.ingest.format.LogPlan;
import trafficinsights.ingest.row.LineParser;
import trafficinsights.ingest.row.LogOptions;
import trafficinsights.ingest.row.RecordEnds;
import trafficinsights.ingest.text.InputFiles;
import trafficinsights.ingest.text.LineBlock;
import trafficinsights.model.CsvDialect.Encoding;
import trafficinsights.model.Names;

/// A file that was looked at and found readable.
///
/// @param formatNote how the format was decided, in words
/// @param encoding of the text; UTF-8 but for UTF-16 with a byte order mark, and CSV
/// @param plan how CSV that is not the program's own is read; null for all else
/// @param lines how the lines of all else are read
/// @param bytes as stored
/// @param firstMicros time of the first request seen; `Long.MAX_VALUE` when none was
public record LogInput(
        Path file,
        String formatNote,
        Packing packing,
        Encoding encoding,
        @Nullable CsvPlan plan,
        LogPlan lines,
        long bytes,
        long firstMicros) {

    /// Checks a file and decides its format.
    ///
    /// @throws trafficinsights.model.ProblemException when the file cannot be read as a log
    public static LogInput open(Path file, LogOptions options) {
        InputFiles.check(file);
        boolean isAuto = options.format().equals(LogFormat.AUTO);
        LogFormat given = isAuto ? null : LogFormat.ofLabel(options.format());
        try {
            long bytes = Files.size(file);
            Packing packing = Packing.of(file);
            Encoding mark = TextEncodings.ofMark(file, packing);
            try (LineBlocks blocks = packing.blocks(file, mark)) {
                LineBlock block = new LineBlock(LineBlocks.BLOCK_BYTES);
                blocks.claim(block);
                blocks.load(block);
                FormatDetector.Decision decision =
                        FormatDetector.decide(file, block, mark, given, options);
                CsvPlan plan = decision.csv();
                return new LogInput(
                        file,
                        decision.reason(),
                        packing,
                        plan == null ? mark : plan.dialect().encoding(),
                        plan,
                        decision.plan(),
                        bytes,
                        decision.firstMicros());
            }
        } catch (IOException e) {
            throw InputFiles.unreadable(file, e);
        }
    }

    LineBlocks blocks() throws IOException {
        LineBlocks blocks = packing.blocks(file, encoding);
        RecordEnds ends = recordEnds();
        return ends == null
                ? blocks
                : new RecordBlocks(
                        blocks, new RecordCutter(ends), lines.isDocument() ? file : null);
    }

    /// Where records end that may have several lines; null where each line is one.
    @Nullable RecordEnds recordEnds() {
        return plan == null ? lines.newRecordEnds() : plan.newRecords();
    }

    /// Given, or recognised from the first lines.
    public LogFormat format() {
        return lines.format();
    }

    /// What tells parsers apart: inputs with the same can share one.
    Object parserKey() {
        return plan == null ? lines : plan;
    }

    /// A fresh parser, for one worker.
    LineParser newParser(Names names, LogOptions options) {
        return plan == null ? lines.newParser(names, options) : plan.newParser(names, options);
    }

    /// Of the bytes that parsers see.
    Charset charset() {
        return plan == null ? StandardCharsets.UTF_8 : plan.charset();
    }
}
