package trafficinsights.warehouse;

import java.util.ArrayList;
import java.util.List;
import trafficinsights.model.Names;
import trafficinsights.model.RequestBatch;
import trafficinsights.model.warehouse.RequestGroup;
import trafficinsights.model.warehouse.RunHeader;
import trafficinsights.store.StoredRequests;

/// A program of its own that pushes the same batches each time, to be killed on the way.
final class PushOne {
    static final int GROUPS = 6;
    static final int ROWS = 4_000;

    private PushOne() {}

    static RequestGroup group(Names names, int number) {
        return new RequestGroup(
                names,
                new ArrayList<>(
                        StoredRequests.batches(
                                100 + number, names, ROWS, (number + 1L) * 1_000_000)));
    }

    static List<RequestBatch> parts(Names names, int number) {
        return group(names, number).parts();
    }

    /// @param arguments database; the server is that of the environment
    public static void main(String[] arguments) throws InterruptedException {
        TestServer server = TestServer.given();
        try (Warehouse warehouse =
                Warehouse.open(server.profile().withDatabase(arguments[0]), server.secret(), 1)) {
            RunLoad load = warehouse.begin(new RunHeader(Warehouse.key("killed"), "killed", 1));
            Names names = Names.create();
            for (int i = 0; i < GROUPS; i++) {
                RequestGroup group = group(names, i);
                load.push(group, Warehouse.key(group));
            }
        }
    }
}
