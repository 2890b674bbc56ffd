package trafficinsights.ingest.format;

import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import trafficinsights.ingest.directive.DirectiveParser;
import trafficinsights.ingest.directive.LogDirective;
import trafficinsights.ingest.directive.Part;
import trafficinsights.ingest.directive.Product;
import trafficinsights.ingest.json.JsonDocument;
import trafficinsights.ingest.json.JsonDocumentParser;
import trafficinsights.ingest.json.JsonKeys;
import trafficinsights.ingest.loadtest.GatlingParser;
import trafficinsights.ingest.row.FieldRole;
import trafficinsights.ingest.row.FieldTable;
import trafficinsights.ingest.row.HeaderLines;
import trafficinsights.ingest.row.LineParser;
import trafficinsights.ingest.row.LogOptions;
import trafficinsights.ingest.row.RecordEnds;
import trafficinsights.ingest.row.RequestAssembler;
import trafficinsights.ingest.row.RowWriter;
import trafficinsights.ingest.text.LineBlock;
import trafficinsights.model.Names;
import trafficinsights.model.RequestBatch;

/// How the lines of one file are read: decided once, from its first lines. Immutable.
///
/// @param wrap what a collector put around each line
/// @param reading what the lines of this file have that others of the format need not have
/// @param isDocument whether the objects of JSON stand in an array or over several lines
/// @param lacksStatus whether the first lines have a dash in the place of each status
/// @param cells the table of which a column has the lines; null where they stand alone
public record LogPlan(
        LogFormat format,
        Wrap wrap,
        Reading reading,
        boolean isDocument,
        boolean lacksStatus,
        @Nullable CellLines cells) {
    /// What stands around the line of a log.
    public enum Wrap {
        NOTHING(""),
        /// Texts in front of it, see [trafficinsights.ingest.text.Envelope].
        FRONT("the prefix of each line is skipped"),
        /// The line is a text in a JSON object.
        JSON("the lines are texts in JSON objects");

        private final String note;

        Wrap(String note) {
            this.note = note;
        }

        String note() {
            return note;
        }
    }

    /// What is known of the lines of one file.
    sealed interface Reading {
        /// Nothing but the format.
        ///
        /// @param fields of a line, where versions of a format differ in it; 0 where they do not,
        ///   or where it is not known
        record Usual(int fields) implements Reading {}

        /// What stands behind the fields of the common log.
        record Tailed(CombinedTail tail) implements Reading {}

        /// The format as a server's configuration has it.
        record Directed(LogDirective directive) implements Reading {}

        /// The unit of a W3C log's latency.
        record W3c(W3cGuess guess) implements Reading {}

        /// Which keys of JSON objects are what.
        record Json(JsonKeys keys) implements Reading {}
    }

    /// As a format is read without having seen a line.
    public static LogPlan of(LogFormat format) {
        return new LogPlan(format, Wrap.NOTHING, new Reading.Usual(0), false, false, null);
    }

    /// As the server's configuration says that lines are written.
    public static LogPlan of(LogDirective directive) {
        return of(formatOf(directive.product())).with(new Reading.Directed(directive));
    }

    static LogFormat formatOf(Product product) {
        return switch (product) {
            case NGINX -> LogFormat.NGINX;
            case APACHE -> LogFormat.APACHE;
            case HAPROXY -> LogFormat.HAPROXY;
            case ENVOY -> LogFormat.ENVOY;
            case CADDY -> LogFormat.CADDY;
            case W3C -> LogFormat.IIS;
        };
    }

    LogPlan with(Reading newReading) {
        return new LogPlan(format, wrap, newReading, isDocument, lacksStatus, cells);
    }

    LogPlan withWrap(Wrap newWrap) {
        return new LogPlan(format, newWrap, reading, isDocument, lacksStatus, cells);
    }

    LogPlan withFormat(LogFormat newFormat) {
        return new LogPlan(newFormat, wrap, reading, isDocument, lacksStatus, cells);
    }

    LogPlan asDocument() {
        return new LogPlan(format, wrap, reading, true, lacksStatus, cells);
    }

    LogPlan withoutStatus() {
        return new LogPlan(format, wrap, reading, isDocument, true, cells);
    }

    LogPlan in(CellLines table) {
        return new LogPlan(format, wrap, reading, isDocument, lacksStatus, table);
    }

    /// A fresh parser, for one worker.
    public LineParser newParser(Names names, LogOptions options) {
        LineParser lines = newLines(names, options);
        return cells == null ? lines : cells.newParser(lines);
    }

    private LineParser newLines(Names names, LogOptions options) {
        LineParser inner = newInner(names, options);
        if (wrap == Wrap.JSON && isDocument) {
            return new JsonDocumentParser(new WrappedParser(inner, wrap, true));
        }
        LineParser whole = isDocument ? new JsonDocumentParser(inner) : inner;
        return wrap == Wrap.NOTHING ? whole : new WrappedParser(whole, wrap);
    }

    private LineParser newInner(Names names, LogOptions options) {
        RequestAssembler assembler = new RequestAssembler(names, options.regions());
        if (lacksStatus) {
            assembler = assembler.withoutStatus();
        }
        ZoneId zone = options.zone();
        return switch (reading) {
            case Reading.Usual(int fields) -> format.newParser(names, zone, fields, assembler);
            case Reading.Directed(LogDirective directive) ->
                    directive.product() == Product.W3C
                            ? new W3cParser(assembler, directive)
                            : new DirectiveParser(directive, assembler, zone);
            case Reading.Tailed(CombinedTail tail) ->
                    new CombinedParser(dialect(), tail, assembler);
            case Reading.W3c(W3cGuess guess) -> new W3cParser(assembler, guess.role());
            case Reading.Json(JsonKeys keys) -> format.newJsonParser(keys, assembler, zone);
        };
    }

    private CombinedParser.Dialect dialect() {
        return format == LogFormat.APACHE
                ? CombinedParser.Dialect.APACHE
                : CombinedParser.Dialect.NGINX;
    }

    /// Where records end that may have several lines; null where each line is one.
    public @Nullable RecordEnds newRecordEnds() {
        if (cells != null) {
            return cells.newRecords();
        }
        return isDocument ? new JsonDocument() : wrap == Wrap.NOTHING ? null : new LineParts();
    }

    /// What is known behind a block: what the lines of the next one mean. Where it depends on more
    /// than header lines that stand alone, the block is parsed for it.
    public HeaderLines headerBehind(HeaderLines before, LineBlock block) {
        List<String> kinds = format.headerKinds();
        if (kinds.isEmpty()) {
            return before;
        }
        HeaderLines header = before.behind(block, kinds);
        boolean isPlain =
                wrap == Wrap.NOTHING && cells == null && hasDates(before) && hasDates(header);
        return isPlain ? header : parsed(before, block);
    }

    /// Whether lines have a date of their own; also where none can be read.
    private boolean hasDates(HeaderLines header) {
        String fields = header.text(W3cParser.FIELDS);
        if (!fields.isEmpty()) {
            String names = fields.substring(W3cParser.FIELDS.length());
            return FieldTable.ofW3c(names, FieldRole.IGNORED).has(FieldRole.DATE);
        }
        return !(reading instanceof Reading.Directed(LogDirective directive))
                || directive.parts().stream().anyMatch(part -> part.role() == FieldRole.DATE);
    }

    private HeaderLines parsed(HeaderLines before, LineBlock block) {
        Names scratch = Names.create();
        LineParser parser = newParser(scratch, LogOptions.of(LogFormat.AUTO));
        RowWriter rows = new RowWriter(RequestBatch.allocate(1, scratch), batch -> batch);
        parser.startBlock(before);
        int at = block.withoutMark();
        int lineEnd = -1;
        while (at < block.to) {
            lineEnd = block.lineEnd(at, lineEnd);
            int end = parser.recordEnd(block.bytes, at, lineEnd, block.to);
            parser.verdict(block, at, end, rows);
            at = end + 1;
        }
        return parser.header(before);
    }

    /// The parts of a log format that was given, or is known; none for other formats.
    public List<Part> parts() {
        return reading instanceof Reading.Directed(LogDirective directive)
                ? directive.parts()
                : List.of();
    }

    /// Whether requests are read of whose fields some could not be used.
    boolean isHalfRead() {
        return reading instanceof Reading.Tailed(CombinedTail tail) && tail.isUnread();
    }

    /// What a user should know of the plan; empty when there is nothing to say.
    String note() {
        String note =
                switch (reading) {
                    case Reading.Usual _ -> format == LogFormat.GATLING ? GatlingParser.NOTE : "";
                    case Reading.Directed _ -> "";
                    case Reading.Tailed(CombinedTail tail) -> tail.note();
                    case Reading.W3c(W3cGuess guess) -> guess.note();
                    case Reading.Json(JsonKeys keys) -> keys.note();
                };
        String around =
                cells == null
                        ? wrap.note()
                        : "the lines are in the column %s of a table".formatted(cells.name());
        return around.isEmpty() || note.isEmpty() ? around + note : around + "; " + note;
    }

    /// The field whose unit nothing tells, as the file names it; empty where there is none.
    String doubtfulUnit() {
        return switch (reading) {
            case Reading.W3c(W3cGuess guess) -> guess.doubtfulUnit();
            case Reading.Json(JsonKeys keys) -> keys.doubtfulUnit();
            case Reading.Directed(LogDirective directive) -> directive.doubtfulUnit();
            default -> "";
        };
    }
}
