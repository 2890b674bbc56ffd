package trafficinsights.store.explore;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import trafficinsights.model.CsvDialect.Encoding;
import trafficinsights.model.Problem;
import trafficinsights.model.explore.ExploreWatch;

/// Reads CSV files into the table `data` of a database file, each as it is written, and lines that
/// are none into `Rejects`. Several files are one table by the names of their columns.
///
/// DuckDB reads UTF-8: a file in another encoding is copied first, and so is one of which it turns
/// out that some lines are no UTF-8.
final class CsvLoad {
    private final List<CsvFile> files;
    private final Utf8Copies copies;
    private final ScratchFolder scratch;
    private final List<String> notes = new ArrayList<>();

    CsvLoad(List<CsvFile> files, Utf8Copies copies, ScratchFolder scratch) {
        this.files = List.copyOf(files);
        this.copies = copies;
        this.scratch = scratch;
    }

    /// What to tell the person of how the files were read.
    List<String> notes() {
        return notes;
    }

    /// @return lines that were refused
    long into(Duck database, ExploreWatch watch) throws SQLException {
        database.execute(
                "CREATE TABLE Rejects (file VARCHAR, line UBIGINT, \"column\" VARCHAR, cause VARCHAR, text VARCHAR)");
        List<String> parts = new ArrayList<>();
        Set<String> brokenColumns = new LinkedHashSet<>();
        Set<String> brokenTimes = new LinkedHashSet<>();
        Set<String> doubtful = new LinkedHashSet<>();
        for (CsvFile file : files) {
            String part = files.size() == 1 ? "data" : "part" + parts.size();
            CsvTable table = new CsvTable(file, part);
            read(table, file, database, watch);
            parts.add(part);
            brokenColumns.addAll(table.brokenColumns());
            brokenTimes.addAll(table.brokenTimes());
            doubtful.addAll(table.doubtful());
        }
        note(
                "Read as text, because not every value is of the type of the first ones: %s.",
                brokenColumns);
        note("Read as text, because not every value is a time: %s.", brokenTimes);
        note(
                "Read as text, because it is uncertain whether marks are between thousands or before decimals: %s.",
                doubtful);
        if (parts.size() > 1) {
            unite(parts, database, watch);
        }
        return keepRejects(database);
    }

    private void note(String text, Set<String> columns) {
        if (!columns.isEmpty()) {
            notes.add(text.formatted(String.join(", ", columns)));
        }
    }

    private void read(CsvTable table, CsvFile csv, Duck database, ExploreWatch watch)
            throws SQLException {
        Encoding encoding = csv.shape().encoding();
        if (encoding != Encoding.UTF_8) {
            readCopy(table, csv, database, watch);
            return;
        }
        table.read(csv.file(), database, watch);
        if (table.hasForeignBytes()) {
            notes.add(
                    "%s is not entirely UTF-8: the other lines were read as Windows-1252."
                            .formatted(SqlProblems.name(csv.file())));
            readCopy(table, csv, database, watch);
        }
    }

    private void readCopy(CsvTable table, CsvFile csv, Duck database, ExploreWatch watch)
            throws SQLException {
        Path copy = scratch.file("utf8.csv");
        try {
            copies.write(csv.file(), csv.shape().encoding(), copy);
            table.read(copy, database, watch);
            Files.delete(copy);
        } catch (ClosedByInterruptException e) {
            throw SqlProblems.cancelled();
        } catch (IOException e) {
            throw Problem.of(
                            "explore.unreadable",
                            ("%s could not be copied to %s as UTF-8: %s. Check"
                                            + " that the file is complete and that the disk is not"
                                            + " full.")
                                    .formatted(csv.file(), scratch.path(), e.getMessage()),
                            e)
                    .asException();
        }
    }

    private static void unite(List<String> parts, Duck database, ExploreWatch watch)
            throws SQLException {
        String all =
                parts.stream()
                        .map(part -> "SELECT * FROM " + part)
                        .collect(Collectors.joining(" UNION ALL BY NAME "));
        database.run(
                "combining the files",
                watch,
                session -> {
                    session.execute("CREATE TABLE data AS " + all);
                    for (String part : parts) {
                        session.execute("DROP TABLE " + part);
                    }
                    return true;
                });
    }

    private static long keepRejects(Duck database) throws SQLException {
        long rejects =
                new Session(database.root())
                        .number("SELECT count(DISTINCT (file, line)) FROM Rejects");
        if (rejects == 0) {
            database.execute("DROP TABLE Rejects");
        }
        return rejects;
    }
}
