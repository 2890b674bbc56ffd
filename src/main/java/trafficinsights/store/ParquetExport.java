package trafficinsights.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import trafficinsights.model.Dictionary;
import trafficinsights.model.Names;
import trafficinsights.model.Problem;
import trafficinsights.model.RequestBatch;

/// Writes requests as one Parquet file with the columns of `request_logs.csv`.
///
/// Use as [StoreLoad]: one thread pumps, another puts. The file is written beside (`.part`) and put
/// in its place by [#commit()].
public final class ParquetExport implements AutoCloseable {
    private final Path target;
    private final Path part;
    private final Connection connection;
    private final BatchFeed feed;

    /// @param names must be complete: texts are looked up while the file is written
    public ParquetExport(Path target, Names names) {
        this.target = target.toAbsolutePath();
        this.part = this.target.resolveSibling(this.target.getFileName() + ".part");
        try {
            connection = DriverManager.getConnection("jdbc:duckdb:");
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET memory_limit = '1GB'");
            }
            texts("Regions", names.regions());
            texts("Servers", names.servers());
            texts("Methods", names.methods());
            texts("Routes", names.routes());
            texts("Scenarios", names.scenarios());
            texts("Clients", names.clients());
            feed = new BatchFeed(connection, new SameCodes(), 1);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /// Codes as they are.
    private record SameCodes() implements BatchFeed.Codes {
        @Override
        public int region(int code) {
            return code;
        }

        @Override
        public int server(int code) {
            return code;
        }

        @Override
        public int method(int code) {
            return code;
        }

        @Override
        public int route(int code) {
            return code;
        }

        @Override
        public int scenario(int code) {
            return code;
        }

        @Override
        public long client(long clientId) {
            return clientId;
        }
    }

    private void texts(String table, Dictionary dictionary) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE " + table + " (id INTEGER, name VARCHAR)");
        }
        List<String> texts = dictionary.texts();
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO " + table + " VALUES (?, ?)")) {
            for (int code = 0; code < texts.size(); code++) {
                insert.setInt(1, code);
                insert.setString(2, texts.get(code));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    public void put(RequestBatch batch) throws InterruptedException {
        feed.put(batch);
    }

    public void endOfRequests() throws InterruptedException {
        feed.end();
    }

    public void abort() {
        feed.abort();
    }

    /// Writes the file until [#endOfRequests()].
    public void pump() {
        String file = part.toString().replace("'", "''");
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    """
                    COPY (
                      SELECT make_timestamp(f.epoch_us) AS timestamp, f.request_id,
                        CASE f.client >> 56 WHEN 0 THEN 'c' || f.client
                          WHEN 1 THEN concat_ws('.', (f.client >> 24) & 255, (f.client >> 16) & 255,
                                                (f.client >> 8) & 255, f.client & 255)
                          ELSE c.name END AS client_id,
                        g.name AS region, s.name AS server, m.name AS method, p.name AS route,
                        f.status, f.latency_us, f.bytes, f.attempt, f.first_request_id,
                        n.name AS scenario
                      FROM %s f
                      LEFT JOIN Regions g ON g.id = f.region
                      LEFT JOIN Servers s ON s.id = f.server
                      LEFT JOIN Methods m ON m.id = f.method
                      LEFT JOIN Routes p ON p.id = f.route
                      LEFT JOIN Scenarios n ON n.id = f.scenario
                      LEFT JOIN Clients c ON f.client >> 56 = 2 AND c.id = f.client & 4294967295
                    ) TO '%s' (FORMAT parquet, COMPRESSION zstd)\
                    """
                            .formatted(feed.sql(), file));
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /// Puts the file in its place, after [#pump()] has ended.
    public Path commit() {
        try {
            return Files.move(
                    part,
                    target,
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private RuntimeException failed(Exception e) {
        return Problem.of(
                        "parquet.failed",
                        "%s could not be written. Check the folder's space and rights."
                                .formatted(target),
                        e)
                .asException();
    }

    /// Drops the file unless it was committed.
    @Override
    public void close() {
        try {
            connection.close();
            Files.deleteIfExists(part);
        } catch (SQLException | IOException e) {
            throw failed(e);
        }
    }
}
