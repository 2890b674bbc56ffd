package trafficinsights.ingest.log;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import trafficinsights.ingest.csv.ColumnProfile;
import trafficinsights.ingest.csv.CsvInspection;
import trafficinsights.ingest.csv.CsvMappingFile;
import trafficinsights.ingest.csv.CsvPlan;
import trafficinsights.ingest.csv.CsvSample;
import trafficinsights.ingest.csv.DialectSniffer;
import trafficinsights.ingest.csv.RoleProposer;
import trafficinsights.ingest.csv.TableTimeReader;
import trafficinsights.ingest.csv.TimeGuess;
import trafficinsights.ingest.file.LineBlocks;
import trafficinsights.ingest.file.Packing;
import trafficinsights.ingest.file.TextEncodings;
import trafficinsights.ingest.format.LogFormat;
import trafficinsights.ingest.format.LogPlan;
import trafficinsights.ingest.row.HeaderLines;
import trafficinsights.ingest.row.LogOptions;
import trafficinsights.ingest.row.ParsedBlock;
import trafficinsights.ingest.text.Bytes;
import trafficinsights.ingest.text.InputFiles;
import trafficinsights.ingest.text.LineBlock;
import trafficinsights.model.ClientId;
import trafficinsights.model.CsvDialect;
import trafficinsights.model.CsvDialect.Encoding;
import trafficinsights.model.CsvLook;
import trafficinsights.model.CsvMapping;
import trafficinsights.model.CsvShape;
import trafficinsights.model.Dictionary;
import trafficinsights.model.Names;
import trafficinsights.model.NumberText;
import trafficinsights.model.Problem;
import trafficinsights.model.ProblemException;
import trafficinsights.model.Reject;
import trafficinsights.model.RequestBatch;
import trafficinsights.model.TimeForm;

/// Looks at CSV files for a person who checks how they are read. Threads: any.
public final class CsvFiles {
    private static final Set<TimeForm> FOREIGN_FORMS =
            EnumSet.of(TimeForm.DAY_FIRST, TimeForm.MONTH_FIRST, TimeForm.CLF);

    private CsvFiles() {}

    /// The dialect, the columns with their proposals, and a preview that the import's own parser
    /// makes.
    ///
    /// @param options whose mapping, if there is one, is previewed instead of the proposal
    /// @param rows of the preview, and rejects beside them, at most
    /// @throws trafficinsights.model.ProblemException when the file cannot be read, or is not a
    ///   table
    public static CsvLook look(Path file, LogOptions options, int rows) {
        InputFiles.check(file);
        try {
            Packing packing = Packing.of(file);
            Encoding mark = TextEncodings.ofMark(file, packing);
            LineBlock block = firstLines(file, packing, mark);
            CsvInspection found = CsvInspection.of(block, mark, options.csv());
            if (found == null || found.sample().names().isEmpty()) {
                throw Problem.of(
                                "csv.none",
                                ("%s is not a table: its first lines do not have"
                                                + " the same number of fields separated by commas,"
                                                + " semicolons, tabs or bars. If it is a log, read"
                                                + " it without a mapping.")
                                        .formatted(file))
                        .asException();
            }
            return preview(file, packing, found, options, rows);
        } catch (IOException e) {
            throw InputFiles.unreadable(file, e);
        }
    }

    private static LineBlock firstLines(Path file, Packing packing, Encoding mark)
            throws IOException {
        LineBlock block = new LineBlock(LineBlocks.BLOCK_BYTES);
        try (LineBlocks blocks = packing.blocks(file, mark)) {
            blocks.claim(block);
            blocks.load(block);
        }
        return block;
    }

    /// What an import would decide about a file, for reading it as a table of any columns.
    ///
    /// @throws trafficinsights.model.ProblemException when the file cannot be read
    public static CsvShape shape(Path file) {
        InputFiles.check(file);
        try {
            Packing packing = Packing.of(file);
            Encoding mark = TextEncodings.ofMark(file, packing);
            LineBlock block = firstLines(file, packing, mark);
            CsvDialect dialect = DialectSniffer.sniff(block, mark);
            if (dialect == null) {
                Encoding own = TextEncodings.isWide(mark) ? mark : TextEncodings.ofBytes(block);
                return new CsvShape(own, null, 0, Map.of(), Set.of(), Set.of());
            }
            int start = block.withoutMark();
            boolean isNamed = Bytes.startsWith(block.bytes, start, block.to, "sep=");
            List<ColumnProfile> profiles = ColumnProfile.all(CsvSample.of(block, dialect), dialect);
            return new CsvShape(
                    dialect.encoding(),
                    dialect,
                    isNamed ? 1 : 0,
                    times(profiles),
                    places(profiles, ColumnProfile::isGrouped),
                    places(profiles, profile -> profile.markDoubt() != null));
        } catch (IOException e) {
            throw InputFiles.unreadable(file, e);
        }
    }

    /// SQL reads the forms of ISO 8601 itself, and numbers stay numbers.
    private static Map<Integer, TimeForm> times(List<ColumnProfile> profiles) {
        Map<Integer, TimeForm> times = new HashMap<>();
        for (int i = 0; i < profiles.size(); i++) {
            TimeGuess instants = TimeGuess.ofTimes(profiles.get(i));
            TimeGuess days = TimeGuess.ofDays(profiles.get(i));
            TimeGuess guess = instants.fit() >= days.fit() ? instants : days;
            if (guess.fit() >= RoleProposer.FIT && FOREIGN_FORMS.contains(guess.form())) {
                times.put(i + 1, guess.form());
            }
        }
        return times;
    }

    /// From 1.
    private static Set<Integer> places(
            List<ColumnProfile> profiles, Predicate<ColumnProfile> wanted) {
        Set<Integer> places = new HashSet<>();
        for (int i = 0; i < profiles.size(); i++) {
            if (wanted.test(profiles.get(i))) {
                places.add(i + 1);
            }
        }
        return places;
    }

    /// Unpacks a file and writes its text as UTF-8. Lines of a file in UTF-8 that are none are
    /// taken to be Windows-1252.
    public static void copyAsUtf8(Path file, Encoding encoding, Path target) throws IOException {
        try (InputStream packed = Files.newInputStream(file);
                InputStream in = Packing.of(file).unpacked(packed);
                OutputStream out = Files.newOutputStream(target)) {
            TextEncodings.copyAsUtf8(in, encoding, out);
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
            LogInput input =
                    new LogInput(
                            file, "", packing, encoding, plan, LogPlan.of(LogFormat.CSV), 0, 0);
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
                "%s has no column that can be read as a time. %s"
                        .formatted(look.name(), TableTimeReader.FORMS));
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
                    status == RequestBatch.UNKNOWN_STATUS ? "" : NumberText.status(status),
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
