package trafficinsights.warehouse;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import trafficinsights.model.ClientId;
import trafficinsights.model.RequestBatch;
import trafficinsights.model.RequestColumn;
import trafficinsights.model.warehouse.RequestGroup;

/// The tables of names, for one run's dictionaries. Threads: as those of a [CodeTable].
final class CodeTables {
    private final Map<RequestColumn, CodeTable> tables = new EnumMap<>(RequestColumn.class);
    private final CodeTable labels = new CodeTable("Labels", Integer.MAX_VALUE);

    CodeTables() {
        for (RequestColumn column : RequestColumn.values()) {
            if (column.hasNames()) {
                tables.put(column, new CodeTable(column.namesTable(), capacity(column)));
            }
        }
    }

    /// Clients have codes of their own width; all other names are a `smallint`.
    private static int capacity(RequestColumn column) {
        return column == RequestColumn.CLIENT ? Integer.MAX_VALUE : CodeTable.SMALL_NAMES;
    }

    /// The table of a column that has names.
    CodeTable of(RequestColumn column) {
        return Objects.requireNonNull(tables.get(column), column.sqlName());
    }

    /// The keys of slices, kinds of incidents, and other texts of the facts.
    CodeTable labels() {
        return labels;
    }

    /// The client with the warehouse's code where it has a name.
    long client(long clientId) {
        return ClientId.isName(clientId)
                ? ClientId.ofName(of(RequestColumn.CLIENT).wide(ClientId.nameCode(clientId)))
                : clientId;
    }

    /// Makes the ids of all texts of a group known.
    void learn(Connection connection, RequestGroup group) throws SQLException {
        for (Map.Entry<RequestColumn, CodeTable> entry : tables.entrySet()) {
            RequestColumn column = entry.getKey();
            BitSet used = new BitSet();
            for (RequestBatch batch : group.parts()) {
                use(column.array(batch), batch.size(), used);
            }
            entry.getValue().learn(connection, column.names(group.names()), used);
        }
    }

    /// Collects the codes that occur.
    private static void use(Object values, int size, BitSet used) {
        if (values instanceof short[] codes) {
            for (int i = 0; i < size; i++) {
                used.set(codes[i]);
            }
        } else if (values instanceof byte[] codes) {
            for (int i = 0; i < size; i++) {
                used.set(codes[i]);
            }
        } else {
            long[] clients = (long[]) values;
            for (int i = 0; i < size; i++) {
                if (ClientId.isName(clients[i])) {
                    used.set(ClientId.nameCode(clients[i]));
                }
            }
        }
    }
}
