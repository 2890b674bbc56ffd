package trafficinsights.ingest.format;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import trafficinsights.ingest.csv.CsvInspection;
import trafficinsights.ingest.csv.CsvPlan;
import trafficinsights.ingest.csv.DialectSniffer;
import trafficinsights.ingest.csv.MappingMemory;
import trafficinsights.ingest.directive.FormatMemory;
import trafficinsights.ingest.directive.LogDirective;
import trafficinsights.ingest.directive.LogDirectives;
import trafficinsights.ingest.flow.FlowLayout;
import trafficinsights.ingest.format.LogPlan.Reading;
import trafficinsights.ingest.format.LogPlan.Wrap;
import trafficinsights.ingest.row.LogOptions;
import trafficinsights.ingest.text.LineBlock;
import trafficinsights.model.CsvDialect.Encoding;
import trafficinsights.model.CsvMapping;
import trafficinsights.model.Names;
import trafficinsights.model.Problem;

/// Decides how a log is read from its first lines: the way that understands most of them as
/// requests wins. A line that could be a notice proves nothing; a file of which nothing is a
/// request is refused with what it looks like.
///
/// Where the first lines hold no request of any format (a long start), the first block is looked at
/// as a whole.
public final class FormatDetector {
    /// Lines of a file that are looked at first.
    static final int SAMPLE_LINES = 200;

    private static final double MOST_NOTICES = 0.9;

    /// Time of a sample without requests.
    static final long NO_TIME = Long.MAX_VALUE;

    private FormatDetector() {}

    /// @param reason in words, for the user
    /// @param firstMicros time of the first request seen, or [#NO_TIME]
    /// @param plan how lines are read
    /// @param csv how the columns of CSV are read; null for all else
    public record Decision(LogPlan plan, String reason, long firstMicros, @Nullable CsvPlan csv) {
        Decision(LogPlan plan, String reason, long firstMicros) {
            this(plan, reason, firstMicros, null);
        }

        public LogFormat format() {
            return plan.format();
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
        if (!options.logFormat().isEmpty()) {
            return directed(file, block, options);
        }
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
        refuseFlows(file, block);
        PlanScore cells = inCells(block, options);
        if (cells != null) {
            refuseDoubt(file, cells.plan(), options);
            return decision(cells);
        }
        PlanScore best = best(block, null, options, SAMPLE_LINES);
        if (best.requests() == 0) {
            best = best(block, null, options, Integer.MAX_VALUE);
        }
        if (best.requests() > 0) {
            refuseDoubt(file, best.plan(), options);
            return decision(best);
        }
        Decision known = remembered(file, block, options);
        if (known != null) {
            return known;
        }
        if (FlowLayout.mayBeAws(block)) {
            throw FileLooks.flowsOfUnknownFormat(file);
        }
        refuseNotices(file, block, options);
        FileLooks looks = FileLooks.of(block);
        CsvInspection table =
                looks.canBeTable() ? CsvInspection.of(block, mark, options.csv()) : null;
        if (table != null && table.isTable()) {
            return decision(file, block, table, options);
        }
        String uneven = looks.canBeTable() ? DialectSniffer.unevenRows(block) : null;
        if (uneven != null) {
            throw FileLooks.uneven(file, uneven);
        }
        throw looks.refusal(file, best.others() > 0 ? best.plan().format() : null);
    }

    /// How the lines are read that a column of a table has; null where none has requests in most
    /// rows.
    private static @Nullable PlanScore inCells(LineBlock block, LogOptions options) {
        for (CellLines table : CellLines.of(block)) {
            LineBlock lines = table.sample(block, SAMPLE_LINES);
            if (lines == null) {
                continue;
            }
            PlanScore score = best(lines, null, options, SAMPLE_LINES);
            boolean isALineEach =
                    !score.plan().isDocument() && score.plan().format() != LogFormat.CSV;
            if (isALineEach && 2 * score.requests() > score.lines()) {
                return score.withPlan(score.plan().in(table));
            }
        }
        return null;
    }

    private static void refuseFlows(Path file, LineBlock block) {
        FlowLayout flows = FlowLayout.of(block);
        if (flows != null) {
            throw FileLooks.flows(file, flows.format());
        }
    }

    /// The error log of a server is no table, however many commas it has.
    private static void refuseNotices(Path file, LineBlock block, LogOptions options) {
        for (LogFormat format : List.of(LogFormat.NGINX, LogFormat.APACHE, LogFormat.HAPROXY)) {
            PlanScore score = PlanScore.of(LogPlan.of(format), block, options, SAMPLE_LINES);
            if (score.others() > MOST_NOTICES * score.lines()) {
                throw Problem.of(
                                "input.no-requests",
                                "%s has no requests: its lines are notices or connections of %s. Use the access log of the same server, or let it log requests."
                                        .formatted(file, format.label()))
                        .asException();
            }
        }
    }

    /// A latency whose unit nothing tells is as doubtful as one in a table: the user has to say.
    private static void refuseDoubt(Path file, LogPlan plan, LogOptions options) {
        if (!plan.doubtfulUnit().isEmpty() && options.latencyUnit().isEmpty()) {
            throw Problem.of(
                            "log.latency-unit",
                            "The unit of the latency in %s is not certain: nothing tells in which unit `%s` is. Name it with --latency-unit s, ms, us or ns, or leave the latency out with --latency-unit none."
                                    .formatted(file, plan.doubtfulUnit()))
                    .asException();
        }
    }

    /// The program's own file, or any other CSV.
    private static Decision csv(Path file, LineBlock block, Encoding mark, LogOptions options) {
        PlanScore own = PlanScore.of(PlanCandidates.ownCsv(block), block, options, SAMPLE_LINES);
        CsvInspection table =
                own.requests() + own.others() > 0
                        ? null
                        : CsvInspection.of(block, mark, options.csv());
        return table == null
                ? given(block, LogFormat.CSV, options)
                : decision(file, block, table, options);
    }

    private static Decision mapped(Path file, LineBlock block, Encoding mark, LogOptions options) {
        CsvInspection table = CsvInspection.of(block, mark, options.csv());
        if (table == null || table.sample().names().isEmpty()) {
            throw FileLooks.of(block).refusal(file, null);
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
        PlanScore score =
                PlanScore.of(
                        LogPlan.of(LogFormat.CSV),
                        plan.newParser(scratch, options),
                        scratch,
                        block,
                        SAMPLE_LINES);
        return new Decision(LogPlan.of(LogFormat.CSV), table.reason(), score.firstMicros(), plan);
    }

    /// What a given format sees in the first lines.
    private static Decision given(LineBlock block, LogFormat format, LogOptions options) {
        PlanScore score = best(block, format, options, SAMPLE_LINES);
        String reason = format.label() + ": given";
        return score.decision(reason);
    }

    /// What the directives of the user see in the first lines.
    private static Decision directed(Path file, LineBlock block, LogOptions options) {
        FlowLayout flows = FlowLayout.ofFormat(options.logFormat());
        if (flows != null) {
            throw FileLooks.flows(file, flows.format(), options.logFormat().strip());
        }
        List<LogDirective> directives =
                LogDirectives.of(options.logFormat()).stream()
                        .map(directive -> directive.inUnit(options.latencyUnit()))
                        .toList();
        PlanScore best = best(directives, block, options);
        if (best == null) {
            throw FileLooks.differs(file, block, directives, options);
        }
        refuseDoubt(file, best.plan(), options);
        Path memory = options.csv().memory();
        if (memory != null
                && best.plan().reading() instanceof Reading.Directed(LogDirective used)) {
            new FormatMemory(memory).keep(file, used);
        }
        return directed(best, "");
    }

    private static Decision directed(PlanScore best, String origin) {
        String chosen =
                best.plan().reading() instanceof Reading.Directed(LogDirective directive)
                        ? directive.text().strip()
                        : "";
        String reason =
                "%s: %d of the first %d lines are written as `%s`%s"
                        .formatted(
                                best.plan().format().label(),
                                best.requests(),
                                best.lines(),
                                chosen,
                                origin);
        return best.decision(reason);
    }

    /// A format that was given before for a file of this name, if it reads this one too.
    private static @Nullable Decision remembered(Path file, LineBlock block, LogOptions options) {
        Path memory = options.csv().memory();
        if (memory == null) {
            return null;
        }
        List<LogDirective> kept =
                new FormatMemory(memory)
                        .find(file).stream()
                                .map(directive -> directive.inUnit(options.latencyUnit()))
                                .toList();
        PlanScore best = best(kept, block, options);
        if (best != null) {
            refuseDoubt(file, best.plan(), options);
        }
        return best == null
                ? null
                : directed(best, ", the format that was given for files of this name");
    }

    /// Of formats that read the same lines, the one that says most of them; null when none reads a
    /// line.
    private static @Nullable PlanScore best(
            List<LogDirective> directives, LineBlock block, LogOptions options) {
        List<LogDirective> longestFirst =
                directives.stream()
                        .sorted(Comparator.comparingInt(d -> -d.parts().size()))
                        .toList();
        PlanScore best = null;
        for (Wrap wrap : Wrap.values()) {
            LineBlock inner = UnwrappedSample.of(block, wrap, SAMPLE_LINES);
            if (inner == null) {
                continue;
            }
            for (LogDirective directive : longestFirst) {
                PlanScore score =
                        PlanScore.of(LogPlan.of(directive), inner, options, SAMPLE_LINES)
                                .wrapped(wrap);
                best = best == null || score.isBetterThan(best) ? score : best;
            }
        }
        return best == null || best.requests() == 0 ? null : best;
    }

    /// The best way to read the lines as they are, or without what a collector put around them.
    ///
    /// @param only the format to consider; null for all
    private static PlanScore best(
            LineBlock block, @Nullable LogFormat only, LogOptions options, int maxLines) {
        PlanScore best = bestOf(block, only, options, maxLines);
        for (Wrap wrap : List.of(Wrap.FRONT, Wrap.JSON)) {
            LineBlock objects = wrap == Wrap.JSON ? UnwrappedSample.objects(block, maxLines) : null;
            LineBlock whole = objects == null ? block : objects;
            LineBlock inner = UnwrappedSample.of(whole, wrap, maxLines);
            if (inner == null) {
                continue;
            }
            // What cannot be better is looked at only for the sake of the parts.
            boolean mayReplace = !best.isUnbeatable() || UnwrappedSample.mayHaveParts(block, wrap);
            if (!mayReplace) {
                continue;
            }
            PlanScore score = bestOf(inner, only, options, maxLines).wrapped(wrap);
            score = objects == null ? score : score.withPlan(score.plan().asDocument());
            boolean isAsGood = score.requests() > 0 && !best.isBetterThan(score);
            boolean hasParts = isAsGood && UnwrappedSample.mayHaveParts(block, wrap);
            best = score.isBetterThan(best) || hasParts ? score : best;
        }
        return best;
    }

    /// Formats are tried in their order up to one that no other can be better than.
    static PlanScore bestOf(
            LineBlock block, @Nullable LogFormat only, LogOptions options, int maxLines) {
        PlanCandidates candidates = new PlanCandidates(block, options, maxLines);
        PlanScore best = null;
        for (LogFormat format : LogFormat.values()) {
            if (only != null && format != only) {
                continue;
            }
            best = better(best, candidates.usual(format), block, options, maxLines);
            if (best == null || !best.isUnbeatable()) {
                best = better(best, candidates.further(format), block, options, maxLines);
            }
            if (best != null && best.isUnbeatable()) {
                return best;
            }
        }
        return best != null
                ? best
                : PlanScore.of(
                        LogPlan.of(only == null ? LogFormat.JSON : only), block, options, maxLines);
    }

    /// The best of these plans and of those before; where two are equally good, the first.
    private static @Nullable PlanScore better(
            @Nullable PlanScore before,
            List<LogPlan> plans,
            LineBlock block,
            LogOptions options,
            int maxLines) {
        PlanScore best = before;
        for (LogPlan plan : plans) {
            PlanScore score = PlanScore.of(plan, block, options, maxLines);
            best = best == null || score.isBetterThan(best) ? score : best;
        }
        return best;
    }

    private static Decision decision(PlanScore best) {
        LogPlan plan = best.plan();
        String habit = "";
        if (best.parser() instanceof CombinedParser combined && plan.format() == LogFormat.NGINX) {
            if (combined.looksLikeNginx()) {
                habit = "; nginx's habits";
            } else if (combined.looksLikeApache()) {
                plan = plan.withFormat(LogFormat.APACHE);
                habit = "; \"-\" for no bytes or \\\" as Apache writes them";
            } else {
                habit = "; the combined log, which Apache writes alike";
            }
        }
        String reason =
                "%s: %d of the first %d lines are its requests, %d are other lines of it%s"
                        .formatted(
                                plan.format().label(),
                                best.requests(),
                                best.lines(),
                                best.others(),
                                habit);
        return best.withPlan(plan).decision(reason);
    }
}
