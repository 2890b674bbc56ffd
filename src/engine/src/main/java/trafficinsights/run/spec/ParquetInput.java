package trafficinsights.run.spec;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import trafficinsights.ingest.format.LogFormat;
import trafficinsights.model.Problem;

/// Tells Parquet files from logs. Threads: any.
public final class ParquetInput {
    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

    private ParquetInput() {}

    /// A Parquet file says itself how it is read.
    ///
    /// @throws trafficinsights.model.ProblemException when the files are to be read as a log
    public static void refuseOptions(RunSource.Logs logs) {
        boolean isGiven =
                !logs.format().equals(LogFormat.AUTO)
                        || !logs.logFormat().isEmpty()
                        || logs.mapping() != null;
        if (isGiven) {
            throw Problem.of(
                            "input.parquet-options",
                            "%s is a Parquet file: leave out --format, --log-format and --mapping."
                                    .formatted(logs.files().getFirst()))
                    .asException();
        }
    }

    /// Whether these are Parquet files.
    ///
    /// @throws trafficinsights.model.ProblemException when only some of them are
    public static boolean isOf(List<Path> files) {
        List<Path> parquet = files.stream().filter(ParquetInput::isParquet).toList();
        if (!parquet.isEmpty() && parquet.size() < files.size()) {
            throw Problem.of(
                            "input.kinds",
                            "%s is a Parquet file, and other files are not. Read them one after the other."
                                    .formatted(parquet.getFirst()))
                    .asException();
        }
        return !parquet.isEmpty();
    }

    private static boolean isParquet(Path file) {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(MAGIC.length), MAGIC);
        } catch (IOException e) {
            // Reading it as a log says what is wrong with it.
            return false;
        }
    }
}
