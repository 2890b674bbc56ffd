package trafficinsights.run.explore;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import trafficinsights.ingest.file.TextEncodings;
import trafficinsights.ingest.format.LogFormat;
import trafficinsights.model.Problem;
import trafficinsights.model.ProblemException;
import trafficinsights.run.spec.RunSource;

/// What kind of file is opened: by its first bytes, then by its name.
enum ExploredForm {
    CSV,
    PARQUET,
    STORE,
    LOG;

    private static final int HEAD_BYTES = 4096;
    private static final List<String> TABLE_ENDINGS = List.of(".csv", ".tsv", ".psv", ".tab");

    /// The one kind of all files.
    ///
    /// @throws ProblemException when one cannot be opened, or they are of several kinds
    static ExploredForm of(RunSource.Logs input) {
        ExploredForm form = null;
        for (Path file : input.files()) {
            ExploredForm own = of(file);
            if (!input.format().equals(LogFormat.AUTO)) {
                own = LOG;
            }
            if (form != null && form != own) {
                throw problem(
                        "explore.kinds",
                        ("%s and %s have different formats. Open only files of the"
                                        + " same format together.")
                                .formatted(file, input.files().getFirst()));
            }
            form = own;
        }
        if (form == STORE && input.files().size() > 1) {
            throw problem("explore.kinds", "Only one store can be opened at a time.");
        }
        return form == null ? LOG : form;
    }

    private static ExploredForm of(Path file) {
        byte[] head = head(file);
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        if (startsWith(head, 0, "PAR1") || name.endsWith(".parquet")) {
            return PARQUET;
        }
        if (startsWith(head, 8, "DUCK") || name.endsWith(".duckdb")) {
            return STORE;
        }
        if (head.length == 0) {
            throw problem(
                    "explore.empty", "%s is empty. Choose a file with content.".formatted(file));
        }
        if (!isTable(name)) {
            return LOG;
        }
        boolean isPacked = name.endsWith(".gz") || name.endsWith(".zst");
        if (!isPacked && !TextEncodings.isWide(TextEncodings.ofFirst(head)) && hasZero(head)) {
            throw problem(
                    "explore.no-csv",
                    ("%s has the name of a text table but contains zero bytes."
                                    + " Save it as CSV in UTF-8.")
                            .formatted(file));
        }
        return CSV;
    }

    private static boolean isTable(String name) {
        return TABLE_ENDINGS.stream()
                .flatMap(ending -> Stream.of(ending, ending + ".gz", ending + ".zst"))
                .anyMatch(name::endsWith);
    }

    private static boolean hasZero(byte[] head) {
        for (byte b : head) {
            if (b == 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean startsWith(byte[] head, int at, String text) {
        byte[] wanted = text.getBytes(StandardCharsets.US_ASCII);
        return head.length >= at + wanted.length
                && Arrays.equals(head, at, at + wanted.length, wanted, 0, wanted.length);
    }

    private static byte[] head(Path file) {
        if (!Files.exists(file)) {
            throw problem("explore.missing", "%s does not exist. Check the path.".formatted(file));
        }
        if (Files.isDirectory(file)) {
            throw problem(
                    "explore.folder",
                    "%s is a folder. Specify its files, for example %s."
                            .formatted(file, file.resolve("*.parquet")));
        }
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(HEAD_BYTES);
        } catch (IOException e) {
            throw Problem.of(
                            "explore.unreadable",
                            "%s cannot be read. Check its permissions.".formatted(file),
                            e)
                    .asException();
        }
    }

    private static ProblemException problem(String code, String message) {
        return Problem.of(code, message).asException();
    }
}
