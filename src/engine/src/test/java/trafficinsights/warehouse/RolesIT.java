package trafficinsights.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import trafficinsights.SourceTree;
import trafficinsights.model.Names;
import trafficinsights.model.warehouse.RequestGroup;
import trafficinsights.model.warehouse.RunHeader;
import trafficinsights.model.warehouse.Secret;
import trafficinsights.model.warehouse.SignIn;
import trafficinsights.store.StoredRequests;

/// What the roles of `security/roles.sql` may, and what not.
class RolesIT {
    private static final Secret PASSWORD = new Secret("Only-for-a-test-1");

    private static final List<String> LOGINS = new ArrayList<>();
    private static TestServer server;

    @BeforeAll
    static void migrate() throws SQLException, IOException {
        server =
                TestServer.given()
                        .withNewDatabase("ti_roles_" + Long.toString(System.nanoTime(), 36));
        try (Warehouse warehouse = Warehouse.open(server.profile(), server.secret(), 1)) {
            warehouse.migrate();
        }
        for (String batch :
                Schema.batches(Files.readString(SourceTree.of("sql/security/roles.sql")))) {
            // The rights of the owner's role are not all known to every server.
            if (!batch.contains("TO ti_owner")) {
                execute(batch);
            }
        }
    }

    @AfterAll
    static void drop() throws SQLException {
        if (server == null) {
            return;
        }
        server.dropDatabase();
        TestServer master =
                new TestServer(server.profile().withDatabase("master"), server.secret());
        try (Connection connection = master.connect();
                Statement statement = connection.createStatement()) {
            for (String login : LOGINS) {
                statement.execute("DROP LOGIN " + login);
            }
        }
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static TestServer member(String role) throws SQLException {
        String name = role + "_" + Long.toString(System.nanoTime(), 36);
        execute("CREATE LOGIN %s WITH PASSWORD = '%s'".formatted(name, PASSWORD.reveal()));
        LOGINS.add(name);
        execute("CREATE USER %1$s FOR LOGIN %1$s".formatted(name));
        execute("ALTER ROLE %s ADD MEMBER %s".formatted(role, name));
        return new TestServer(server.profile().withSignIn(SignIn.SQL, name), PASSWORD);
    }

    private static void refuses(TestServer who, String sql) {
        assertThatThrownBy(
                        () -> {
                            try (Connection connection = who.connect();
                                    Statement statement = connection.createStatement()) {
                                statement.execute(sql);
                            }
                        })
                .as(sql)
                .isInstanceOf(SQLException.class);
    }

    @Test
    void aReaderReadsAndNothingElse() throws SQLException {
        TestServer reader = member("ti_reader");
        assertThat(reader.number("SELECT COUNT(*) FROM ti.Requests")).isNotNegative();
        assertThat(reader.number("SELECT COUNT(*) FROM ti.FactKpi")).isZero();
        refuses(reader, "INSERT INTO ti.Regions (name) VALUES (N'x')");
        refuses(reader, "DELETE FROM ti.RequestLogs");
        refuses(reader, "DROP TABLE ti.RequestLogs");
    }

    @Test
    void aLoaderPushesAndNeitherDeletesNorChanges() throws Exception {
        TestServer loader = member("ti_loader");
        Names names = Names.create();
        RequestGroup group =
                new RequestGroup(names, StoredRequests.batches(21, names, 1_000, 9_000_000));
        try (Warehouse warehouse = Warehouse.open(loader.profile(), loader.secret(), 1)) {
            warehouse.check();
            RunHeader run = new RunHeader(Warehouse.key("loader"), "loader", 1_000);
            assertThat(warehouse.begin(run).push(group, Warehouse.key(group))).isTrue();
        }
        refuses(loader, "DELETE FROM ti.RequestLogs");
        refuses(loader, "UPDATE ti.BatchLedger SET row_count = 0");
        refuses(loader, "UPDATE ti.AuditLog SET row_count = 0");
        refuses(loader, "DROP TABLE ti.RequestLogs");
    }
}
