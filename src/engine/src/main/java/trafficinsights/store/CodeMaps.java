package trafficinsights.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import trafficinsights.model.ClientId;
import trafficinsights.model.Names;
import trafficinsights.model.RequestColumn;

/// The [CodeMap] of each column that has names. Threads: as those of a map.
final class CodeMaps {
    private final Map<RequestColumn, CodeMap> maps = new EnumMap<>(RequestColumn.class);
    private final CodeMap clients;

    CodeMaps(Connection connection, Names names) throws SQLException {
        for (RequestColumn column : RequestColumn.values()) {
            if (column.hasNames()) {
                maps.put(column, new CodeMap(connection, column.namesTable(), column.names(names)));
            }
        }
        clients = of(RequestColumn.CLIENT);
    }

    CodeMap of(RequestColumn column) {
        return Objects.requireNonNull(maps.get(column), column.sqlName());
    }

    /// The client with the store's code where it has a name.
    long client(long clientId) {
        return ClientId.isName(clientId)
                ? ClientId.ofName(clients.id(ClientId.nameCode(clientId)))
                : clientId;
    }

    /// Writes the names that were not in the store before.
    void writeAdded(Connection connection) throws SQLException {
        for (CodeMap map : maps.values()) {
            map.writeAdded(connection);
        }
    }
}
