package trafficinsights.warehouse;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// What a server says of itself.
///
/// @param engine `EngineEdition`: 2 Standard, 3 Enterprise, 4 Express, 5 Azure SQL Database, 8
///   managed
/// @param major 14 is 2017, 16 is 2022, 17 is 2025
/// @param isBabelfish a stand-in that lacks columnstore, compression and partitions
public record Capabilities(int engine, int major, String edition, boolean isBabelfish) {
    private static final int EXPRESS = 4;
    private static final int AZURE = 5;
    private static final int MANAGED = 8;
    private static final int V2017 = 14;
    private static final int V2025 = 17;
    private static final long GIB = 1L << 30;

    public static Capabilities of(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT CAST(SERVERPROPERTY('EngineEdition') AS int),"
                                        + " CAST(SERVERPROPERTY('ProductVersion') AS varchar(50)),"
                                        + " CAST(SERVERPROPERTY('Edition') AS nvarchar(128)),"
                                        + " CAST(SERVERPROPERTY('BabelfishVersion') AS varchar(50))")) {
            row.next();
            return new Capabilities(
                    row.getInt(1),
                    major(String.valueOf(row.getString(2))),
                    String.valueOf(row.getString(3)),
                    row.getString(4) != null);
        }
    }

    private static int major(String version) {
        String digits = version.split("\\.")[0];
        return digits.matches("[0-9]{1,3}") ? Integer.parseInt(digits) : 0;
    }

    public boolean isAzure() {
        return engine == AZURE || engine == MANAGED;
    }

    public boolean isExpress() {
        return engine == EXPRESS && !isBabelfish;
    }

    /// Whether it is worth asking for a columnstore; a small Azure tier may still refuse.
    public boolean mayHaveColumnstore() {
        return !isBabelfish && (major >= V2017 || isAzure());
    }

    public boolean isSupported() {
        return isBabelfish || isAzure() || major >= V2017;
    }

    /// Bytes that a database may have; 0 where the edition sets no limit.
    public long databaseLimitBytes() {
        return isExpress() ? (major >= V2025 ? 50 * GIB : 10 * GIB) : 0;
    }
}
