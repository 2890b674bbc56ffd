package trafficinsights.ingest.format;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import trafficinsights.ingest.csv.DialectSniffer;
import trafficinsights.ingest.directive.LogDirective;
import trafficinsights.ingest.flow.FlowFormat;
import trafficinsights.ingest.row.LineParser;
import trafficinsights.ingest.row.LineVerdict;
import trafficinsights.ingest.row.LogOptions;
import trafficinsights.ingest.row.RowWriter;
import trafficinsights.ingest.text.Bytes;
import trafficinsights.ingest.text.LineBlock;
import trafficinsights.model.Names;
import trafficinsights.model.Problem;
import trafficinsights.model.ProblemException;
import trafficinsights.model.RequestBatch;

/// What a file that is in no known format looks like, so that its refusal helps.
final class FileLooks {
    private static final Pattern OBJECT = Pattern.compile("[^{\"]{0,200}\\{\\s*(\".*|\\}.*|)");
    private static final Pattern LOGFMT =
            Pattern.compile(
                    ".*(?:^| )[a-z_.]+=(?:\"[^\"]*\"|\\S*)(?: [a-z_.]+=(?:\"[^\"]*\"|\\S*)){2,}.*");

    /// Labeled Tab-separated Values (ltsv.org).
    private static final Pattern LTSV =
            Pattern.compile("[\\w.-]+:[^\\t]*(?:\\t[\\w.-]+:[^\\t]*){2,}");

    /// Bytes in front of the version in a log of Gatling: the kind, and the length in four bytes.
    private static final int VERSION_AT = 5;

    private static final String PARQUET_MAGIC = "PAR1";

    private enum Look {
        BINARY,
        PARQUET,
        JSON,
        LOGFMT,
        LTSV,
        /// Gatling's log since version 3.12.
        GATLING,
        OTHER
    }

    private final Look look;
    private final int lines;

    private FileLooks(Look look, int lines) {
        this.look = look;
        this.lines = lines;
    }

    static FileLooks of(LineBlock block) {
        if (Bytes.startsWith(block.bytes, block.from, block.to, PARQUET_MAGIC)) {
            return new FileLooks(Look.PARQUET, 0);
        }
        if (Bytes.indexOf(block.bytes, block.from, block.to, (byte) 0) >= 0) {
            return new FileLooks(isGatling(block) ? Look.GATLING : Look.BINARY, 0);
        }
        List<String> lines =
                PlanCandidates.lines(block, FormatDetector.SAMPLE_LINES).stream()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .toList();
        if (lines.isEmpty()) {
            return new FileLooks(Look.OTHER, 0);
        }
        // A document over several lines begins with its bracket alone.
        boolean isDocument = lines.getFirst().matches("\\[|\\{|\\[\\s*\\{.*");
        if (isDocument || isMost(lines, OBJECT)) {
            return new FileLooks(Look.JSON, lines.size());
        }
        if (isMost(lines, LTSV)) {
            return new FileLooks(Look.LTSV, lines.size());
        }
        return new FileLooks(isMost(lines, LOGFMT) ? Look.LOGFMT : Look.OTHER, lines.size());
    }

    /// A record of kind 0 that begins with the version, a text behind its length.
    private static boolean isGatling(LineBlock block) {
        int at = block.from;
        int length = block.to - at > VERSION_AT ? block.bytes[at + VERSION_AT - 1] : 0;
        if (length < 3 || length > 20 || block.to - at < VERSION_AT + length) {
            return false;
        }
        boolean hasZeros = true;
        for (int i = 0; i < VERSION_AT - 1; i++) {
            hasZeros &= block.bytes[at + i] == 0;
        }
        String version =
                new String(block.bytes, at + VERSION_AT, length, StandardCharsets.ISO_8859_1);
        return hasZeros && version.matches("\\d+\\.\\d+.*");
    }

    private static boolean isMost(List<String> lines, Pattern pattern) {
        long fitting = lines.stream().filter(line -> pattern.matcher(line).matches()).count();
        return 2 * fitting > lines.size();
    }

    /// Whether rows and columns are worth a look: a JSON object is never a row.
    boolean canBeTable() {
        return look == Look.OTHER;
    }

    /// @param notices the format whose notices some lines are; null for none
    ProblemException refusal(Path file, @Nullable LogFormat notices) {
        return switch (look) {
            case BINARY ->
                    Problem.of(
                                    "input.binary",
                                    "%s is a binary file, not a log or a CSV file.".formatted(file))
                            .asException();
            case PARQUET ->
                    Problem.of(
                                    "input.parquet",
                                    "%s is a Parquet file, not a log. `workbench analyze %s` reads it if this program wrote its requests, `workbench explore %s` shows any Parquet file."
                                            .formatted(file, quoted(file), quoted(file)))
                            .asException();
            case JSON ->
                    Problem.of(
                                    "input.unknown-json",
                                    "%s contains JSON of an unknown format: %s a request with a time, a method or path, and a status. docs/formats.md lists the keys that are read."
                                            .formatted(file, counted("object", lines)))
                            .asException();
            case LOGFMT ->
                    Problem.of(
                                    "input.unknown-format",
                                    "%s has an unknown format: its lines are names and values (logfmt), and %s a request. Known formats: %s. If all lines have the same names in the same order, read them with --log-format, such as --log-format 'time=$time_iso8601 method=$request_method path=$request_uri status=$status', with a $name for each of the other values."
                                            .formatted(
                                                    file,
                                                    counted("line", lines),
                                                    LogFormat.mainLabels()))
                            .asException();
            case LTSV ->
                    Problem.of(
                                    "input.unknown-format",
                                    "%s has an unknown format: its lines are labels and values with tabs between them (LTSV), and %s a request. Read them with --log-format and the log_format of the server, labels and tabs included (\\t for a tab): --log-format 'time:$time_local\\thost:$remote_addr\\treq:$request\\tstatus:$status'."
                                            .formatted(file, counted("line", lines)))
                            .asException();
            case GATLING ->
                    Problem.of(
                                    "input.binary",
                                    "%s is a binary simulation.log, as Gatling writes it since version 3.12; only the text of earlier versions is read. Convert it to a CSV file with the start, the latency in ms, the name and the outcome of each request."
                                            .formatted(file))
                            .asException();
            case OTHER -> other(file, notices);
        };
    }

    private ProblemException other(Path file, @Nullable LogFormat notices) {
        String which =
                notices == null
                        ? ""
                        : " Some could be notices of %s, which are not requests."
                                .formatted(notices.label());
        return Problem.of(
                        "input.unknown-format",
                        ("%s has an unknown format: %s a request.%s For a format of your own, use"
                                        + " --log-format; for a table, write a mapping with"
                                        + " `workbench mapping`. docs/formats.md lists the formats.")
                                .formatted(file, counted("line", lines), which))
                .asException();
    }

    /// Flows of a network are not requests.
    static ProblemException flows(Path file, FlowFormat format) {
        return Problem.of(
                        "input.flows",
                        "%s contains network flows (%s), which are not requests. Open it in Explore: `workbench explore %s`."
                                .formatted(file, format.label(), quoted(file)))
                .asException();
    }

    /// Flows that a person gave the format of.
    static ProblemException flows(Path file, FlowFormat format, String logFormat) {
        return Problem.of(
                        "input.flows",
                        "%s contains network flows (%s), which are not requests. Open it in Explore: `workbench explore %s --log-format '%s'`."
                                .formatted(file, format.label(), quoted(file), logFormat))
                .asException();
    }

    /// Flows whose fields nothing names.
    static ProblemException flowsOfUnknownFormat(Path file) {
        return Problem.of(
                        "input.flow-format",
                        "The lines of %s look like an AWS VPC flow log in a custom format without a header line: network flows, which are not requests. Open it with `workbench explore %s --log-format 'FORMAT'`, where FORMAT is the log line format of the flow log in AWS, such as ${version} ${vpc-id} ${srcaddr} ${dstaddr} ${action}."
                                .formatted(file, quoted(file)))
                .asException();
    }

    /// As an argument of a command.
    private static String quoted(Path file) {
        String path = file.toString();
        return path.indexOf(' ') < 0 ? path : '"' + path + '"';
    }

    /// A table whose rows differ in length.
    ///
    /// @param what is wrong with its rows, in words
    static ProblemException uneven(Path file, String what) {
        if (what.equals(DialectSniffer.NO_ROWS)) {
            return Problem.of(
                            "csv.no-rows",
                            "%s is a table with a header but without rows, so it has no requests. Export it again with its rows."
                                    .formatted(file))
                    .asException();
        }
        return Problem.of(
                        "csv.uneven",
                        "%s is a table, but its rows have different numbers of fields: %s. Put fields that contain the delimiter in quotes."
                                .formatted(file, what))
                .asException();
    }

    /// `none of its first 3 lines is`
    private static String counted(String noun, int count) {
        return count < 2
                ? "its first %s is not".formatted(noun)
                : "none of its first %d %ss is".formatted(count, noun);
    }

    /// Lines that are not written as the user's log format says.
    static ProblemException differs(
            Path file, LineBlock block, List<LogDirective> directives, LogOptions options) {
        LogDirective first = directives.getFirst();
        LineParser parser = LogPlan.of(first).newParser(Names.create(), options);
        RowWriter rows = new RowWriter(RequestBatch.allocate(1, Names.create()), batch -> batch);
        int at = block.withoutMark();
        LineVerdict verdict = parser.verdict(block, at, block.lineEnd(at), rows);
        String formats =
                directives.size() == 1
                        ? "the log format given"
                        : "any of the %d log formats given".formatted(directives.size());
        return Problem.of(
                        "log-format.differs",
                        "The lines of %s are not written as %s: the first line %s. Check that the format is the one that this log is written with."
                                .formatted(file, formats, inWords(parser.cause(verdict))))
                .asException();
    }

    private static String inWords(String cause) {
        return cause.startsWith("differs") ? cause : "cannot be read (" + cause + ")";
    }
}
