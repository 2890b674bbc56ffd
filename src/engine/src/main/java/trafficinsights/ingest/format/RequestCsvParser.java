package trafficinsights.ingest.format;

import static trafficinsights.ingest.row.LineVerdict.*;

import java.time.ZoneOffset;
import java.util.stream.Collectors;
import trafficinsights.ingest.row.Addresses;
import trafficinsights.ingest.row.LineParser;
import trafficinsights.ingest.row.LineVerdict;
import trafficinsights.ingest.row.RowWriter;
import trafficinsights.ingest.text.ByteDictionary;
import trafficinsights.ingest.text.Bytes;
import trafficinsights.ingest.text.IsoTimeReader;
import trafficinsights.ingest.text.LineBlock;
import trafficinsights.model.ClientId;
import trafficinsights.model.Dictionary;
import trafficinsights.model.Names;
import trafficinsights.model.RequestBatch;
import trafficinsights.model.RequestColumn;

/// This product's own `request_logs.csv` (columns in `docs/formats.md`).
///
/// A quoted field may hold commas and doubled quotes, but no line break: the writer makes none.
/// Threads: one.
final class RequestCsvParser implements LineParser {
    /// Fields of the files that were written before there was a time to first byte.
    private static final int FIRST_FIELDS = RequestColumn.OF_FILES.size() - 1;

    /// First line of the file, as far as every version has it.
    static final String COLUMNS =
            RequestColumn.OF_FILES.stream()
                    .takeWhile(column -> column != RequestColumn.TTFB)
                    .map(RequestColumn::fileName)
                    .collect(Collectors.joining(","));

    private static final int FIELDS = RequestColumn.OF_FILES.size();
    private static final int REQUEST_ID = place(RequestColumn.REQUEST_ID);
    private static final int CLIENT = place(RequestColumn.CLIENT);
    private static final int REGION = place(RequestColumn.REGION);
    private static final int SERVER = place(RequestColumn.SERVER);
    private static final int METHOD = place(RequestColumn.METHOD);
    private static final int ROUTE = place(RequestColumn.ROUTE);
    private static final int STATUS = place(RequestColumn.STATUS);
    private static final int LATENCY = place(RequestColumn.LATENCY);
    private static final int BYTES = place(RequestColumn.BYTES);
    private static final int ATTEMPT = place(RequestColumn.ATTEMPT);
    private static final int FIRST_REQUEST_ID = place(RequestColumn.FIRST_REQUEST_ID);
    private static final int TTFB = place(RequestColumn.TTFB);

    /// `yyyy-MM-ddTHH:mm:ss.ffffffZ`
    private static final int TIME_LENGTH = 27;

    private final ByteDictionary regions;
    private final ByteDictionary servers;
    private final ByteDictionary methods;
    private final ByteDictionary routes;
    private final ByteDictionary scenarios;
    private final ByteDictionary clients;
    private final int fewestFields;
    private final int mostFields;
    private final int[] starts = new int[FIELDS];
    private final int[] ends = new int[FIELDS];
    private final IsoTimeReader isoTime = new IsoTimeReader(ZoneOffset.UTC);

    /// The fields that the header at the start of a file names; 0 without one.
    static int fields(LineBlock block) {
        int at = block.withoutMark();
        int end = block.lineEnd(at);
        boolean isHeader = Bytes.startsWith(block.bytes, at, end, COLUMNS);
        boolean isFirstVersion =
                isHeader && Bytes.indexOf(block.bytes, at, end, RequestColumn.TTFB.fileName()) < 0;
        return !isHeader ? 0 : isFirstVersion ? FIRST_FIELDS : FIELDS;
    }

    private static int place(RequestColumn column) {
        return RequestColumn.OF_FILES.indexOf(column);
    }

    /// @param fields of a line; 0 when any version's number will do
    RequestCsvParser(Names names, int fields) {
        fewestFields = fields == 0 ? FIRST_FIELDS : fields;
        mostFields = fields == 0 ? FIELDS : fields;
        regions = new ByteDictionary(text -> names.regions().code(unquoted(text)));
        servers = new ByteDictionary(text -> names.servers().code(unquoted(text)));
        methods = new ByteDictionary(text -> names.methods().code(unquoted(text)));
        routes = new ByteDictionary(text -> names.routes().code(unquoted(text)));
        scenarios = new ByteDictionary(text -> names.scenarios().code(unquoted(text)));
        clients = new ByteDictionary(text -> names.clients().code(unquoted(text)));
    }

    /// The text of a field; an empty one says that there is none.
    private static String unquoted(String text) {
        if (text.isEmpty()) {
            return Dictionary.NONE;
        }
        return text.startsWith("\"") && text.endsWith("\"") && text.length() > 1
                ? text.substring(1, text.length() - 1).replace("\"\"", "\"")
                : text;
    }

    @Override
    public LineVerdict parse(byte[] b, int from, int to, RowWriter rows) {
        if (to > from && b[from] == 't' && Bytes.startsWith(b, from, to, COLUMNS)) {
            return HEADER;
        }
        int fields = split(b, from, to);
        if (fields < fewestFields) {
            return shortLine(b, from, to);
        }
        if (fields > mostFields) {
            return BAD_FIELD_COUNT;
        }
        long epochMicros = time(b, starts[0], ends[0]);
        if (epochMicros == IsoTimeReader.INVALID) {
            return BAD_TIME;
        }
        long requestId = number(b, REQUEST_ID);
        long firstId = number(b, FIRST_REQUEST_ID);
        long attempt = number(b, ATTEMPT);
        long latency = numberOrUnknown(b, LATENCY);
        long bytes = numberOrUnknown(b, BYTES);
        long ttfb = fields == FIELDS ? numberOrUnknown(b, TTFB) : RequestBatch.UNKNOWN;
        int scenario = fields - 1;
        if (ttfb < -1) {
            return BAD_NUMBER;
        }
        if (requestId < 0 || firstId < 0 || attempt < 1 || latency < -1 || bytes < -1) {
            return BAD_NUMBER;
        }
        boolean hasNoStatus =
                ends[STATUS] - starts[STATUS] == 2
                        && b[starts[STATUS]] == '-'
                        && b[starts[STATUS] + 1] == '1';
        long status = hasNoStatus ? RequestBatch.NO_STATUS : number(b, STATUS);
        if (!hasNoStatus && (status < 100 || status > 999)) {
            return BAD_STATUS;
        }
        rows.add(
                epochMicros,
                requestId,
                firstId,
                client(b, starts[CLIENT], ends[CLIENT]),
                regions.code(b, starts[REGION], ends[REGION]),
                servers.code(b, starts[SERVER], ends[SERVER]),
                methods.code(b, starts[METHOD], ends[METHOD]),
                routes.code(b, starts[ROUTE], ends[ROUTE]),
                (int) status,
                latency,
                ttfb,
                bytes,
                (int) Math.min(attempt, Byte.MAX_VALUE),
                scenarios.code(b, starts[scenario], ends[scenario]));
        return REQUEST;
    }

    /// A short line that begins as ours was cut off; another is not ours at all.
    private LineVerdict shortLine(byte[] b, int from, int to) {
        int end = Math.min(to, from + TIME_LENGTH);
        return time(b, from, end) == IsoTimeReader.INVALID ? UNKNOWN_LINE : ENDS_EARLY;
    }

    private int split(byte[] b, int from, int to) {
        int field = 0;
        int start = from;
        boolean isQuoted = false;
        for (int i = from; i <= to; i++) {
            if (i < to && b[i] == '"') {
                isQuoted = !isQuoted;
            } else if (i == to || (b[i] == ',' && !isQuoted)) {
                if (field < FIELDS) {
                    starts[field] = start;
                    ends[field] = i;
                }
                field++;
                start = i + 1;
            }
        }
        return field;
    }

    private long number(byte[] b, int field) {
        return Bytes.unsigned(b, starts[field], ends[field]);
    }

    /// The number, [RequestBatch#UNKNOWN] for an empty field, or -2 when it is not readable.
    private long numberOrUnknown(byte[] b, int field) {
        if (starts[field] == ends[field]) {
            return RequestBatch.UNKNOWN;
        }
        long value = number(b, field);
        return value < 0 ? -2 : value;
    }

    private long client(byte[] b, int from, int to) {
        if (to - from > 1 && b[from] == 'c') {
            long number = Bytes.unsigned(b, from + 1, to);
            if (number >= 0 && ClientId.isNumber(number)) {
                return ClientId.ofNumber(number);
            }
        }
        long address = Addresses.ipv4(b, from, to);
        if (address >= 0) {
            return ClientId.ofIpv4((int) address);
        }
        boolean isNone = from == to || (to - from == 1 && b[from] == '-');
        return isNone ? ClientId.NONE : ClientId.ofName(clients.code(b, from, to));
    }

    private long time(byte[] b, int from, int to) {
        boolean isOurs =
                to - from == TIME_LENGTH
                        && b[from + 10] == 'T'
                        && b[from + 19] == '.'
                        && b[from + 26] == 'Z';
        return isOurs ? isoTime.epochMicros(b, from, to) : IsoTimeReader.INVALID;
    }
}
