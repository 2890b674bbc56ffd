package trafficinsights.ingest;

import java.nio.file.Path;
import java.time.ZoneOffset;
import trafficinsights.model.Names;
import trafficinsights.model.Problem;
import trafficinsights.model.RequestBatch;

/// Decides a log's format from its first lines: the parser that understands most of them wins.
final class FormatDetector {
    private static final int SAMPLE_LINES = 200;

    private FormatDetector() {}

    /// @param reason in words, for the user
    record Decision(LogFormat format, String reason) {}

    private record Score(LogFormat format, int requests, int others, int lines) {}

    /// @throws trafficinsights.model.ProblemException when no format understands a line
    static Decision decide(Path file, LineBlock block) {
        Score best = null;
        for (LogFormat format : LogFormat.values()) {
            Score score = score(format, block);
            if (best == null
                    || score.requests > best.requests
                    || (score.requests == best.requests && score.others > best.others)) {
                best = score;
            }
        }
        if (best == null || best.requests + best.others == 0) {
            throw unknown(file, block);
        }
        return new Decision(
                best.format,
                "%s: %d of the first %d lines are its requests, %d are other lines of it"
                        .formatted(best.format.label(), best.requests, best.lines, best.others));
    }

    private static Score score(LogFormat format, LineBlock block) {
        Names scratch = Names.create();
        LineParser parser = format.newParser(scratch, ZoneOffset.UTC);
        RowWriter rows = new RowWriter(RequestBatch.allocate(64, scratch), batch -> batch);
        int requests = 0;
        int others = 0;
        int lines = 0;
        int at = LogWorker.withoutMark(block);
        while (at < block.to && lines < SAMPLE_LINES) {
            int end = LogWorker.lineEnd(block, at);
            LineVerdict verdict = LogWorker.verdict(parser, block, at, end, rows);
            requests += verdict.kind() == LineVerdict.Kind.REQUEST ? 1 : 0;
            boolean isKnown =
                    verdict.kind() == LineVerdict.Kind.OTHER && verdict != LineVerdict.BLANK;
            others += isKnown ? 1 : 0;
            lines++;
            at = end + 1;
        }
        return new Score(format, requests, others, lines);
    }

    private static RuntimeException unknown(Path file, LineBlock block) {
        if (Bytes.indexOf(block.bytes, block.from, block.to, (byte) 0) >= 0) {
            return Problem.of(
                            "input.binary",
                            "%s is a binary file, not a log or a CSV file.".formatted(file))
                    .asException();
        }
        return Problem.of(
                        "input.unknown-format",
                        ("%s is in no format known here: none of its first lines is a line of %s."
                                        + " If it is one of these, name it with --format.")
                                .formatted(file, LogFormat.labels()))
                .asException();
    }
}
