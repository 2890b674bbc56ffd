package trafficinsights.ingest.flow;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import trafficinsights.ingest.file.LineBlocks;
import trafficinsights.ingest.file.Packing;
import trafficinsights.ingest.file.TextEncodings;
import trafficinsights.ingest.flow.FlowLayout.Form;
import trafficinsights.ingest.table.RejectCsv;
import trafficinsights.ingest.text.InputFiles;
import trafficinsights.ingest.text.LineBlock;
import trafficinsights.model.Problem;
import trafficinsights.model.explore.ExploreWatch;

/// Reads files of network flows into one table, as a CSV file without a header. Threads: any.
public final class FlowFiles {
    private FlowFiles() {}

    /// How a file of flows is written.
    ///
    /// @return null where it does not contain flows of a known product
    /// @throws trafficinsights.model.ProblemException when the file cannot be read
    public static @Nullable FlowLayout layout(Path file) {
        InputFiles.check(file);
        try {
            Packing packing = Packing.of(file);
            try (LineBlocks blocks = packing.blocks(file, TextEncodings.ofMark(file, packing))) {
                LineBlock block = new LineBlock(LineBlocks.BLOCK_BYTES);
                if (!blocks.claim(block)) {
                    return null;
                }
                blocks.load(block);
                return FlowLayout.of(block);
            }
        } catch (IOException e) {
            throw InputFiles.unreadable(file, e);
        }
    }

    /// A file of flows, and how it is written.
    public record Input(Path file, FlowLayout layout) {}

    /// Writes the flows of all files to a CSV file: every line or tuple of a file is a row, another
    /// line of its format, or a reject. Interrupting the thread cancels.
    ///
    /// @param zone of times without an offset
    /// @param csv gets the rows; instants as ISO 8601 in UTC, nothing for what is not known
    /// @param rejects gets what could not be read, as `rejects.csv`
    /// @throws trafficinsights.model.ProblemException when a file cannot be read on, or the thread
    ///   was interrupted
    public static FlowTable convert(
            List<Input> files, ZoneId zone, Path csv, Path rejects, ExploreWatch watch) {
        try (BufferedWriter rows = Files.newBufferedWriter(csv);
                OutputStream rejected = Files.newOutputStream(rejects);
                RejectCsv rejectCsv = new RejectCsv(rejected)) {
            FlowWriter writer =
                    new FlowWriter(files.stream().map(Input::layout).toList(), rows, rejectCsv);
            for (Input input : files) {
                watch.at("reading " + input.file().getFileName(), -1);
                writer.startFile(input.file());
                read(input, zone, writer);
            }
            return writer.table();
        } catch (IOException e) {
            throw Problem.of(
                            "explore.scratch",
                            "Temporary files cannot be written to %s. Check that its disk is not full."
                                    .formatted(csv.getParent()),
                            e)
                    .asException();
        }
    }

    private static void read(Input input, ZoneId zone, FlowWriter writer) throws IOException {
        if (input.layout().form() == Form.DOCUMENT) {
            document(input.file(), writer);
        } else {
            lines(input, zone, writer);
        }
        writer.throwFailure();
    }

    private static void lines(Input input, ZoneId zone, FlowWriter writer) {
        Path file = input.file();
        FlowLines lines = new FlowLines(input.layout(), zone, writer);
        try {
            Packing packing = Packing.of(file);
            try (LineBlocks blocks = packing.blocks(file, TextEncodings.ofMark(file, packing))) {
                LineBlock block = new LineBlock(LineBlocks.BLOCK_BYTES);
                while (blocks.claim(block)) {
                    checkNotCancelled();
                    blocks.load(block);
                    lines.read(block);
                }
            }
        } catch (IOException e) {
            throw InputFiles.unreadable(file, e);
        }
    }

    private static void document(Path file, FlowWriter writer) {
        try (InputStream packed = Files.newInputStream(file);
                InputStream in = Packing.of(file).unpacked(packed)) {
            boolean isComplete = new FlowTuples(writer).read(in);
            checkNotCancelled();
            if (!isComplete) {
                writer.note(
                        "%s is not complete JSON: what is behind the damage was not read."
                                .formatted(file.getFileName()));
            }
        } catch (IOException e) {
            throw InputFiles.unreadable(file, e);
        }
    }

    private static void checkNotCancelled() {
        if (Thread.currentThread().isInterrupted()) {
            throw Problem.of("explore.cancelled", "Cancelled. Nothing was opened.").asException();
        }
    }

    /// The columns of files together: the common ones, then those of each product.
    static List<FlowColumn> columns(List<FlowLayout> layouts) {
        List<FlowColumn> columns = new ArrayList<>(FlowFields.COMMON);
        for (FlowLayout layout : layouts) {
            for (FlowFields.Own own : FlowFields.own(layout.fields())) {
                if (columns.stream().noneMatch(c -> c.name().equals(own.column().name()))) {
                    columns.add(own.column());
                }
            }
        }
        return List.copyOf(columns);
    }
}
