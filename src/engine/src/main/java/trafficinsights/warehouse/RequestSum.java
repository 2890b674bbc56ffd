package trafficinsights.warehouse;

import java.util.ArrayList;
import java.util.List;
import trafficinsights.model.RequestBatch;
import trafficinsights.model.RequestColumn;
import trafficinsights.model.warehouse.RequestGroup;

/// The checksum of a group of requests: a sum over its rows of every column but the time, each with
/// a prime of its own. The program and the server work it out apart (`ti.BatchCheck` has it too).
final class RequestSum {
    /// Keeps the sum of a group within a bigint. The remainder keeps its sign, as in T-SQL.
    private static final long MODULUS = 2_147_483_647L;

    /// What an unknown value counts as. Columns that came later count nothing, so that the ledger
    /// of rows without them holds.
    private static int unknown(RequestColumn column) {
        return column == RequestColumn.TTFB ? 0 : -1;
    }

    private RequestSum() {}

    /// @return 0 for the column that the rows of a batch are found by
    private static int weight(RequestColumn column) {
        return switch (column) {
            case TIME -> 0;
            case REQUEST_ID -> 1;
            case FIRST_REQUEST_ID -> 3;
            case CLIENT -> 5;
            case LATENCY -> 7;
            case BYTES -> 11;
            case STATUS -> 13;
            case REGION -> 17;
            case SERVER -> 19;
            case METHOD -> 23;
            case ROUTE -> 29;
            case ATTEMPT -> 31;
            case SCENARIO -> 37;
            case TTFB -> 41;
        };
    }

    /// The aggregate in T-SQL.
    static String sql() {
        List<String> terms = new ArrayList<>();
        for (RequestColumn column : RequestColumn.values()) {
            int weight = weight(column);
            if (weight > 0) {
                terms.add("CAST(%d AS bigint) * %s".formatted(weight, term(column)));
            }
        }
        return "SUM(" + String.join(" + ", terms) + ")";
    }

    private static String term(RequestColumn column) {
        return switch (column.kind()) {
            case TIME, WHOLE, CLIENT -> "(%s %% %d)".formatted(column.sqlName(), MODULUS);
            case MEASURED ->
                    "(COALESCE(%s, %d) %% %d)"
                            .formatted(column.sqlName(), unknown(column), MODULUS);
            case NAME, SMALL, TINY -> column.sqlName();
        };
    }

    /// What [#sql()] gives once the rows are in the table.
    static long of(RequestGroup group, CodeTables codes) {
        long sum = 0;
        for (RequestBatch batch : group.parts()) {
            for (RequestColumn column : RequestColumn.values()) {
                int weight = weight(column);
                if (weight > 0) {
                    sum += weight * sum(column, batch, codes);
                }
            }
        }
        return sum;
    }

    private static long sum(RequestColumn column, RequestBatch batch, CodeTables codes) {
        long sum = 0;
        for (int i = 0; i < batch.size(); i++) {
            sum +=
                    switch (column.kind()) {
                        case TIME, WHOLE -> column.longs(batch)[i] % MODULUS;
                        case MEASURED ->
                                Math.max(unknown(column), column.longs(batch)[i]) % MODULUS;
                        case CLIENT -> codes.client(column.longs(batch)[i]) % MODULUS;
                        case NAME -> codes.of(column).id(column.small(batch, i));
                        case SMALL, TINY -> column.small(batch, i);
                    };
        }
        return sum;
    }
}
