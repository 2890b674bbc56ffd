package trafficinsights.warehouse;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.BitSet;
import trafficinsights.model.ClientId;
import trafficinsights.model.Names;
import trafficinsights.model.RequestBatch;
import trafficinsights.model.warehouse.RequestGroup;

/// The tables of names, for one run's dictionaries.
record CodeTables(
        CodeTable regions,
        CodeTable servers,
        CodeTable methods,
        CodeTable routes,
        CodeTable scenarios,
        CodeTable clients,
        CodeTable labels) {

    static CodeTables create() {
        return new CodeTables(
                new CodeTable("Regions", CodeTable.SMALL_NAMES),
                new CodeTable("Servers", CodeTable.SMALL_NAMES),
                new CodeTable("Methods", CodeTable.SMALL_NAMES),
                new CodeTable("Routes", CodeTable.SMALL_NAMES),
                new CodeTable("Scenarios", CodeTable.SMALL_NAMES),
                new CodeTable("Clients", Integer.MAX_VALUE),
                new CodeTable("Labels", Integer.MAX_VALUE));
    }

    /// The client with the warehouse's code where it has a name.
    long client(long clientId) {
        return ClientId.isName(clientId)
                ? ClientId.ofName(clients.wide(ClientId.nameCode(clientId)))
                : clientId;
    }

    /// Makes the ids of all texts of a group known.
    void learn(Connection connection, RequestGroup group) throws SQLException {
        Used used = new Used();
        group.parts().forEach(used::add);
        Names names = group.names();
        regions.learn(connection, names.regions(), used.regions);
        servers.learn(connection, names.servers(), used.servers);
        methods.learn(connection, names.methods(), used.methods);
        routes.learn(connection, names.routes(), used.routes);
        scenarios.learn(connection, names.scenarios(), used.scenarios);
        clients.learn(connection, names.clients(), used.clients);
    }

    /// Codes that occur.
    private static final class Used {
        private final BitSet regions = new BitSet();
        private final BitSet servers = new BitSet();
        private final BitSet methods = new BitSet();
        private final BitSet routes = new BitSet();
        private final BitSet scenarios = new BitSet();
        private final BitSet clients = new BitSet();

        void add(RequestBatch b) {
            for (int i = 0; i < b.size(); i++) {
                regions.set(b.region()[i]);
                servers.set(b.server()[i]);
                methods.set(b.method()[i]);
                routes.set(b.route()[i]);
                scenarios.set(b.scenario()[i]);
                long client = b.clientId()[i];
                if (ClientId.isName(client)) {
                    clients.set(ClientId.nameCode(client));
                }
            }
        }
    }
}
