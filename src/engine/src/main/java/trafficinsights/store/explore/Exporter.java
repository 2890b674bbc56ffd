package trafficinsights.store.explore;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import trafficinsights.model.Problem;
import trafficinsights.model.explore.ExploreWatch;
import trafficinsights.model.explore.ExportForm;
import trafficinsights.model.explore.Exported;
import trafficinsights.system.PartFile;

/// Writes rows to a file beside the target, reads them back to count them, and only then gives the
/// file its name. Whatever goes wrong, no part of it stays.
final class Exporter {
    /// For rows that are counted only when they are written: asked again, SQL may give others.
    static final long ALL_THAT_CAME = -1;

    private final Duck duck;
    private final int width;

    /// @param width columns of the rows
    Exporter(Duck duck, int width) {
        this.duck = duck;
        this.width = width;
    }

    /// @param select the rows
    /// @param expected how many they are, or [#ALL_THAT_CAME]
    Exported write(
            String select,
            long expected,
            Path file,
            ExportForm form,
            boolean replaces,
            ExploreWatch watch)
            throws SQLException {
        Path target = file.toAbsolutePath();
        Path part = PartFile.of(target);
        prepare(target, replaces);
        try {
            String copy =
                    "COPY (%s) TO %s (%s, USE_TMP_FILE false)"
                            .formatted(select, SqlText.text(part.toString()), options(form));
            long copied = duck.run("writing " + target.getFileName(), watch, s -> s.changed(copy));
            long wanted = expected == ALL_THAT_CAME ? copied : expected;
            long written =
                    duck.run(
                            "counting " + target.getFileName(),
                            watch,
                            session -> session.number(countSql(part, form)));
            if (written != wanted) {
                throw Problem.of(
                                "explore.count",
                                ("%s was not kept: it would have %,d rows instead"
                                                + " of %,d. This is an internal error; please report"
                                                + " it.")
                                        .formatted(target, written, wanted))
                        .asException();
            }
            long bytes = Files.size(part);
            move(part, target);
            return new Exported(file, form, written, bytes);
        } catch (SQLException e) {
            throw problem(target, e);
        } catch (IOException e) {
            throw unwritable(target, e);
        } finally {
            remove(part);
        }
    }

    private static void prepare(Path target, boolean replaces) {
        if (Files.isDirectory(target)) {
            throw Problem.of("explore.exists", "%s is a folder. Specify a file.".formatted(target))
                    .asException();
        }
        if (Files.exists(target) && !replaces) {
            throw Problem.of(
                            "explore.exists",
                            ("%s already exists. Choose another file, or use"
                                            + " --force to overwrite it.")
                                    .formatted(target))
                    .asException();
        }
        try {
            Path folder = target.getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
        } catch (IOException e) {
            throw unwritable(target, e);
        }
    }

    private static String options(ExportForm form) {
        return switch (form) {
            case CSV -> "FORMAT csv, HEADER true";
            case PARQUET -> "FORMAT parquet, COMPRESSION zstd";
            case JSON -> "FORMAT json, ARRAY true";
            case JSON_LINES -> "FORMAT json";
        };
    }

    private String csvColumns() {
        return IntStream.range(0, width)
                .mapToObj(i -> "'c" + i + "': 'VARCHAR'")
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private String countSql(Path part, ExportForm form) {
        String name = SqlText.text(RowSource.literalPath(part));
        return switch (form) {
            case CSV ->
                    ("SELECT count(*) FROM read_csv(%s, header = true, all_varchar = true, delim = ',',"
                                    + " quote = '\"', escape = '\"', auto_detect = false, columns = %s,"
                                    + " max_line_size = 100000000)")
                            .formatted(name, csvColumns());
            case PARQUET -> "SELECT count(*) FROM read_parquet(%s)".formatted(name);
            case JSON ->
                    "SELECT count(*) FROM read_json_objects(%s, format = 'array')".formatted(name);
            case JSON_LINES ->
                    "SELECT count(*) FROM read_json_objects(%s, format = 'newline_delimited')"
                            .formatted(name);
        };
    }

    private static void move(Path part, Path target) throws IOException {
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        PartFile.moveIntoPlace(part, target);
    }

    private static void remove(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            System.getLogger(Exporter.class.getName())
                    .log(System.Logger.Level.DEBUG, "could not remove " + part, e);
        }
    }

    private static RuntimeException problem(Path target, SQLException e) {
        String message = String.valueOf(e.getMessage());
        if (message.contains("No space left") || message.contains("not enough space")) {
            return Problem.of(
                            "explore.disk-full",
                            ("The disk is full: %s could not be written and was"
                                            + " deleted. Free some space, or choose another folder.")
                                    .formatted(target),
                            e)
                    .asException();
        }
        if (message.startsWith("IO Error")) {
            return unwritable(target, e);
        }
        return SqlProblems.of(String.valueOf(target.getFileName()), e);
    }

    private static RuntimeException unwritable(Path target, Exception e) {
        return Problem.of(
                        "explore.unwritable",
                        ("%s cannot be written. Check that you can write to its"
                                        + " folder and that no other program has the file open.")
                                .formatted(target),
                        e)
                .asException();
    }
}
