package trafficinsights.run.explore;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import trafficinsights.ingest.csv.CsvMappingFile;
import trafficinsights.ingest.log.CsvFiles;
import trafficinsights.ingest.row.CsvOptions;
import trafficinsights.model.CsvDialect;
import trafficinsights.model.CsvLook;
import trafficinsights.model.CsvMapping;
import trafficinsights.model.Outcome;
import trafficinsights.model.ProblemException;
import trafficinsights.report.WholeFile;
import trafficinsights.run.home.UserFolder;
import trafficinsights.run.spec.RunSource;

/// Looks at CSV files with any header, and writes mappings of their columns. Threads: any; the work
/// is done on the thread that calls.
public final class Mappings {
    private Mappings() {}

    /// @param logs one CSV file and how it is read; its mapping, if there is one, is previewed
    ///   instead of the proposal
    /// @param rows of the preview, and rejects beside them, at most
    public static Outcome<CsvLook> look(RunSource.Logs logs, int rows) {
        try {
            return Outcome.ok(CsvFiles.look(logs.files().getFirst(), logs.options(), rows));
        } catch (ProblemException e) {
            return Outcome.rejected(e.problem());
        }
    }

    /// As [#look(RunSource.Logs, int)], with columns that a person has set.
    public static Outcome<CsvLook> look(RunSource.Logs logs, CsvMapping mapping, int rows) {
        return look(logs, new CsvOptions(mapping, null), rows);
    }

    /// As [#look(RunSource.Logs, int)], with a proposal for a dialect that a person has set.
    public static Outcome<CsvLook> look(RunSource.Logs logs, CsvDialect dialect, int rows) {
        return look(logs, new CsvOptions(null, dialect, null, ""), rows);
    }

    private static Outcome<CsvLook> look(RunSource.Logs logs, CsvOptions csv, int rows) {
        try {
            return Outcome.ok(
                    CsvFiles.look(logs.files().getFirst(), logs.options().withCsv(csv), rows));
        } catch (ProblemException e) {
            return Outcome.rejected(e.problem());
        }
    }

    /// The mapping that is kept for files of this name; none where there is none, or none that can
    /// be read.
    public static Optional<CsvMapping> keptMapping(Path csv) {
        Path file = keptFor(csv);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(CsvMappingFile.load(file));
        } catch (ProblemException e) {
            System.getLogger(Mappings.class.getName())
                    .log(System.Logger.Level.INFO, e.problem().userMessage());
            return Optional.empty();
        }
    }

    /// Where a mapping is kept that a person has set for a file and not saved elsewhere.
    public static Path keptFor(Path csv) {
        return UserFolder.path().resolve("chosen-mappings").resolve(csv.getFileName() + ".yaml");
    }

    /// Writes the mapping of what was looked at, completely or not at all.
    ///
    /// @return the file
    public static Outcome<Path> write(CsvLook look, Path file) {
        try {
            WholeFile.write(file, CsvFiles.mappingText(look));
            return Outcome.ok(file);
        } catch (ProblemException e) {
            return Outcome.rejected(e.problem());
        }
    }
}
