package trafficinsights.ingest.table;

import com.opencsv.CSVReader;
import com.opencsv.CSVReaderBuilder;
import com.opencsv.CSVWriterBuilder;
import com.opencsv.ICSVWriter;
import com.opencsv.RFC4180Parser;
import com.opencsv.exceptions.CsvValidationException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import trafficinsights.model.Problem;
import trafficinsights.model.Reject;
import trafficinsights.model.report.RejectSummary;

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

    /// Counts the lines of such a file by their cause.
    ///
    /// @param most first lines that are kept
    /// @throws trafficinsights.model.ProblemException when it cannot be read
    public static RejectSummary read(Path file, int most) throws InterruptedException {
        Map<String, Long> causes = new HashMap<>();
        List<Reject> first = new ArrayList<>();
        long count = 0;
        try (Reader text = Files.newBufferedReader(file);
                CSVReader csv =
                        new CSVReaderBuilder(text)
                                .withSkipLines(1)
                                .withCSVParser(new RFC4180Parser())
                                .build()) {
            for (String[] cells = csv.readNext(); cells != null; cells = csv.readNext()) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                count++;
                causes.merge(cells[2], 1L, Long::sum);
                if (first.size() < most) {
                    first.add(new Reject(cells[0], Long.parseLong(cells[1]), cells[2], cells[3]));
                }
            }
        } catch (IOException | CsvValidationException | RuntimeException e) {
            throw Problem.of(
                            "rejects.read",
                            ("%s could not be read as a file of rejected lines."
                                            + " Check its permissions and its content.")
                                    .formatted(file),
                            e)
                    .asException();
        }
        return new RejectSummary(
                count,
                causes.entrySet().stream()
                        .map(cause -> new RejectSummary.Cause(cause.getKey(), cause.getValue()))
                        .sorted(
                                Comparator.comparingLong(RejectSummary.Cause::count)
                                        .reversed()
                                        .thenComparing(RejectSummary.Cause::text))
                        .toList(),
                first);
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
