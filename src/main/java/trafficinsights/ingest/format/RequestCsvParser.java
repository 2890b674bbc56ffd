package trafficinsights.ingest.format;

import static trafficinsights.ingest.row.LineVerdict.*;

import java.time.ZoneOffset;
import trafficinsights.ingest.row.Addresses;
import trafficinsights.ingest.row.LineParser;
import trafficinsights.ingest.row.LineVerdict;
import trafficinsights.ingest.row.RowWriter;
import trafficinsights.ingest.text.ByteDictionary;
import trafficinsights.ingest.text.Bytes;
import trafficinsights.ingest.text.IsoTimeReader;
import trafficinsights.model.ClientId;
import trafficinsights.model.Dictionary;
import trafficinsights.model.Names;
import trafficinsights.model.RequestBatch;

/// This product's own `request_logs.csv` (columns in `docs/formats.md`).
///
/// A quoted field may hold commas and doubled quotes, but no line break: the writer makes none.
/// Threads: one.
final class RequestCsvParser implements LineParser {
    /// First line of the file.
    static final String COLUMNS =
            "timestamp,request_id,client_id,region,server,method,route,status,latency_us,bytes,"
                    + "attempt,first_request_id,scenario";

    private static final int FIELDS = 13;

    /// `yyyy-MM-ddTHH:mm:ss.ffffffZ`
    private static final int TIME_LENGTH = 27;

    private final ByteDictionary regions;
    private final ByteDictionary servers;
    private final ByteDictionary methods;
    private final ByteDictionary routes;
    private final ByteDictionary scenarios;
    private final ByteDictionary clients;
    private final int[] starts = new int[FIELDS];
    private final int[] ends = new int[FIELDS];
    private final IsoTimeReader isoTime = new IsoTimeReader(ZoneOffset.UTC);

    RequestCsvParser(Names names) {
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
        if (fields != FIELDS) {
            return fields < FIELDS ? shortLine(b, from, to) : BAD_FIELD_COUNT;
        }
        long epochMicros = time(b, starts[0], ends[0]);
        if (epochMicros == IsoTimeReader.INVALID) {
            return BAD_TIME;
        }
        long requestId = number(b, 1);
        long firstId = number(b, 11);
        long attempt = number(b, 10);
        long latency = numberOrUnknown(b, 8);
        long bytes = numberOrUnknown(b, 9);
        if (requestId < 0 || firstId < 0 || attempt < 1 || latency < -1 || bytes < -1) {
            return BAD_NUMBER;
        }
        boolean hasNoStatus =
                ends[7] - starts[7] == 2 && b[starts[7]] == '-' && b[starts[7] + 1] == '1';
        long status = hasNoStatus ? RequestBatch.NO_STATUS : number(b, 7);
        if (!hasNoStatus && (status < 100 || status > 999)) {
            return BAD_STATUS;
        }
        rows.add(
                epochMicros,
                requestId,
                firstId,
                client(b, starts[2], ends[2]),
                regions.code(b, starts[3], ends[3]),
                servers.code(b, starts[4], ends[4]),
                methods.code(b, starts[5], ends[5]),
                routes.code(b, starts[6], ends[6]),
                (int) status,
                latency,
                bytes,
                (int) Math.min(attempt, Byte.MAX_VALUE),
                scenarios.code(b, starts[12], ends[12]));
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
