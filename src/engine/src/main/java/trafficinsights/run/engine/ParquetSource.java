package trafficinsights.run.engine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import trafficinsights.ingest.format.LogFormat;
import trafficinsights.ingest.row.LineVerdict;
import trafficinsights.ingest.row.ParsedBlock;
import trafficinsights.ingest.row.VerdictCounts;
import trafficinsights.ingest.text.InputFiles;
import trafficinsights.model.Names;
import trafficinsights.model.Problem;
import trafficinsights.model.RequestBatch;
import trafficinsights.run.spec.RunSource;
import trafficinsights.store.ParquetRequests;

/// Requests in `request_logs.parquet`. Reading is one stream, so pieces are read under a lock; what
/// is made of them is not.
final class ParquetSource implements WorkSource {
    private static final String FORMAT = "parquet";
    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

    private final List<Input> inputs = new ArrayList<>();
    private final Names names = Names.create();
    private final ParquetRequests reader;
    private long sequence;
    private volatile long rows;

    /// @throws trafficinsights.model.ProblemException when a file does not have the columns of
    ///   requests, or the files are to be read as a log
    ParquetSource(RunSource.Logs logs) {
        refuseOptions(logs);
        try {
            for (Path file : logs.files()) {
                String note = "parquet: written by this program, by its columns";
                inputs.add(new Input(file, FORMAT, note, Files.size(file), false));
            }
        } catch (IOException e) {
            throw InputFiles.unreadable(logs.files().getFirst(), e);
        }
        reader = new ParquetRequests(logs.files(), names);
    }

    private static void refuseOptions(RunSource.Logs logs) {
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
    static boolean isOf(List<Path> files) {
        List<Path> parquet = files.stream().filter(ParquetSource::isParquet).toList();
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

    @Override
    public Names names() {
        return names;
    }

    @Override
    public double doneShare() {
        return reader.rowCount() == 0 ? 1 : (double) rows / reader.rowCount();
    }

    @Override
    public List<Input> inputs() {
        return inputs;
    }

    @Override
    public Worker newWorker(Consumer<RequestBatch> consumer, boolean mustKeep) {
        return () -> {
            ParquetRequests.@Nullable Rows read;
            long number;
            synchronized (this) {
                read = reader.next();
                number = sequence++;
                rows += read == null ? 0 : read.rows();
            }
            if (read == null) {
                return null;
            }
            consumer.accept(read.requests());
            return new Piece(number, Long.MIN_VALUE, block(read, number), null);
        };
    }

    /// A row counts as a line.
    private static ParsedBlock block(ParquetRequests.Rows read, long sequence) {
        VerdictCounts verdicts = new VerdictCounts();
        verdicts.add(LineVerdict.REQUEST, read.requests().size());
        verdicts.add(LineVerdict.ENDS_EARLY, read.bad().size());
        List<ParsedBlock.LocalReject> rejects = new ArrayList<>();
        for (int row : read.bad()) {
            rejects.add(
                    new ParsedBlock.LocalReject(
                            row + 1L, LineVerdict.ENDS_EARLY, "a value is missing", ""));
        }
        return new ParsedBlock(sequence, read.file(), read.rows(), verdicts, rejects);
    }

    @Override
    public void close() {
        reader.close();
    }
}
