package trafficinsights.warehouse;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import trafficinsights.model.Backoff;

/// Does a piece of work on a connection of the pool, and again after errors that pass. Each piece
/// must be one that may be done twice: the ledger sees to that.
///
/// Threads: any.
final class Retry {
    /// One piece of work. It leaves no transaction open when it fails: the connection is closed.
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    private final HikariDataSource pool;
    private final String server;
    private final Backoff backoff;
    private final AtomicLong retries = new AtomicLong();

    Retry(HikariDataSource pool, String server, Backoff backoff) {
        this.pool = pool;
        this.server = server;
        this.backoff = backoff;
    }

    /// How often something was tried again.
    long retries() {
        return retries.get();
    }

    /// @throws trafficinsights.model.ProblemException when it cannot be done
    <T> T run(Work<T> work) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                return once(work);
            } catch (SQLException e) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new InterruptedException("cancelled");
                }
                if (!SqlCause.isTransient(e) || attempt >= backoff.tries()) {
                    throw SqlCause.problem(server, e).asException();
                }
                retries.incrementAndGet();
                wait(attempt, e);
            }
        }
    }

    private void wait(int attempt, SQLException e) throws InterruptedException {
        System.getLogger(Retry.class.getName())
                .log(
                        System.Logger.Level.INFO,
                        "pool warehouse: error {0}, try {1} of {2} failed",
                        String.valueOf(e.getErrorCode()),
                        attempt,
                        backoff.tries());
        Thread.sleep(
                backoff.waitMillis(attempt, edge -> ThreadLocalRandom.current().nextLong(edge)));
    }

    private <T> T once(Work<T> work) throws SQLException {
        Connection connection = pool.getConnection();
        boolean isDone = false;
        try {
            T result = work.on(connection);
            isDone = true;
            return result;
        } finally {
            if (!isDone) {
                // Whatever state it is in: nobody gets it again.
                pool.evictConnection(connection);
            }
            connection.close();
        }
    }
}
