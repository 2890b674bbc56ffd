package trafficinsights.run.push;

import java.nio.file.Path;
import trafficinsights.model.Outcome;
import trafficinsights.model.warehouse.Secret;
import trafficinsights.model.warehouse.SignIn;
import trafficinsights.model.warehouse.WarehouseProfile;
import trafficinsights.model.warehouse.WarehouseUrl;

/// Prints how fast a store is pushed into a new database, of the server that the integration tests
/// use. The bare rates beside it are those of `trafficinsights.warehouse.BareCopyBench`.
final class PushBench {
    private PushBench() {}

    /// @param arguments store; database, empty
    public static void main(String[] arguments) {
        WarehouseProfile profile =
                WarehouseUrl.parse(System.getenv("TI_TEST_SQLSERVER_URL"))
                        .withSignIn(SignIn.SQL, System.getenv("TI_TEST_SQLSERVER_USER"))
                        .withDatabase(arguments[1]);
        Secret secret = new Secret(System.getenv("TI_TEST_SQLSERVER_PASSWORD"));
        System.out.println(Warehouses.migrate(profile, secret));
        Outcome<PushSummary> outcome =
                Warehouses.push(profile, secret, Path.of(arguments[0]), (_, _) -> {});
        System.out.println(outcome);
        Runtime runtime = Runtime.getRuntime();
        System.out.printf(
                "heap in use %d MB of %d%n",
                (runtime.totalMemory() - runtime.freeMemory()) >> 20, runtime.maxMemory() >> 20);
        if (outcome instanceof Outcome.Ok<PushSummary>(PushSummary summary)) {
            System.out.printf("%.0f rows/s%n", summary.rowsPerSecond());
        }
    }
}
