package trafficinsights.warehouse;

import com.microsoft.sqlserver.jdbc.SQLServerDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import trafficinsights.model.warehouse.Secret;
import trafficinsights.model.warehouse.SignIn;
import trafficinsights.model.warehouse.WarehouseProfile;
import trafficinsights.model.warehouse.WarehouseUrl;

/// The SQL Server that integration tests are pointed at; without one they are skipped.
record TestServer(WarehouseProfile profile, Secret secret) {
    static final String URL = "TI_TEST_SQLSERVER_URL";
    static final String USER = "TI_TEST_SQLSERVER_USER";
    static final String PASSWORD = "TI_TEST_SQLSERVER_PASSWORD";

    static TestServer given() {
        String url = value(URL);
        Assumptions.assumeTrue(!url.isEmpty(), "skipped: " + URL + " names no SQL Server");
        return new TestServer(
                WarehouseUrl.parse(url).withSignIn(SignIn.SQL, value(USER)),
                new Secret(value(PASSWORD)));
    }

    /// From the environment, or from whoever started a server for these tests.
    private static String value(String name) {
        String value = System.getenv(name);
        return value == null ? System.getProperty(name, "") : value;
    }

    /// Names the server to another program of these tests.
    static void tell(ProcessBuilder program) {
        for (String name : List.of(URL, USER, PASSWORD)) {
            program.environment().put(name, value(name));
        }
    }

    /// The same server with a new, empty database, which must not exist.
    TestServer withNewDatabase(String name) throws SQLException {
        TestServer master = new TestServer(profile.withDatabase("master"), secret);
        try (Connection connection = master.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        }
        return new TestServer(profile.withDatabase(name), secret);
    }

    void dropDatabase() throws SQLException {
        TestServer master = new TestServer(profile.withDatabase("master"), secret);
        try (Connection connection = master.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE " + profile.database());
        }
    }

    Connection connect() throws SQLException {
        SQLServerDataSource source = WarehousePool.source(profile, secret);
        return source.getConnection();
    }

    long number(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
