package trafficinsights.store.explore;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;
import trafficinsights.model.Problem;
import trafficinsights.model.explore.ExploreWatch;

/// One DuckDB in memory, with at most 1 GB; more goes to the scratch folder.
///
/// Work runs on a thread of its own, because a call into DuckDB does not hear an interrupt: the
/// caller waits, passes progress on, and on its own interrupt or at the end of the time makes
/// DuckDB stop.
final class Duck implements AutoCloseable {
    /// The opened file in the catalog.
    static final String SOURCE = "source";

    private static final String MEMORY_LIMIT = "1GB";
    private static final long LOOK_MILLIS = 50;
    private static final Duration NO_LIMIT = Duration.ofDays(365);
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final Connection root;
    private final ReentrantLock oneAtATime = new ReentrantLock();
    private volatile boolean hasSource;
    private volatile boolean isLocked;

    private Duck(Connection root) {
        this.root = root;
    }

    /// What is done in a session. Errors end it.
    interface Work<T> {
        T run(Session session) throws SQLException;
    }

    static Duck start(ScratchFolder scratch) throws SQLException {
        return open("", scratch);
    }

    /// A database file that is made.
    static Duck make(Path file, ScratchFolder scratch) throws SQLException {
        return open(file.toAbsolutePath().toString(), scratch);
    }

    private static Duck open(String database, ScratchFolder scratch) throws SQLException {
        Properties settings = new Properties();
        settings.setProperty("memory_limit", MEMORY_LIMIT);
        settings.setProperty("temp_directory", scratch.file("spill").toString());
        settings.setProperty("autoinstall_known_extensions", "false");
        settings.setProperty("autoload_known_extensions", "false");
        settings.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, "true");
        Duck duck = new Duck(DriverManager.getConnection("jdbc:duckdb:" + database, settings));
        duck.execute("SET GLOBAL TimeZone = 'UTC'");
        prepare(duck.root);
        return duck;
    }

    private static void prepare(Connection connection) throws SQLException {
        execute(connection, "SET enable_progress_bar = true");
        execute(connection, "SET enable_progress_bar_print = false");
    }

    void attach(Path file, boolean isReadOnly) throws SQLException {
        execute(
                "ATTACH %s AS %s%s"
                        .formatted(
                                SqlText.text(file.toAbsolutePath().toString()),
                                SOURCE,
                                isReadOnly ? " (READ_ONLY)" : ""));
    }

    /// Short statements of our own, on the first connection.
    void execute(String sql) throws SQLException {
        execute(root, sql);
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /// The connection that the settings were made on.
    Connection root() {
        return root;
    }

    /// Runs on a connection of its own, beside others; after [#lock()], one at a time on the first.
    <T> T run(String what, ExploreWatch watch, Work<T> work) throws SQLException {
        if (isLocked) {
            enter(oneAtATime);
            try {
                return run(root, what, NO_LIMIT, watch, work);
            } finally {
                oneAtATime.unlock();
            }
        }
        try (Connection connection = root.unwrap(DuckDBConnection.class).duplicate()) {
            prepare(connection);
            if (hasSource) {
                execute(connection, "SET search_path = 'memory.main,%s.main'".formatted(SOURCE));
            }
            return run(connection, what, NO_LIMIT, watch, work);
        }
    }

    /// Takes a lock that another may hold over a query.
    ///
    /// @throws trafficinsights.model.ProblemException when the waiting thread is interrupted
    static void enter(ReentrantLock lock) {
        try {
            lock.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw SqlProblems.cancelled();
        }
    }

    /// No file beside those that are open, no setting, and no way back.
    void lock() throws SQLException {
        execute("SET enable_external_access = false");
        execute("SET lock_configuration = true");
        isLocked = true;
    }

    /// From now on names are looked up in the opened file too.
    void lookIntoSource() throws SQLException {
        hasSource = true;
        execute("SET search_path = 'memory.main,%s.main'".formatted(SOURCE));
    }

    static <T> T run(
            Connection connection, String what, Duration limit, ExploreWatch watch, Work<T> work)
            throws SQLException {
        Session session = new Session(connection);
        FutureTask<T> task = new FutureTask<>(() -> work.run(session));
        Thread.ofPlatform().daemon().name("explore-" + NUMBER.incrementAndGet()).start(task);
        return await(task, session, what, limit, watch);
    }

    private static <T> T await(
            FutureTask<T> task, Session session, String what, Duration limit, ExploreWatch watch)
            throws SQLException {
        long end = System.nanoTime() + limit.toNanos();
        boolean isInterrupted = false;
        boolean isLate = false;
        try {
            while (true) {
                try {
                    return task.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                } catch (InterruptedException e) {
                    isInterrupted = true;
                } catch (TimeoutException e) {
                    watch.at(what, session.share());
                } catch (ExecutionException e) {
                    throw reason(
                            Objects.requireNonNull(e.getCause()), isInterrupted, isLate, limit);
                }
                isLate = isLate || System.nanoTime() > end;
                if (isInterrupted || isLate) {
                    // Again and again: one that came between two statements is not heard.
                    session.cancel();
                }
            }
        } finally {
            if (isInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static SQLException reason(
            Throwable cause, boolean isInterrupted, boolean isLate, Duration limit) {
        if (isInterrupted) {
            throw SqlProblems.cancelled();
        }
        if (isLate) {
            throw Problem.of(
                            "explore.time-limit",
                            "The query was stopped after its time limit of %d s. Simplify the query, or raise"
                                            .formatted(limit.toSeconds())
                                    + " --time-limit.",
                            cause)
                    .asException();
        }
        return switch (cause) {
            case SQLException e -> e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> new SQLException(cause);
        };
    }

    @Override
    public void close() {
        try {
            root.close();
        } catch (SQLException e) {
            System.getLogger(Duck.class.getName())
                    .log(System.Logger.Level.DEBUG, "a temporary database did not close", e);
        }
    }
}
