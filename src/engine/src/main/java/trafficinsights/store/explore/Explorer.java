package trafficinsights.store.explore;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.Problem;
import trafficinsights.model.RequestColumn;
import trafficinsights.model.explore.Column;
import trafficinsights.model.explore.Exploration;
import trafficinsights.model.explore.ExploreWatch;
import trafficinsights.model.explore.OpenedData;
import trafficinsights.model.explore.ReadyView;
import trafficinsights.store.LocalStore;

/// Opens files for exploring. Each way takes over the scratch folder and removes it, at the latest
/// when the exploration is closed.
///
/// Errors: a [trafficinsights.model.ProblemException] that names the file. Interrupting the thread
/// cancels.
public final class Explorer {
    private static final String VIEW = "CREATE VIEW Requests AS\nSELECT\n";

    private Explorer() {}

    /// A way of opening that can fail halfway.
    private interface Way {
        Exploration open(List<Duck> started) throws SQLException;
    }

    /// Whatever was started is closed when the way does not lead to its end.
    private static Exploration guarded(ScratchFolder scratch, String title, Way way) {
        List<Duck> started = new ArrayList<>();
        boolean isOpen = false;
        try {
            Exploration opened = way.open(started);
            isOpen = true;
            return opened;
        } catch (SQLException e) {
            throw SqlProblems.of(title, e);
        } finally {
            if (!isOpen) {
                started.forEach(Duck::close);
                scratch.close();
            }
        }
    }

    /// CSV files, loaded into a temporary database.
    ///
    /// @param title for people
    /// @param copies of files that are no UTF-8
    public static Exploration csv(
            List<CsvFile> files,
            String title,
            Utf8Copies copies,
            ScratchFolder scratch,
            ExploreWatch watch) {
        return guarded(
                scratch,
                title,
                started -> {
                    Path loaded = scratch.file("data.duckdb");
                    CsvLoad load = new CsvLoad(files, copies, scratch);
                    long rejects;
                    try (Duck database = Duck.make(loaded, scratch)) {
                        rejects = load.into(database, watch);
                    }
                    List<Path> paths = files.stream().map(CsvFile::file).toList();
                    Kind kind = new Kind("CSV", title, paths, rejects, load.notes(), false);
                    return opened(kind, loaded, null, scratch, started);
                });
    }

    /// Rows that were written to a CSV file without a header, loaded into a temporary database.
    ///
    /// @param rows the CSV file, and its columns in their order
    /// @param rejects CSV file of lines that could not be read
    /// @param about form, title, files, notes and queries; what it says of the rows is not used
    public static Exploration rows(
            CsvFile.Typed rows,
            OpenedData about,
            Path rejects,
            ScratchFolder scratch,
            ExploreWatch watch) {
        return guarded(
                scratch,
                about.title(),
                started -> {
                    Path loaded = scratch.file("data.duckdb");
                    try (Duck database = Duck.make(loaded, scratch)) {
                        String load = "CREATE TABLE data AS SELECT * FROM " + rows.sql();
                        database.run(
                                "loading " + about.title(),
                                watch,
                                session -> {
                                    session.execute(load);
                                    return true;
                                });
                    }
                    Kind kind =
                            new Kind(
                                    about.form(),
                                    about.title(),
                                    about.files(),
                                    about.rejects(),
                                    about.notes(),
                                    false,
                                    about.views());
                    return opened(
                            kind, loaded, about.rejects() > 0 ? rejects : null, scratch, started);
                });
    }

    /// Parquet files with the same columns, read where they lie.
    public static Exploration parquet(List<Path> files, String title, ScratchFolder scratch) {
        return guarded(
                scratch,
                title,
                started -> {
                    Duck engine = started(started, scratch);
                    RowSource.Parquet source = ParquetFiles.source(engine, files);
                    Duck locked = started(started, scratch);
                    String paths =
                            SqlText.texts(
                                    files.stream()
                                            .map(f -> f.toAbsolutePath().toString())
                                            .toList());
                    String view =
                            "CREATE VIEW data AS SELECT * EXCLUDE (%s) FROM %s"
                                    .formatted(source.number(), source.all());
                    engine.execute(view);
                    locked.execute("SET allowed_paths = [" + paths + "]");
                    locked.execute(view);
                    locked.lock();
                    Kind kind = new Kind("Parquet", title, files, 0, List.of(), false);
                    return new DuckExploration(
                            scratch,
                            new Reopening(kind, _ -> source, List.of("data")),
                            engine,
                            locked);
                });
    }

    /// A store of this program.
    ///
    /// @param writes whether SQL may change it
    public static Exploration store(Path file, ScratchFolder scratch, boolean writes) {
        return guarded(
                scratch,
                file.toString(),
                started -> {
                    (writes ? LocalStore.open(file) : LocalStore.openReadOnly(file)).close();
                    Kind kind =
                            new Kind(
                                    "store",
                                    String.valueOf(file.getFileName()),
                                    List.of(file),
                                    0,
                                    List.of(),
                                    writes);
                    return opened(kind, file, null, scratch, started);
                });
    }

    /// Logs that were read into a temporary store, within the scratch folder.
    ///
    /// @param rejects CSV file of lines that could not be read
    public static Exploration logs(
            List<Path> files,
            String title,
            Path store,
            Path rejects,
            long rejectCount,
            List<String> notes,
            ScratchFolder scratch) {
        return guarded(
                scratch,
                title,
                started -> {
                    Kind kind = new Kind("log", title, files, rejectCount, notes, false);
                    return opened(kind, store, rejectCount > 0 ? rejects : null, scratch, started);
                });
    }

    /// What the person is reported.
    private record Kind(
            String form,
            String title,
            List<Path> files,
            long rejects,
            List<String> notes,
            boolean writes,
            List<ReadyView> views) {
        Kind(
                String form,
                String title,
                List<Path> files,
                long rejects,
                List<String> notes,
                boolean writes) {
            this(form, title, files, rejects, notes, writes, List.of());
        }

        /// Whether the rows are the requests of a store, and not a table of their own.
        boolean isStore() {
            return form.equals("store") || form.equals("log");
        }
    }

    private static Duck started(List<Duck> started, ScratchFolder scratch) throws SQLException {
        Duck duck = Duck.start(scratch);
        started.add(duck);
        return duck;
    }

    /// A database file: `data` is its table of that name, or the requests of a store.
    private static Exploration opened(
            Kind kind,
            Path database,
            @Nullable Path rejects,
            ScratchFolder scratch,
            List<Duck> started)
            throws SQLException {
        Duck engine = started(started, scratch);
        boolean isStore = kind.isStore();
        attach(engine, database, kind.writes, isStore, rejects);
        Duck locked = kind.writes ? engine : started(started, scratch);
        if (locked != engine) {
            attach(locked, database, false, isStore, rejects);
        } else {
            engine.execute(
                    "SET allowed_directories = [" + SqlText.text(scratch.path().toString()) + "]");
        }
        locked.lock();
        List<String> tables = tables(engine);
        return new DuckExploration(
                scratch,
                new Reopening(kind, duck -> isStore ? requests(duck) : table(duck), tables),
                engine,
                locked);
    }

    private static void attach(
            Duck duck, Path database, boolean writes, boolean isStore, @Nullable Path rejects)
            throws SQLException {
        duck.attach(database, !writes);
        if (isStore) {
            duck.execute("CREATE VIEW data AS SELECT * FROM " + Duck.SOURCE + ".main.Requests");
        }
        if (rejects != null) {
            duck.execute(
                    "CREATE TABLE Rejects AS SELECT * FROM read_csv(%s, header = true, all_varchar = true, delim = ',', quote = '\"', escape = '\"', strict_mode = false, max_line_size = 10000000)"
                            .formatted(SqlText.text(RowSource.literalPath(rejects))));
        }
        duck.lookIntoSource();
    }

    private static List<String> tables(Duck duck) throws SQLException {
        List<String> tables = new ArrayList<>();
        tables.add("data");
        try (Statement statement = duck.root().createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "SELECT DISTINCT table_name FROM information_schema.tables WHERE table_catalog IN ('memory', 'source') AND table_name <> 'data' ORDER BY table_name = 'Requests' DESC, 1")) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        return tables;
    }

    private static RowSource table(Duck duck) throws SQLException {
        String name = Duck.SOURCE + ".main.data";
        List<Column> columns = columns(duck.root(), name);
        String names = SqlText.names(columns.stream().map(Column::name).toList());
        return counted(duck, columns, names, name + " l", name);
    }

    /// The view for people, with the number of its row beside it.
    private static RowSource requests(Duck duck) throws SQLException {
        String view =
                view(
                        LocalStore.has(
                                        duck.root(),
                                        Duck.SOURCE,
                                        "RequestLogs",
                                        RequestColumn.TTFB.sqlName())
                                ? "-4"
                                : "");
        int from = view.indexOf("\nFROM ");
        String tables = view.substring(from + "\nFROM ".length()).replace(";", "");
        return counted(
                duck,
                columns(duck.root(), Duck.SOURCE + ".main.Requests"),
                view.substring(0, from),
                tables,
                Duck.SOURCE + ".main.RequestLogs");
    }

    private static RowSource counted(
            Duck duck, List<Column> columns, String select, String from, String table)
            throws SQLException {
        Session root = new Session(duck.root());
        long count = root.number("SELECT count(*) FROM " + table);
        long end = root.number("SELECT coalesce(max(rowid) + 1, 0) FROM " + table);
        return new RowSource.Table(columns, count, end, select, from, "l.rowid");
    }

    /// The columns and the tables of the view.
    ///
    /// @param version behind the name of the script that makes it
    private static String view(String version) {
        try (InputStream in =
                LocalStore.class.getResourceAsStream(
                        "/trafficinsights/store/schema" + version + ".sql")) {
            if (in == null) {
                throw new IllegalStateException("the store's schema is not packaged");
            }
            String schema = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            int from = schema.indexOf(VIEW) + VIEW.length();
            return schema.substring(from, schema.indexOf(';', from)).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Column> columns(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("DESCRIBE SELECT * FROM " + table)) {
            return ColumnTypes.described(rows);
        }
    }

    private interface Finding {
        RowSource source(Duck duck) throws SQLException;
    }

    private record Reopening(Kind kind, Finding finding, List<String> tables)
            implements DuckExploration.Opening {
        @Override
        public RowSource source(Duck engine) throws SQLException {
            return finding.source(engine);
        }

        @Override
        public OpenedData opened(RowSource source) {
            if (source.columns().isEmpty()) {
                throw Problem.of("explore.empty", kind.title + " has no columns.").asException();
            }
            return new OpenedData(
                    kind.title,
                    kind.form,
                    kind.files,
                    tables,
                    source.columns(),
                    source.count(),
                    kind.rejects,
                    kind.notes,
                    kind.views);
        }

        @Override
        public boolean writes() {
            return kind.writes;
        }
    }
}
