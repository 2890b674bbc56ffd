package trafficinsights.ingest;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import trafficinsights.model.ClientId;
import trafficinsights.model.CsvDialect.Encoding;
import trafficinsights.model.CsvLook;
import trafficinsights.model.CsvMapping;
import trafficinsights.model.Dictionary;
import trafficinsights.model.Names;
import trafficinsights.model.Problem;
import trafficinsights.model.ProblemException;
import trafficinsights.model.Reject;
import trafficinsights.model.RequestBatch;

/// Looks at CSV files for a person who checks how they are read. Threads: any.
public final class CsvFiles {
    private CsvFiles() {}

    /// The dialect, the columns with their proposals, and a preview that the import's own parser
    /// makes.
    ///
    /// @param options whose mapping, if there is one, is previewed instead of the proposal
    /// @param rows of the preview, and rejects beside them, at most
    /// @throws trafficinsights.model.ProblemException when the file cannot be read, or is no table
    public static CsvLook look(Path file, LogOptions options, int rows) {
        LogInput.check(file);
        try {
            Packing packing = Packing.of(file);
            Encoding mark = TextEncodings.ofMark(file, packing);
            LineBlock block = new LineBlock(LineBlocks.BLOCK_BYTES);
            try (LineBlocks blocks = packing.blocks(file, mark)) {
                blocks.claim(block);
                blocks.load(block);
            }
            CsvInspection found = CsvInspection.of(block, mark, options.csv());
            if (found == null || found.sample().names().isEmpty()) {
                throw Problem.of(
                                "csv.none",
                                ("%s is not a table: its first lines do not have the same number of"
                                                + " fields between commas, semicolons, tabs or bars."
                                                + " If it is a log, read it without a mapping.")
                                        .formatted(file))
                        .asException();
            }
            return preview(file, packing, found, options, rows);
        } catch (IOException e) {
            throw LogInput.unreadable(file, e);
        }
    }

    private static CsvLook preview(
            Path file, Packing packing, CsvInspection found, LogOptions options, int rows)
            throws IOException {
        String name = String.valueOf(file.getFileName());
        Preview preview = new Preview(rows);
        CsvMapping mapping = found.mapping();
        if (mapping != null) {
            CsvPlan plan = CsvPlan.of(file.toString(), mapping, found.sample());
            Encoding encoding = found.dialect().encoding();
            LogInput input = new LogInput(file, LogFormat.CSV, "", packing, encoding, plan, 0, 0);
            preview.read(input, name, options);
        }
        return new CsvLook(
                name,
                found.dialect(),
                found.columns(),
                mapping,
                found.origin(),
                found.doubt(),
                preview.requests,
                preview.rejects,
                preview.lines,
                preview.requestCount,
                preview.rejectCount);
    }

    /// The mapping file of what was looked at.
    ///
    /// @throws trafficinsights.model.ProblemException when no column can be the time
    public static String mappingText(CsvLook look) {
        CsvMapping mapping = look.mapping();
        if (mapping == null) {
            throw new ProblemException(noTime(look));
        }
        return CsvMappingFile.text(look.name(), mapping, look.columns());
    }

    private static Problem noTime(CsvLook look) {
        return Problem.of(
                "csv.no-time",
                ("%s has no column that can be read as a time, and a request needs one. If a column"
                                + " is one all the same, write a mapping by hand (docs/formats.md).")
                        .formatted(look.name()));
    }

    /// The first rows, through the parser of the import.
    private static final class Preview {
        private final int most;
        private final List<CsvLook.Row> requests = new ArrayList<>();
        private final List<Reject> rejects = new ArrayList<>();
        private long lines;
        private long requestCount;
        private long rejectCount;

        Preview(int most) {
            this.most = most;
        }

        void read(LogInput input, String name, LogOptions options) throws IOException {
            Names names = Names.create();
            BlockParser parser = new BlockParser(names, options, this::take);
            LineBlock block = new LineBlock(LineBlocks.BLOCK_BYTES);
            try (LineBlocks blocks = input.blocks()) {
                long bytes = 0;
                while (bytes < LineBlocks.BLOCK_BYTES / 2 && blocks.claim(block)) {
                    blocks.load(block);
                    bytes += Math.max(1, block.to - block.from);
                    ParsedBlock parsed = parser.parse(block, input, HeaderLines.NONE, 0, 0);
                    List<Reject> refused = parsed.rejects(name, lines);
                    refused.stream().limit(most - rejects.size()).forEach(rejects::add);
                    rejectCount += refused.size();
                    lines += parsed.lines();
                }
            }
        }

        private RequestBatch take(RequestBatch batch) {
            requestCount += batch.size();
            for (int i = 0; i < batch.size() && requests.size() < most; i++) {
                requests.add(row(batch, i));
            }
            return batch;
        }

        private static CsvLook.Row row(RequestBatch batch, int i) {
            Names names = batch.names();
            long micros = batch.epochMicros()[i];
            Instant time =
                    Instant.ofEpochSecond(
                            Math.floorDiv(micros, 1_000_000L),
                            Math.floorMod(micros, 1_000_000L) * 1000);
            short status = batch.status()[i];
            return new CsvLook.Row(
                    time.toString(),
                    text(ClientId.text(batch.clientId()[i], names.clients())),
                    text(names.regions().text(batch.region()[i])),
                    text(names.servers().text(batch.server()[i])),
                    text(names.methods().text(batch.method()[i])),
                    text(names.routes().text(batch.route()[i])),
                    status == RequestBatch.NO_STATUS ? "" : Short.toString(status),
                    millis(batch.latencyMicros()[i]),
                    number(batch.bytes()[i]),
                    Byte.toString(batch.attempt()[i]));
        }

        private static String text(String text) {
            return text.equals(Dictionary.NONE) ? "" : text;
        }

        private static String number(long value) {
            return value == RequestBatch.UNKNOWN ? "" : Long.toString(value);
        }

        private static String millis(long micros) {
            return micros == RequestBatch.UNKNOWN
                    ? ""
                    : BigDecimal.valueOf(micros, 3).stripTrailingZeros().toPlainString();
        }
    }
}
