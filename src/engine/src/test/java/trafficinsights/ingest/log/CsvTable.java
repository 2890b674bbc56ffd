package trafficinsights.ingest.log;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import trafficinsights.ingest.log.LineBench.Row;
import trafficinsights.ingest.row.LineVerdict;
import trafficinsights.ingest.row.LogOptions;
import trafficinsights.ingest.row.ParsedBlock;
import trafficinsights.ingest.row.VerdictCounts;
import trafficinsights.ingest.text.LineBlock;
import trafficinsights.model.Names;
import trafficinsights.model.Reject;
import trafficinsights.model.RequestBatch;

/// Reads whole CSV files as an import does, and shows what came of every line.
public final class CsvTable {
    /// @param rows in the order of the file
    /// @param rejects as `line: cause`
    public record Result(
            long lines,
            long requests,
            long others,
            long continuations,
            List<Row> rows,
            List<String> rejects) {
        public long sum() {
            return requests + others + rejects.size();
        }
    }

    private CsvTable() {}

    public static Result read(Path file, LogOptions options, int workers) {
        Names names = Names.create();
        ConcurrentMap<Long, Row> rows = new ConcurrentHashMap<>();
        ConcurrentLinkedQueue<ParsedBlock> blocks = new ConcurrentLinkedQueue<>();
        try (LogReader reader = new LogReader(List.of(file), options, names);
                ExecutorService pool = Executors.newFixedThreadPool(workers)) {
            List<Future<?>> done = new ArrayList<>();
            for (int i = 0; i < workers; i++) {
                done.add(pool.submit(() -> work(reader, rows, blocks)));
            }
            for (Future<?> future : done) {
                future.get();
            }
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return result(rows, blocks);
    }

    private static void work(
            LogReader reader,
            ConcurrentMap<Long, Row> rows,
            ConcurrentLinkedQueue<ParsedBlock> to) {
        LogWorker worker =
                reader.newWorker(batch -> {
                    for (int i = 0; i < batch.size(); i++) {
                        rows.put(batch.requestId()[i], row(batch, i));
                    }
                    return batch;
                });
        ParsedBlock block = worker.next();
        while (block != null) {
            to.add(block);
            block = worker.next();
        }
    }

    private static Row row(RequestBatch batch, int i) {
        return LineBench.row(batch, i);
    }

    private static Result result(
            ConcurrentMap<Long, Row> rows, ConcurrentLinkedQueue<ParsedBlock> blocks) {
        List<ParsedBlock> inOrder =
                blocks.stream().sorted(Comparator.comparingLong(ParsedBlock::sequence)).toList();
        VerdictCounts counts = new VerdictCounts();
        List<String> rejects = new ArrayList<>();
        long lines = 0;
        for (ParsedBlock block : inOrder) {
            for (Reject reject : block.rejects("f", lines)) {
                rejects.add(reject.lineNumber() + ": " + reject.cause());
            }
            lines += block.lines();
            counts.add(block.verdicts());
        }
        long others = 0;
        for (LineVerdict verdict : LineVerdict.values()) {
            others += verdict.kind() == LineVerdict.Kind.OTHER ? counts.of(verdict) : 0;
        }
        List<Row> sorted =
                rows.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(Map.Entry::getValue)
                        .toList();
        return new Result(
                lines,
                counts.of(LineVerdict.REQUEST),
                others,
                counts.of(LineVerdict.CONTINUATION),
                sorted,
                rejects);
    }

    /// The beginning of a file, in a block.
    public static LineBlock block(byte[] bytes) {
        LineBlock block = new LineBlock(bytes.length);
        System.arraycopy(bytes, 0, block.bytes, 0, bytes.length);
        block.to = bytes.length;
        return block;
    }
}
