package trafficinsights.run.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import trafficinsights.ingest.table.MetricsReader;
import trafficinsights.model.Names;
import trafficinsights.model.RequestBatch;
import trafficinsights.run.spec.RunSource;

/// Metrics of servers. One worker reads them.
final class MetricsSource implements WorkSource {
    private final RunSource.Metrics source;
    private final Names names = Names.create();
    private final List<Input> inputs = new ArrayList<>();
    private @Nullable MetricsReader reader;
    private volatile int opened;
    private long sequence;

    /// Opens every file once, so that a wrong path is reported at once.
    MetricsSource(RunSource.Metrics source) {
        this.source = source;
        Path mapping = source.mapping();
        String note =
                mapping == null
                        ? "metrics: HAProxy's statistics"
                        : "metrics: columns as set in %s".formatted(mapping);
        for (Path file : source.files()) {
            new MetricsReader(file, mapping, names).close();
            inputs.add(new Input(file, "metrics", note, 0, false));
        }
    }

    @Override
    public Names names() {
        return names;
    }

    @Override
    public double doneShare() {
        return (double) opened / source.files().size();
    }

    @Override
    public List<Input> inputs() {
        return inputs;
    }

    @Override
    public Worker newWorker(Consumer<RequestBatch> consumer, boolean mustKeep) {
        return () -> {
            while (true) {
                MetricsReader current = reader;
                MetricsReader.Block block =
                        current == null ? null : current.next(opened - 1, sequence);
                if (block != null) {
                    sequence++;
                    return new Piece(sequence - 1, Long.MIN_VALUE, block.lines(), block.metrics());
                }
                close();
                int next = opened;
                if (next == source.files().size()) {
                    return null;
                }
                reader = new MetricsReader(source.files().get(next), source.mapping(), names);
                opened = next + 1;
            }
        };
    }

    @Override
    public void close() {
        MetricsReader current = reader;
        if (current != null) {
            current.close();
        }
    }
}
