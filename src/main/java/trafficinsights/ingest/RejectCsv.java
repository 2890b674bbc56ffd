package trafficinsights.ingest;

import com.opencsv.CSVWriterBuilder;
import com.opencsv.ICSVWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import trafficinsights.model.Reject;

/// Writes `rejects.csv`: every line that could not be read, with its number and cause.
///
/// Threads: one at a time.
public final class RejectCsv implements AutoCloseable {
    private final ICSVWriter csv;

    /// @param out is not closed by this writer
    public RejectCsv(OutputStream out) {
        csv =
                new CSVWriterBuilder(new OutputStreamWriter(out, StandardCharsets.UTF_8))
                        .withLineEnd("\n")
                        .build();
        csv.writeNext(new String[] {"source", "line", "cause", "text"}, false);
    }

    public void write(Reject reject) {
        csv.writeNext(
                new String[] {
                    reject.source(),
                    Long.toString(reject.lineNumber()),
                    reject.cause(),
                    reject.text()
                },
                false);
    }

    /// Passes everything on to the stream.
    ///
    /// @throws IOException when a row could not be written
    @Override
    public void close() throws IOException {
        csv.flush();
        if (csv.checkError()) {
            IOException failure = csv.getException();
            throw failure != null ? failure : new IOException("rejects could not be written");
        }
    }
}
