package trafficinsights.ingest.format;

import static trafficinsights.ingest.row.LineVerdict.*;

import java.time.ZoneOffset;
import trafficinsights.ingest.row.FieldReader;
import trafficinsights.ingest.row.FieldRole;
import trafficinsights.ingest.row.FieldTable;
import trafficinsights.ingest.row.LineCursor;
import trafficinsights.ingest.row.LineParser;
import trafficinsights.ingest.row.LineVerdict;
import trafficinsights.ingest.row.RequestAssembler;
import trafficinsights.ingest.row.RequestFields;
import trafficinsights.ingest.row.RequestFields.Text;
import trafficinsights.ingest.row.RowWriter;
import trafficinsights.ingest.text.Bytes;

/// Access logs of Amazon's load balancers: Application (ALB) and Classic (ELB), see [FieldTable].
///
/// The status is the balancer's, not the target's. The latency is the sum of the three processing
/// times; where one of them is `-1` the request did not run to its end, and how long it took is not
/// known.
final class AwsParser implements LineParser {
    private static final String[] ALB_TYPES = {"http", "https", "h2", "grpcs", "ws", "wss"};

    /// The request of a connection that is not HTTP.
    private static final String NO_HTTP = "- - - ";

    private final FieldTable table;
    private final RequestAssembler assembler;
    private final LineCursor cursor = new LineCursor();
    private final RequestFields fields = new RequestFields();
    private final FieldReader reader = new FieldReader(fields, ZoneOffset.UTC);

    AwsParser(FieldTable table, RequestAssembler assembler) {
        this.table = table;
        this.assembler = assembler;
    }

    @Override
    public LineVerdict parse(byte[] b, int from, int to, RowWriter rows) {
        cursor.reset(b, from, to);
        reader.begin(Long.MIN_VALUE);
        boolean isTcp = false;
        int count = 0;
        for (FieldRole role : table.roles()) {
            if (!cursor.field()) {
                break;
            }
            count++;
            LineVerdict verdict = field(role, to);
            if (verdict != REQUEST) {
                return count <= 2 ? unknown(b, from, to, verdict) : verdict;
            }
            isTcp |=
                    role == FieldRole.REQUEST_LINE
                            && Bytes.is(b, cursor.start, cursor.end, NO_HTTP);
        }
        while (cursor.field()) {
            count++;
        }
        if (count < table.required()) {
            return ENDS_EARLY;
        }
        LineVerdict verdict = reader.end();
        if (verdict != REQUEST) {
            return verdict;
        }
        if (isTcp && !reader.hasStatus()) {
            return TCP;
        }
        fields.put(Text.LINE, b, from, to);
        assembler.add(fields, rows);
        return REQUEST;
    }

    private LineVerdict field(FieldRole role, int to) {
        if (role == FieldRole.KIND) {
            return isType() ? REQUEST : isConnection() ? TCP : UNKNOWN_LINE;
        }
        if (cursor.isDash() || cursor.start == cursor.end) {
            return REQUEST;
        }
        LineVerdict verdict = reader.read(role, cursor.bytes, cursor.start, cursor.end);
        // What is wrong with the last field of a line is that it was cut.
        return verdict != REQUEST && cursor.end == to ? ENDS_EARLY : verdict;
    }

    /// Network Load Balancer: the entry is of a TLS connection.
    private boolean isConnection() {
        return Bytes.is(cursor.bytes, cursor.start, cursor.end, "tls");
    }

    private boolean isType() {
        for (String type : ALB_TYPES) {
            if (Bytes.is(cursor.bytes, cursor.start, cursor.end, type)) {
                return true;
            }
        }
        return false;
    }

    /// What does not even begin as an entry. Amazon writes a test file when logging is switched on.
    private LineVerdict unknown(byte[] b, int from, int to, LineVerdict verdict) {
        if (Bytes.startsWith(b, from, to, "Enable ")) {
            return NOTICE;
        }
        if (verdict == TCP) {
            return TCP;
        }
        boolean isTimeOfEntry = verdict == BAD_TIME && Bytes.isDigit(cursor.bytes[cursor.start]);
        return isTimeOfEntry ? BAD_TIME : verdict == ENDS_EARLY ? ENDS_EARLY : UNKNOWN_LINE;
    }
}
