package trafficinsights.ingest.log;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import trafficinsights.ingest.directive.Part;
import trafficinsights.ingest.file.LineBlocks;
import trafficinsights.ingest.row.FieldRole;
import trafficinsights.ingest.row.LineParser;
import trafficinsights.ingest.row.LineVerdict;
import trafficinsights.ingest.row.LogOptions;
import trafficinsights.ingest.row.RowWriter;
import trafficinsights.ingest.text.InputFiles;
import trafficinsights.ingest.text.LineBlock;
import trafficinsights.model.ClientId;
import trafficinsights.model.Names;
import trafficinsights.model.NumberText;
import trafficinsights.model.RequestBatch;
import trafficinsights.model.Unit;
import trafficinsights.model.explore.LogLook;

/// Looks at logs without reading them as a whole.
public final class LogFiles {
    private static final int LONGEST_TEXT = 400;
    private static final String NONE = "-";

    private LogFiles() {}

    /// How the first lines of a log are read.
    ///
    /// @param most lines to show
    /// @throws trafficinsights.model.ProblemException when the file cannot be read as a log
    public static LogLook look(Path file, LogOptions options, int most) {
        LogInput input = LogInput.open(file, options);
        Names names = Names.create();
        LineParser parser = input.newParser(names, options);
        List<List<String>> rows = new ArrayList<>();
        RowWriter writer =
                new RowWriter(
                        RequestBatch.allocate(1, names),
                        batch -> {
                            rows.add(cells(batch));
                            return batch;
                        });
        List<LogLook.Line> lines = new ArrayList<>();
        try (LineBlocks blocks = input.blocks()) {
            LineBlock block = new LineBlock(LineBlocks.BLOCK_BYTES);
            blocks.claim(block);
            blocks.load(block);
            int at = block.withoutMark();
            int lineEnd = -1;
            while (at < block.to && lines.size() < most) {
                lineEnd = block.lineEnd(at, lineEnd);
                int end = parser.recordEnd(block.bytes, at, lineEnd, block.to);
                rows.clear();
                LineVerdict verdict = parser.verdict(block, at, end, writer);
                String text = new String(block.bytes, at, end - at, StandardCharsets.UTF_8);
                lines.add(
                        new LogLook.Line(
                                lines.size() + 1L,
                                cut(text.stripTrailing()),
                                parser.cause(verdict),
                                rows.isEmpty() ? List.of() : rows.getFirst()));
                at = end + 1;
            }
        } catch (IOException e) {
            throw InputFiles.unreadable(file, e);
        }
        return new LogLook(
                String.valueOf(file.getFileName()), input.formatNote(), parts(input), lines);
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
    }

    private static List<LogLook.Part> parts(LogInput input) {
        return input.lines().parts().stream()
                .map(part -> new LogLook.Part(part.name(), meaning(part)))
                .toList();
    }

    private static String meaning(Part part) {
        return part.role() == FieldRole.IGNORED ? "" : part.role().words();
    }

    private static List<String> cells(RequestBatch batch) {
        Names names = batch.names();
        int status = batch.status()[0];
        return List.of(
                NumberText.dateTime(batch.epochMicros()[0]),
                ClientId.text(batch.clientId()[0], names.clients()),
                names.servers().text(batch.server()[0]),
                names.regions().text(batch.region()[0]),
                names.methods().text(batch.method()[0]),
                names.routes().text(batch.route()[0]),
                status == RequestBatch.UNKNOWN_STATUS ? NONE : NumberText.status(status),
                time(batch.latencyMicros()[0]),
                time(batch.ttfbMicros()[0]),
                batch.bytes()[0] < 0 ? NONE : Long.toString(batch.bytes()[0]),
                Byte.toString(batch.attempt()[0]));
    }

    private static String time(long micros) {
        return micros < 0 ? NONE : Unit.MICROS.text((double) micros);
    }
}
