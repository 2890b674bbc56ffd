package trafficinsights.run.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import trafficinsights.ingest.row.LineVerdict;
import trafficinsights.ingest.row.ParsedBlock;
import trafficinsights.ingest.row.VerdictCounts;
import trafficinsights.ingest.text.InputFiles;
import trafficinsights.model.Names;
import trafficinsights.model.RequestBatch;
import trafficinsights.run.spec.ParquetInput;
import trafficinsights.run.spec.RunSource;
import trafficinsights.store.ParquetRequests;

/// Requests in `request_logs.parquet`. Reading is one stream, so pieces are read under a lock; what
/// is made of them is not.
final class ParquetSource implements WorkSource {
    private static final String FORMAT = "parquet";

    private final List<Input> inputs = new ArrayList<>();
    private final Names names = Names.create();
    private final ParquetRequests reader;
    private long sequence;
    private volatile long rows;

    /// @throws trafficinsights.model.ProblemException when a file does not have the columns of
    ///   requests, or the files are to be read as a log
    ParquetSource(RunSource.Logs logs) {
        ParquetInput.refuseOptions(logs);
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
