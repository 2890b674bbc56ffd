package trafficinsights.ingest.format;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import trafficinsights.ingest.csv.CsvInspection;
import trafficinsights.ingest.csv.CsvPlan;
import trafficinsights.ingest.csv.MappingMemory;
import trafficinsights.ingest.row.LineParser;
import trafficinsights.ingest.row.LineVerdict;
import trafficinsights.ingest.row.LogOptions;
import trafficinsights.ingest.row.RowWriter;
import trafficinsights.ingest.text.Bytes;
import trafficinsights.ingest.text.LineBlock;
import trafficinsights.model.CsvDialect.Encoding;
import trafficinsights.model.CsvMapping;
import trafficinsights.model.Names;
import trafficinsights.model.Problem;
import trafficinsights.model.RequestBatch;

/// Decides a log's format from its first lines: the parser that understands most of them wins.
///
/// Where the first lines hold no request of any format (a long start), the first block is looked at
/// as a whole.
public final class FormatDetector {
    private static final int SAMPLE_LINES = 200;

    /// Time of a sample without requests.
    static final long NO_TIME = Long.MAX_VALUE;

    private FormatDetector() {}

    /// @param reason in words, for the user
    /// @param firstMicros time of the first request seen, or [#NO_TIME]
    /// @param plan how the columns of CSV are read; null for all else
    public record Decision(
            LogFormat format, String reason, long firstMicros, @Nullable CsvPlan plan) {
        Decision(LogFormat format, String reason, long firstMicros) {
            this(format, reason, firstMicros, null);
        }
    }

    private record Score(
            LogFormat format,
            LineParser parser,
            int requests,
            int others,
            int lines,
            long firstMicros) {
        boolean isBetterThan(Score other) {
            return requests > other.requests
                    || (requests == other.requests && others > other.others);
        }
    }

    /// @param mark encoding by the file's byte order mark
    /// @param given the format that the user named; null to decide
    /// @throws trafficinsights.model.ProblemException when no format understands a line
    public static Decision decide(
            Path file,
            LineBlock block,
            Encoding mark,
            @Nullable LogFormat given,
            LogOptions options) {
        if (options.csv().mapping() != null) {
            if (given != null && given != LogFormat.CSV) {
                throw Problem.of(
                                "csv.format",
                                "A mapping can be used only with CSV, not with --format %s."
                                        .formatted(given.label()))
                        .asException();
            }
            return mapped(file, block, mark, options);
        }
        if (given == LogFormat.CSV) {
            return csv(file, block, mark, options);
        }
        return given == null ? auto(file, block, mark, options) : given(block, given, options);
    }

    private static Decision auto(Path file, LineBlock block, Encoding mark, LogOptions options) {
        List<Score> scores = scores(block, options, SAMPLE_LINES);
        if (scores.stream().allMatch(score -> score.requests == 0)) {
            scores = scores(block, options, Integer.MAX_VALUE);
        }
        Score best = scores.getFirst();
        for (Score score : scores) {
            best = score.isBetterThan(best) ? score : best;
        }
        if (best.requests > 0) {
            return decision(best, scores);
        }
        // No log's requests: perhaps a table. What is not a table for sure may be a log of notices.
        CsvInspection table = CsvInspection.of(block, mark, options.csv());
        if (table != null && table.isTable()) {
            return decision(file, block, table, options);
        }
        if (best.others == 0) {
            throw unknown(file, block);
        }
        return decision(best, scores);
    }

    /// The program's own file, or any other CSV.
    private static Decision csv(Path file, LineBlock block, Encoding mark, LogOptions options) {
        Score own = score(LogFormat.CSV, block, options, SAMPLE_LINES);
        CsvInspection table =
                own.requests + own.others > 0 ? null : CsvInspection.of(block, mark, options.csv());
        return table == null
                ? given(block, LogFormat.CSV, options)
                : decision(file, block, table, options);
    }

    private static Decision mapped(Path file, LineBlock block, Encoding mark, LogOptions options) {
        CsvInspection table = CsvInspection.of(block, mark, options.csv());
        if (table == null || table.sample().names().isEmpty()) {
            throw unknown(file, block);
        }
        Decision decision = decision(file, block, table, options);
        CsvMapping mapping = options.csv().mapping();
        Path memory = options.csv().memory();
        if (memory != null && mapping != null && mapping.dialect().hasHeader()) {
            new MappingMemory(memory).keep(table.sample().names(), mapping);
        }
        return decision;
    }

    private static Decision decision(
            Path file, LineBlock block, CsvInspection table, LogOptions options) {
        CsvPlan plan = table.plan(file);
        Names scratch = Names.create();
        Score score =
                score(
                        LogFormat.CSV,
                        plan.newParser(scratch, options),
                        scratch,
                        block,
                        SAMPLE_LINES);
        return new Decision(LogFormat.CSV, table.reason(), score.firstMicros, plan);
    }

    /// What a given format sees in the first lines.
    private static Decision given(LineBlock block, LogFormat format, LogOptions options) {
        Score score = score(format, block, options, SAMPLE_LINES);
        return new Decision(format, format.label() + ": given", score.firstMicros);
    }

    private static List<Score> scores(LineBlock block, LogOptions options, int maxLines) {
        List<Score> scores = new ArrayList<>();
        for (LogFormat format : LogFormat.values()) {
            scores.add(score(format, block, options, maxLines));
        }
        return scores;
    }

    private static Score score(
            LogFormat format, LineBlock block, LogOptions options, int maxLines) {
        Names scratch = Names.create();
        return score(format, format.newParser(scratch, options), scratch, block, maxLines);
    }

    private static Score score(
            LogFormat format, LineParser parser, Names scratch, LineBlock block, int maxLines) {
        long[] first = {NO_TIME};
        RowWriter rows =
                new RowWriter(
                        RequestBatch.allocate(1, scratch),
                        batch -> {
                            first[0] = first[0] == NO_TIME ? batch.epochMicros()[0] : first[0];
                            return batch;
                        });
        int requests = 0;
        int others = 0;
        int lines = 0;
        int at = block.withoutMark();
        while (at < block.to && lines < maxLines) {
            int lineEnd = block.lineEnd(at);
            int end = parser.recordEnd(block.bytes, at, lineEnd, block.to);
            LineVerdict verdict = parser.verdict(block, at, end, rows);
            requests += verdict.kind() == LineVerdict.Kind.REQUEST ? 1 : 0;
            boolean isKnown =
                    verdict.kind() == LineVerdict.Kind.OTHER && verdict != LineVerdict.BLANK;
            others += isKnown ? 1 : 0;
            lines++;
            at = end + 1;
        }
        if (parser instanceof CombinedParser combined) {
            // Half understood: another format that reads these fields as well is better.
            requests -= combined.unreadTails();
            others += combined.unreadTails();
        }
        return new Score(format, parser, requests, others, lines, first[0]);
    }

    private static Decision decision(Score best, List<Score> scores) {
        String reason =
                "%s: %d of the first %d lines are its requests, %d are other lines of it"
                        .formatted(best.format.label(), best.requests, best.lines, best.others);
        if (!(best.parser instanceof CombinedParser nginx) || best.format != LogFormat.NGINX) {
            return new Decision(best.format, reason, best.firstMicros);
        }
        if (nginx.looksLikeNginx()) {
            return new Decision(best.format, reason + "; nginx's habits", best.firstMicros);
        }
        for (Score score : scores) {
            boolean isAsGood = score.requests == best.requests && score.others == best.others;
            if (score.format == LogFormat.APACHE && isAsGood && nginx.looksLikeApache()) {
                return new Decision(
                        score.format,
                        "%s: %d of the first %d lines are its requests, %d are other lines of it; \"-\" for no bytes or \\\" as Apache writes them"
                                .formatted(
                                        score.format.label(),
                                        score.requests,
                                        score.lines,
                                        score.others),
                        score.firstMicros);
            }
        }
        return new Decision(
                best.format,
                reason + "; the combined log, which Apache writes alike",
                best.firstMicros);
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
                        ("%s has an unknown format: none of its first lines"
                                        + " matches %s. If it has one of these formats, set it with"
                                        + " --format.")
                                .formatted(file, LogFormat.mainLabels()))
                .asException();
    }
}
