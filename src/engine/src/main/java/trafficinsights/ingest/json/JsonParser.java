package trafficinsights.ingest.json;

import static trafficinsights.ingest.row.LineVerdict.*;

import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import trafficinsights.ingest.row.FieldReader;
import trafficinsights.ingest.row.FieldRole;
import trafficinsights.ingest.row.LineParser;
import trafficinsights.ingest.row.LineVerdict;
import trafficinsights.ingest.row.RequestAssembler;
import trafficinsights.ingest.row.RequestFields;
import trafficinsights.ingest.row.RequestFields.Text;
import trafficinsights.ingest.row.RowWriter;
import trafficinsights.ingest.text.Bytes;
import trafficinsights.ingest.text.Envelope;
import trafficinsights.ingest.text.JsonScanner;
import trafficinsights.ingest.text.JsonScanner.Kind;
import trafficinsights.ingest.text.JsonStrings;
import trafficinsights.model.RequestBatch;

/// One JSON object a line, with known keys ([JsonKeys]); what a collector put in front of the
/// object is not looked at. An object without the keys of a request is another line of the same
/// program (its start, its errors). Traefik's other form, the common log, may be mixed in.
public final class JsonParser implements LineParser {
    private final JsonKeys known;
    private final boolean hasStatusKey;
    private final RequestAssembler assembler;
    private final JsonScanner scanner;
    private final RequestFields fields = new RequestFields();
    private final FieldReader reader;
    private final JsonStrings strings = new JsonStrings();
    private final @Nullable LineParser common;

    /// Paths of each role, in the order in which they count.
    private final FieldRole[] roles;

    private final int[][] pathsOfRole;
    private final int mark;

    /// @param common reads lines that are no objects; null where there are none
    public JsonParser(
            JsonKeys known, RequestAssembler assembler, ZoneId zone, @Nullable LineParser common) {
        this.known = known;
        this.common = common;
        this.hasStatusKey = known.has(FieldRole.STATUS);
        this.assembler = assembler;
        this.reader = new FieldReader(fields, zone);
        List<JsonDialect.Key> keys = known.keys();
        List<String> paths = keys.stream().map(JsonDialect.Key::path).toList();
        this.scanner = new JsonScanner(paths);
        this.mark = paths.indexOf(known.mark());
        this.roles = keys.stream().map(JsonDialect.Key::role).distinct().toArray(FieldRole[]::new);
        this.pathsOfRole =
                Arrays.stream(roles).map(role -> indexes(keys, role)).toArray(int[][]::new);
    }

    private static int[] indexes(List<JsonDialect.Key> keys, FieldRole role) {
        return IntStream.range(0, keys.size()).filter(i -> keys.get(i).role() == role).toArray();
    }

    @Override
    public LineVerdict parse(byte[] b, int from, int to, RowWriter rows) {
        int brace = b[from] == '{' ? from : Bytes.indexOf(b, from, to, (byte) '{');
        if (brace < 0 || (brace > from && b[brace - 1] != ' ')) {
            return withoutObject(b, from, to, rows);
        }
        switch (scanner.scan(b, brace, to)) {
            case CUT -> {
                return ENDS_EARLY;
            }
            case NO_JSON -> {
                return UNKNOWN_LINE;
            }
            case WHOLE -> {}
        }
        if (scanner.kind(mark) == Kind.ABSENT) {
            return NOTICE;
        }
        LineVerdict verdict = request(b);
        if (verdict == REQUEST) {
            fields.put(Text.LINE, b, from, to);
            assembler.add(fields, rows);
        }
        return verdict;
    }

    /// A line of text: Traefik's common log, or what the same program says of itself.
    private LineVerdict withoutObject(byte[] b, int from, int to, RowWriter rows) {
        int start = Envelope.end(b, from, to);
        if (to - start > 11) {
            int date = b[start] == '[' ? start + 1 : start;
            boolean hasDate =
                    Bytes.unsigned(b, date, date + 4) >= 0
                            && (b[date + 4] == '-' || b[date + 4] == '/')
                            && b[date + 7] == b[date + 4];
            if (hasDate || Bytes.startsWith(b, start, to, "time=\"")) {
                return NOTICE;
            }
        }
        return common == null ? UNKNOWN_LINE : common.parse(b, from, to, rows);
    }

    private LineVerdict request(byte[] b) {
        reader.begin(Long.MIN_VALUE);
        strings.begin();
        boolean hasStatus = false;
        boolean hasLatency = false;
        for (int r = 0; r < roles.length; r++) {
            int path = firstWithValue(b, pathsOfRole[r]);
            boolean isSecondLatency = hasLatency && roles[r].isLatency();
            if (path < 0 || isSecondLatency) {
                continue;
            }
            hasLatency |= roles[r].isLatency();
            strings.set(
                    b, scanner.start(path), scanner.end(path), scanner.kind(path) == Kind.STRING);
            if (roles[r] == FieldRole.KIND) {
                if (!known.isRequest().test(strings.text())) {
                    return NOTICE;
                }
                continue;
            }
            if (roles[r] == FieldRole.STATUS) {
                hasStatus = true;
                if (known.hasStatusTexts() && isText(strings.bytes[strings.start])) {
                    // Why there was no answer.
                    continue;
                }
            }
            LineVerdict verdict = reader.read(roles[r], strings.bytes, strings.start, strings.end);
            if (verdict != REQUEST) {
                return verdict;
            }
        }
        if (!hasStatusKey) {
            fields.status = RequestBatch.UNKNOWN_STATUS;
            return withServer(reader.end());
        }
        boolean isUnanswered =
                isStatusEmpty() && (fields.has(Text.METHOD) || fields.has(Text.TARGET));
        return hasStatus || isUnanswered ? withServer(kindOf(reader.end())) : NOTICE;
    }

    private static boolean isText(byte first) {
        return !Bytes.isDigit(first) && first != '-' && first != '+';
    }

    /// Whether the line has the key of the status without a value: `null`, `""` or `"-"`.
    private boolean isStatusEmpty() {
        for (int r = 0; r < roles.length; r++) {
            if (roles[r] == FieldRole.STATUS) {
                for (int path : pathsOfRole[r]) {
                    if (scanner.kind(path) != Kind.ABSENT) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private LineVerdict withServer(LineVerdict verdict) {
        if (known.joinsServer()) {
            fields.joinServer();
        }
        return verdict;
    }

    /// A connection without a method and without a status is not HTTP.
    private LineVerdict kindOf(LineVerdict verdict) {
        boolean isHttp = reader.hasStatus() || fields.has(Text.METHOD) || fields.has(Text.TARGET);
        return verdict == REQUEST && !isHttp ? TCP : verdict;
    }

    private static boolean isNothing(byte[] b, int from, int to) {
        return from == to || (to - from == 1 && b[from] == '-');
    }

    private int firstWithValue(byte[] b, int[] paths) {
        for (int path : paths) {
            Kind kind = scanner.kind(path);
            boolean isUseful = kind == Kind.STRING || kind == Kind.NUMBER;
            if (isUseful && !isNothing(b, scanner.start(path), scanner.end(path))) {
                return path;
            }
        }
        return -1;
    }
}
