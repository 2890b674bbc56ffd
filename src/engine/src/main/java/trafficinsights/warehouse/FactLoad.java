package trafficinsights.warehouse;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.RequestColumn;
import trafficinsights.model.warehouse.FactColumn;
import trafficinsights.model.warehouse.FactTable;

/// Brings all facts of a run in, in one transaction with its row in the ledger.
final class FactLoad {
    private static final String LEDGER =
            "INSERT INTO ti.BatchLedger (batch_key, run_id, kind, row_count, row_checksum)"
                    + " VALUES (?, ?, 'facts', ?, 0); SELECT CAST(SCOPE_IDENTITY() AS int)";

    private static final String REPORT =
            "INSERT INTO ti.AnalyticsReports (batch_id, created_at, report) SELECT CAST(? AS int), "
                    + BatchLoad.time("CAST(? AS bigint)")
                    + ", ?";

    private final List<FactTable> facts;
    private final String key;
    private final CodeTables codes;

    FactLoad(List<FactTable> facts, String key, CodeTables codes) {
        this.facts = facts;
        this.key = key;
        this.codes = codes;
    }

    /// @return false when the warehouse had them already
    boolean run(Connection connection, int runId) throws SQLException {
        if (BatchLoad.isInLedger(connection, key)) {
            return false;
        }
        for (FactTable table : facts) {
            Optional<FactTarget> target = FactTarget.of(table.name());
            if (target.isPresent()) {
                FactRows rows = new FactRows(table, target.get(), codes);
                codes.labels().learnNames(connection, rows.texts(FactTarget.Kind.LABEL));
                codes.of(RequestColumn.SERVER)
                        .learnNames(connection, rows.texts(FactTarget.Kind.SERVER));
            }
        }
        connection.setAutoCommit(false);
        try {
            Integer batchId = ledger(connection, runId);
            if (batchId == null) {
                return false;
            }
            for (FactTable table : facts) {
                if (table.rows() > 0) {
                    load(connection, table, batchId);
                }
            }
            connection.commit();
            return true;
        } finally {
            BatchLoad.restore(connection);
        }
    }

    private @Nullable Integer ledger(Connection connection, int runId) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LEDGER)) {
            statement.setString(1, key);
            statement.setInt(2, runId);
            statement.setLong(3, facts.stream().mapToLong(FactTable::rows).sum());
            return BatchLoad.identity(statement);
        } catch (SQLException e) {
            if (SqlCause.isDuplicate(e)) {
                return null;
            }
            throw e;
        }
    }

    private void load(Connection connection, FactTable table, int batchId) throws SQLException {
        if (table.name().equals("AnalyticsReports")) {
            reports(connection, table, batchId);
        } else {
            Optional<FactTarget> target = FactTarget.of(table.name());
            if (target.isEmpty()) {
                return;
            }
            move(connection, table, target.get(), batchId);
        }
        BatchLoad.audit(connection, "push", table.name(), table.rows(), key);
    }

    private void move(Connection connection, FactTable table, FactTarget target, int batchId)
            throws SQLException {
        FactRows rows = new FactRows(table, target, codes);
        try (Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS #ti_facts");
            statement.execute(target.stage(rows.clock()));
            BatchLoad.copy(connection, "#ti_facts", rows);
            try (PreparedStatement move = connection.prepareStatement(target.move(rows.clock()))) {
                move.setInt(1, batchId);
                move.executeUpdate();
            }
            statement.execute("DROP TABLE #ti_facts");
        }
    }

    private static void reports(Connection connection, FactTable table, int batchId)
            throws SQLException {
        FactColumn times = table.column("created_at").orElseThrow();
        FactColumn texts = table.column("report").orElseThrow();
        if (!(times instanceof FactColumn.Whole(String _, long[] micros))
                || !(texts instanceof FactColumn.Text(String _, String[] reports))) {
            throw new IllegalArgumentException("reports are a time and a text");
        }
        try (PreparedStatement statement = connection.prepareStatement(REPORT)) {
            for (int i = 0; i < table.rows(); i++) {
                statement.setInt(1, batchId);
                for (int k = 2; k <= 4; k++) {
                    statement.setLong(k, micros[i]);
                }
                statement.setNString(5, reports[i]);
                statement.executeUpdate();
            }
        }
    }
}
