package trafficinsights.warehouse;

import com.microsoft.sqlserver.jdbc.ISQLServerBulkData;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.RequestBatch;
import trafficinsights.model.RequestColumn;
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
    static final List<String> COLUMNS = columns();

    /// Columns in front of those of a request.
    private static final int BEFORE = 1;

    private static final int TS = 2;
    private static final Set<Integer> ORDINALS = ordinals();
    private static final RequestColumn[] OF_REQUEST = RequestColumn.values();

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

    private static List<String> columns() {
        List<String> columns = new ArrayList<>();
        columns.add("batch_id");
        for (RequestColumn column : RequestColumn.values()) {
            columns.add(column.sqlName());
        }
        return List.copyOf(columns);
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
        return column == 1
                ? Types.INTEGER
                : switch (OF_REQUEST[column - 1 - BEFORE].kind()) {
                    case TIME -> clock.isNative() ? Types.TIMESTAMP : Types.BIGINT;
                    case WHOLE, MEASURED, CLIENT -> Types.BIGINT;
                    case NAME, SMALL, TINY -> Types.SMALLINT;
                };
    }

    /// The type of a column in T-SQL, the time's aside.
    static String sqlType(RequestColumn column, String time) {
        return switch (column.kind()) {
            case TIME -> time;
            case WHOLE, MEASURED, CLIENT -> "bigint";
            case NAME, SMALL, TINY -> "smallint";
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
        RequestBatch batch = parts.get(part);
        row[0] = batchId;
        for (int i = 0; i < OF_REQUEST.length; i++) {
            row[BEFORE + i] = value(OF_REQUEST[i], batch);
        }
        return row;
    }

    private @Nullable Object value(RequestColumn column, RequestBatch batch) {
        return switch (column.kind()) {
            case TIME -> clock.sent(column.longs(batch)[at]);
            case WHOLE -> column.longs(batch)[at];
            case MEASURED -> known(column.longs(batch)[at]);
            case CLIENT -> codes.client(column.longs(batch)[at]);
            case NAME -> codes.of(column).id(column.small(batch, at));
            case SMALL, TINY -> column.small(batch, at);
        };
    }

    private static @Nullable Long known(long value) {
        return value < 0 ? null : value;
    }
}
