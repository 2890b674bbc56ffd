package trafficinsights.ingest.format;

import trafficinsights.ingest.format.LogPlan.Wrap;
import trafficinsights.ingest.row.LineParser;
import trafficinsights.ingest.row.LineVerdict;
import trafficinsights.ingest.row.LogOptions;
import trafficinsights.ingest.row.RowWriter;
import trafficinsights.ingest.text.LineBlock;
import trafficinsights.model.Names;
import trafficinsights.model.RequestBatch;

/// What a way of reading finds in the first lines of a file.
///
/// @param parser that has read them
/// @param unread requests of whose fields some could not be used
/// @param others lines of the format that are not requests
/// @param firstMicros time of the first request, or [FormatDetector#NO_TIME]
/// @param hasStatus whether a request has a status, or had no answer
/// @param hasLatency whether a request has a latency
record PlanScore(
        LogPlan plan,
        LineParser parser,
        int requests,
        int unread,
        int others,
        int lines,
        long firstMicros,
        boolean hasStatus,
        boolean hasLatency) {

    static PlanScore of(LogPlan plan, LineBlock block, LogOptions options, int maxLines) {
        Names scratch = Names.create();
        return of(plan, plan.newParser(scratch, options), scratch, block, maxLines);
    }

    /// @param names of the parser
    static PlanScore of(
            LogPlan plan, LineParser parser, Names names, LineBlock block, int maxLines) {
        Seen seen = new Seen();
        RowWriter rows = new RowWriter(RequestBatch.allocate(1, names), seen::add);
        int requests = 0;
        int others = 0;
        int lines = 0;
        int at = block.withoutMark();
        int lineEnd = -1;
        while (at < block.to && lines < maxLines) {
            lineEnd = block.lineEnd(at, lineEnd);
            int end = parser.recordEnd(block.bytes, at, lineEnd, block.to);
            LineVerdict verdict = parser.verdict(block, at, end, rows);
            requests += verdict.kind() == LineVerdict.Kind.REQUEST ? 1 : 0;
            boolean isKnown =
                    verdict.kind() == LineVerdict.Kind.OTHER && verdict != LineVerdict.BLANK;
            others += isKnown ? 1 : 0;
            lines++;
            at = end + 1;
        }
        int unread = 0;
        if (parser instanceof CombinedParser combined) {
            // Half understood: another format that reads these fields as well is better.
            unread = plan.isHalfRead() ? requests : combined.unreadTails();
        }
        boolean lacksStatus = parser.lacksStatus();
        return new PlanScore(
                lacksStatus ? plan.withoutStatus() : plan,
                parser,
                requests,
                unread,
                others,
                lines,
                seen.firstMicros,
                seen.hasStatus && !lacksStatus,
                seen.hasLatency);
    }

    private static final class Seen {
        private long firstMicros = FormatDetector.NO_TIME;
        private boolean hasStatus;
        private boolean hasLatency;

        RequestBatch add(RequestBatch batch) {
            firstMicros =
                    firstMicros == FormatDetector.NO_TIME ? batch.epochMicros()[0] : firstMicros;
            hasStatus |= batch.status()[0] != RequestBatch.UNKNOWN_STATUS;
            hasLatency |= batch.latencyMicros()[0] != RequestBatch.UNKNOWN;
            return batch;
        }
    }

    boolean isBetterThan(PlanScore other) {
        int understood = requests - unread;
        int otherUnderstood = other.requests - other.unread;
        if (understood != otherUnderstood) {
            return understood > otherUnderstood;
        }
        return requests > other.requests || (requests == other.requests && others > other.others);
    }

    /// Whether no other plan can be better: every line is a request and completely understood. The
    /// headers of a W3C log (`#Fields: …`) are lines of no other format. The objects of JSON need
    /// not be one a line.
    boolean isUnbeatable() {
        int headers = plan.format() == LogFormat.IIS && requests > others ? others : 0;
        boolean isOneALine = !(plan.reading() instanceof LogPlan.Reading.Json);
        return isOneALine && requests > 0 && unread == 0 && requests + headers == lines;
    }

    PlanScore wrapped(Wrap wrap) {
        return withPlan(plan.withWrap(wrap));
    }

    PlanScore withPlan(LogPlan other) {
        return new PlanScore(
                other, parser, requests, unread, others, lines, firstMicros, hasStatus, hasLatency);
    }

    /// What a user should know of the requests; empty when there is nothing to say.
    String note() {
        String note = plan.note();
        if (requests > 0 && !hasStatus && !note.contains("status")) {
            note += (note.isEmpty() ? "" : "; ") + "no status is known";
        }
        if (requests > 0 && !hasLatency && !note.contains("latency")) {
            note += (note.isEmpty() ? "" : "; ") + "no latency is known";
        }
        return note;
    }

    /// The plan with the reason for it, in words.
    ///
    /// @param reason in front of the note
    FormatDetector.Decision decision(String reason) {
        String note = note();
        return new FormatDetector.Decision(
                plan, note.isEmpty() ? reason : reason + "; " + note, firstMicros);
    }
}
