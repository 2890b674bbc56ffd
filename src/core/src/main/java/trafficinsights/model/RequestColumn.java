package trafficinsights.model;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The columns of a request, each once: the stores, the warehouse and the files take theirs from
/// here.
///
/// The order is that of the stores. A new column goes to the end, so that what was written before
/// can be read.
@SuppressWarnings("ImmutableEnumChecker") // the functions are method references without state
public enum RequestColumn {
    TIME("ts", Kind.TIME, RequestBatch::epochMicros),
    REQUEST_ID("request_id", Kind.WHOLE, RequestBatch::requestId),
    FIRST_REQUEST_ID("first_request_id", Kind.WHOLE, RequestBatch::firstRequestId),
    CLIENT("client", Kind.CLIENT, RequestBatch::clientId, "Clients", Names::clients),
    REGION("region", Kind.NAME, RequestBatch::region, "Regions", Names::regions),
    SERVER("server", Kind.NAME, RequestBatch::server, "Servers", Names::servers),
    METHOD("method", Kind.NAME, RequestBatch::method, "Methods", Names::methods),
    ROUTE("route", Kind.NAME, RequestBatch::route, "Routes", Names::routes),
    STATUS("status", Kind.SMALL, RequestBatch::status),
    LATENCY("latency_us", Kind.MEASURED, RequestBatch::latencyMicros),
    BYTES("bytes", Kind.MEASURED, RequestBatch::bytes),
    ATTEMPT("attempt", Kind.TINY, RequestBatch::attempt),
    SCENARIO("scenario", Kind.NAME, RequestBatch::scenario, "Scenarios", Names::scenarios),
    TTFB("ttfb_us", Kind.MEASURED, RequestBatch::ttfbMicros);

    /// The order in `request_logs.csv` and its Parquet form. A text is last: a line that was cut
    /// off loses no digit of a number unseen.
    public static final List<RequestColumn> OF_FILES =
            List.of(
                    TIME,
                    REQUEST_ID,
                    CLIENT,
                    REGION,
                    SERVER,
                    METHOD,
                    ROUTE,
                    STATUS,
                    LATENCY,
                    BYTES,
                    ATTEMPT,
                    FIRST_REQUEST_ID,
                    TTFB,
                    SCENARIO);

    /// What the values of a column are.
    public enum Kind {
        /// `long`, µs since 1970 UTC.
        TIME,
        /// `long`, always known.
        WHOLE,
        /// `long`, [RequestBatch#UNKNOWN] where the source does not tell.
        MEASURED,
        /// `long`, see [ClientId].
        CLIENT,
        /// `short` or `byte`, code of a dictionary of [Names].
        NAME,
        /// `short`.
        SMALL,
        /// `byte`.
        TINY
    }

    private final String sqlName;
    private final Kind kind;
    private final Function<RequestBatch, Object> array;
    private final @Nullable String namesTable;
    private final @Nullable Function<Names, Dictionary> names;

    RequestColumn(String sqlName, Kind kind, Function<RequestBatch, Object> array) {
        this(sqlName, kind, array, null, null);
    }

    RequestColumn(
            String sqlName,
            Kind kind,
            Function<RequestBatch, Object> array,
            @Nullable String namesTable,
            @Nullable Function<Names, Dictionary> names) {
        this.sqlName = sqlName;
        this.kind = kind;
        this.array = array;
        this.namesTable = namesTable;
        this.names = names;
    }

    /// In the tables of the stores, of which it is a column.
    public String sqlName() {
        return sqlName;
    }

    /// In the header of `request_logs.csv` and in its Parquet form.
    public String fileName() {
        return switch (this) {
            case TIME -> "timestamp";
            case CLIENT -> "client_id";
            default -> sqlName;
        };
    }

    public Kind kind() {
        return kind;
    }

    /// Whether a row may be without a value in the stores.
    public boolean isOptional() {
        return kind == Kind.MEASURED;
    }

    /// Whether the values are codes of a dictionary; of [#CLIENT] some are.
    public boolean hasNames() {
        return names != null;
    }

    /// The dictionary of a column that [#hasNames()].
    public Dictionary names(Names all) {
        return Objects.requireNonNull(names, sqlName).apply(all);
    }

    /// The table of names in the stores, of a column that [#hasNames()].
    public String namesTable() {
        return Objects.requireNonNull(namesTable, sqlName);
    }

    /// The column's array: `long[]`, `short[]` or `byte[]`; the batch owns it.
    public Object array(RequestBatch batch) {
        return array.apply(batch);
    }

    /// The array of a column of longs.
    public long[] longs(RequestBatch batch) {
        return (long[]) array(batch);
    }

    /// A value of a column of [Kind#NAME], [Kind#SMALL] or [Kind#TINY].
    public short small(RequestBatch batch, int row) {
        Object values = array(batch);
        return values instanceof short[] wide ? wide[row] : ((byte[]) values)[row];
    }
}
