package trafficinsights.ingest.log;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import trafficinsights.ingest.directive.LogDirective;
import trafficinsights.ingest.format.LogFormat;
import trafficinsights.ingest.format.LogPlan;
import trafficinsights.ingest.row.LineParser;
import trafficinsights.ingest.row.LineVerdict;
import trafficinsights.ingest.row.LogOptions;
import trafficinsights.ingest.row.RegionRule;
import trafficinsights.ingest.row.RowWriter;
import trafficinsights.ingest.text.LineBlock;
import trafficinsights.model.ClientId;
import trafficinsights.model.Names;
import trafficinsights.model.RequestBatch;

/// Puts single lines through a parser and shows what came out in plain values.
public final class LineBench {
    /// A request with its codes turned back into texts.
    public record Row(
            Instant time,
            String client,
            String region,
            String server,
            String method,
            String route,
            int status,
            long latencyMicros,
            long bytes,
            int attempt) {}

    /// @param row null unless the verdict is REQUEST
    public record Parsed(LineVerdict verdict, @Nullable Row row) {
        public Row request() {
            return Objects.requireNonNull(row, () -> "verdict is " + verdict);
        }
    }

    private final Names names = Names.create();
    private final LineParser parser;
    private final RowWriter rows = new RowWriter(RequestBatch.allocate(1, names), this::remember);
    private @Nullable Row last;
    private long ttfbMicros;

    public LineBench(LogFormat format) {
        this(format, ZoneOffset.UTC);
    }

    public LineBench(LogFormat format, ZoneId zone) {
        this(format, new LogOptions(format.label(), zone, RegionRule.DEFAULT));
    }

    public LineBench(LogFormat format, LogOptions options) {
        parser = format.newParser(names, options);
    }

    /// @param fields of a line, where versions of a format differ in it
    public LineBench(LogFormat format, int fields) {
        parser = format.newParser(names, LogOptions.of(format.label()), fields);
    }

    /// With the format as a server has it.
    public LineBench(LogDirective directive) {
        LogOptions options = new LogOptions("auto", ZoneOffset.UTC, RegionRule.DEFAULT);
        parser = LogPlan.of(directive).newParser(names, options);
    }

    private RequestBatch remember(RequestBatch batch) {
        last = row(batch, 0);
        ttfbMicros = batch.ttfbMicros()[0];
        return batch;
    }

    /// The time to first byte of the request read last.
    public long ttfbMicros() {
        return ttfbMicros;
    }

    /// A row of a batch in plain values.
    public static Row row(RequestBatch batch, int i) {
        Names names = batch.names();
        return new Row(
                instant(batch.epochMicros()[i]),
                ClientId.text(batch.clientId()[i], names.clients()),
                names.regions().text(batch.region()[i]),
                names.servers().text(batch.server()[i]),
                names.methods().text(batch.method()[i]),
                names.routes().text(batch.route()[i]),
                batch.status()[i],
                batch.latencyMicros()[i],
                batch.bytes()[i],
                batch.attempt()[i]);
    }

    private static Instant instant(long epochMicros) {
        return Instant.ofEpochSecond(
                Math.floorDiv(epochMicros, 1_000_000L),
                Math.floorMod(epochMicros, 1_000_000L) * 1000);
    }

    public Parsed parse(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        return parse(bytes, bytes.length);
    }

    /// Reads the first `length` bytes as a line. What follows is right behind it in the buffer, so
    /// that a parser which looks past the end is found out.
    public Parsed parse(byte[] line, int length) {
        byte[] buffer = new byte[3 + line.length + LineBlock.SLACK];
        buffer[2] = '\n';
        System.arraycopy(line, 0, buffer, 3, line.length);
        last = null;
        LineVerdict verdict = parser.parse(buffer, 3, 3 + length, rows);
        return new Parsed(verdict, last);
    }

    /// Reads a line as a worker does: without the line's end, blank lines apart.
    public Parsed parseLine(byte[] line) {
        LineBlock block = new LineBlock(line.length + 1);
        System.arraycopy(line, 0, block.bytes, 0, line.length);
        last = null;
        LineVerdict verdict = parser.verdict(block, 0, line.length, rows);
        return new Parsed(verdict, last);
    }

    /// The lines of a test resource, as bytes.
    public static List<byte[]> lines(String resource) {
        List<byte[]> lines = new ArrayList<>();
        for (String line : text(resource).split("\n")) {
            lines.add(line.getBytes(StandardCharsets.ISO_8859_1));
        }
        return lines;
    }

    /// A test resource with one character a byte.
    public static String text(String resource) {
        try (InputStream in =
                LineBench.class.getResourceAsStream("/trafficinsights/ingest/" + resource)) {
            return new String(
                    Objects.requireNonNull(in, resource).readAllBytes(),
                    StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
