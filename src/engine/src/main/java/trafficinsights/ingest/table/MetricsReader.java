package trafficinsights.ingest.table;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import trafficinsights.ingest.file.Packing;
import trafficinsights.ingest.row.LineVerdict;
import trafficinsights.ingest.row.ParsedBlock;
import trafficinsights.ingest.row.VerdictCounts;
import trafficinsights.ingest.text.InputFiles;
import trafficinsights.model.Names;
import trafficinsights.model.ServerMetricBatch;

/// Reads a CSV file of server metrics through a mapping. Threads: one.
public final class MetricsReader implements Closeable {
    private static final int BATCH_ROWS = 4_096;

    /// @param metrics of the lines that have some
    public record Block(ParsedBlock lines, ServerMetricBatch metrics) {}

    private final Path file;
    private final Names names;
    private final MetricsRows rows;
    private final BufferedReader lines;

    /// @param mappingFile null for HAProxy's statistics
    public MetricsReader(Path file, @Nullable Path mappingFile, Names names) {
        this.file = file;
        this.names = names;
        this.rows = new MetricsRows(mappingFile, names);
        try {
            InputStream in = Packing.of(file).unpacked(Files.newInputStream(file));
            lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw InputFiles.unreadable(file, e);
        }
    }

    /// Reads some thousand lines.
    ///
    /// @return null at the end
    public @Nullable Block next(int fileIndex, long sequence) {
        ServerMetricBatch batch = ServerMetricBatch.allocate(BATCH_ROWS, names);
        VerdictCounts verdicts = new VerdictCounts();
        List<ParsedBlock.LocalReject> rejects = new ArrayList<>();
        int size = 0;
        long count = 0;
        try {
            String line = lines.readLine();
            while (line != null) {
                count++;
                LineVerdict verdict = rows.read(line, batch, size);
                verdicts.add(verdict);
                size += verdict == LineVerdict.METRICS ? 1 : 0;
                if (verdict.kind() == LineVerdict.Kind.REJECT) {
                    rejects.add(new ParsedBlock.LocalReject(count, verdict, verdict.label(), line));
                }
                line = size == BATCH_ROWS ? null : lines.readLine();
            }
        } catch (IOException e) {
            throw InputFiles.unreadable(file, e);
        }
        ParsedBlock block = new ParsedBlock(sequence, fileIndex, count, verdicts, rejects);
        return count == 0 ? null : new Block(block, batch.withSize(size));
    }

    @Override
    public void close() {
        try {
            lines.close();
        } catch (IOException e) {
            // Nothing was written, so a failed close loses nothing.
            System.getLogger(MetricsReader.class.getName())
                    .log(System.Logger.Level.DEBUG, "closing an input failed", e);
        }
    }
}
