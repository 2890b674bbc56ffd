package trafficinsights.warehouse;

import com.microsoft.sqlserver.jdbc.ISQLServerBulkData;
import java.sql.Types;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.RequestBatch;
import trafficinsights.model.warehouse.RequestGroup;

/// The columns of a group of requests as the rows that bulk copy asks for, with the warehouse's
/// codes.
///
/// Every type on the wire is that of the table's column. The driver sends a time as the clock of
/// this machine's zone shows it; where that clock is put forward or back near the group's times, an
/// hour would be lost, and times go as µs since 1970 instead ([Clock]).
final class RequestRows implements ISQLServerBulkData {
    private static final long serialVersionUID = 1;

    /// Of `ti.RequestLogs`, in its order.
    static final List<String> COLUMNS =
            List.of(
                    "batch_id",
                    "ts",
                    "request_id",
                    "first_request_id",
                    "client",
                    "region",
                    "server",
                    "method",
                    "route",
                    "status",
                    "latency_us",
                    "bytes",
                    "attempt",
                    "scenario");

    private static final int TS = 2;
    private static final Set<Integer> ORDINALS = ordinals();
    private static final Set<String> BIGINTS =
            Set.of("request_id", "first_request_id", "client", "latency_us", "bytes");

    private final transient List<RequestBatch> parts;
    private final transient CodeTables codes;
    private final transient Clock clock;
    private final transient Integer batchId;
    private final transient @Nullable Object[] row = new @Nullable Object[COLUMNS.size()];
    private int part;
    private int at = -1;

    RequestRows(RequestGroup group, CodeTables codes, Clock clock, int batchId) {
        this.batchId = batchId;
        this.clock = clock;
        this.parts = group.parts();
        this.codes = codes;
    }

    private static Set<Integer> ordinals() {
        Set<Integer> ordinals = new TreeSet<>();
        for (int i = 1; i <= COLUMNS.size(); i++) {
            ordinals.add(i);
        }
        return ordinals;
    }

    @Override
    public Set<Integer> getColumnOrdinals() {
        return ORDINALS;
    }

    @Override
    public String getColumnName(int column) {
        return COLUMNS.get(column - 1);
    }

    @Override
    public int getColumnType(int column) {
        return switch (column) {
            case 1 -> Types.INTEGER;
            case TS -> clock.isNative() ? Types.TIMESTAMP : Types.BIGINT;
            default -> BIGINTS.contains(getColumnName(column)) ? Types.BIGINT : Types.SMALLINT;
        };
    }

    @Override
    public int getPrecision(int column) {
        return column == TS && clock.isNative() ? Clock.PRECISION : 0;
    }

    @Override
    public int getScale(int column) {
        return column == TS && clock.isNative() ? Clock.SCALE : 0;
    }

    @Override
    public boolean next() {
        at++;
        while (part < parts.size() && at >= parts.get(part).size()) {
            part++;
            at = 0;
        }
        return part < parts.size();
    }

    /// The array is the same for each row; the driver has sent it before it asks again.
    @Override
    public @Nullable Object[] getRowData() {
        RequestBatch b = parts.get(part);
        row[0] = batchId;
        row[1] = clock.sent(b.epochMicros()[at]);
        row[2] = b.requestId()[at];
        row[3] = b.firstRequestId()[at];
        row[4] = codes.client(b.clientId()[at]);
        row[5] = codes.regions().id(b.region()[at]);
        row[6] = codes.servers().id(b.server()[at]);
        row[7] = codes.methods().id(b.method()[at]);
        row[8] = codes.routes().id(b.route()[at]);
        row[9] = b.status()[at];
        row[10] = known(b.latencyMicros()[at]);
        row[11] = known(b.bytes()[at]);
        row[12] = (short) b.attempt()[at];
        row[13] = codes.scenarios().id(b.scenario()[at]);
        return row;
    }

    private static @Nullable Long known(long value) {
        return value < 0 ? null : value;
    }

    /// What the server sums up after a copy, from the columns here. The remainder keeps its sign,
    /// as in T-SQL.
    static long checksum(RequestGroup group, CodeTables codes) {
        long sum = 0;
        for (RequestBatch b : group.parts()) {
            for (int i = 0; i < b.size(); i++) {
                sum +=
                        b.requestId()[i] % MODULUS
                                + 3 * (b.firstRequestId()[i] % MODULUS)
                                + 5 * (codes.client(b.clientId()[i]) % MODULUS)
                                + 7 * (Math.max(-1, b.latencyMicros()[i]) % MODULUS)
                                + 11 * (Math.max(-1, b.bytes()[i]) % MODULUS)
                                + 13L * b.status()[i]
                                + 17L * codes.regions().id(b.region()[i])
                                + 19L * codes.servers().id(b.server()[i])
                                + 23L * codes.methods().id(b.method()[i])
                                + 29L * codes.routes().id(b.route()[i])
                                + 31L * b.attempt()[i]
                                + 37L * codes.scenarios().id(b.scenario()[i]);
            }
        }
        return sum;
    }

    private static final long MODULUS = 2_147_483_647L;
}
