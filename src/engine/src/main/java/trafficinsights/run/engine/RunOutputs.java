package trafficinsights.run.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import trafficinsights.ingest.table.RejectCsv;
import trafficinsights.model.Names;
import trafficinsights.model.Problem;
import trafficinsights.model.Reject;
import trafficinsights.model.RequestBatch;
import trafficinsights.model.RowOutput;
import trafficinsights.model.ServerMetricBatch;
import trafficinsights.report.RequestCsv;
import trafficinsights.report.ServerMetricCsv;
import trafficinsights.report.WholeFile;
import trafficinsights.report.parquet.RequestParquet;
import trafficinsights.run.base.RunThreads;
import trafficinsights.run.spec.RunSpec;
import trafficinsights.run.spec.RunSpec.RequestOutput;
import trafficinsights.store.LocalStore;
import trafficinsights.store.StoreLoad;

/// What a run writes while its rows stream by: requests, rejects, server metrics, the store.
///
/// Used by the sink thread; [#pumps()] gives the work that needs threads of its own. Everything is
/// dropped on close unless it was finished.
public final class RunOutputs implements AutoCloseable {
    public static final String REJECTS_NAME = "rejects.csv";

    private final List<Path> files = new ArrayList<>();
    private @Nullable WholeFile requestCsv;
    private @Nullable RequestParquet parquet;
    private @Nullable ServerMetricCsv serverMetrics;
    private @Nullable WholeFile rejectFile;
    private @Nullable RejectCsv rejects;
    private final long mostRejects;
    private long writtenRejects;
    private @Nullable LocalStore store;
    private @Nullable StoreLoad load;
    private int encoders;

    /// @param isGenerated whether requests and server metrics are written as files
    RunOutputs(
            RunSpec spec,
            Names names,
            boolean isGenerated,
            String title,
            @Nullable String runKey,
            LockedStore.Wait wait)
            throws InterruptedException {
        mostRejects = spec.writing().mostRejects();
        try {
            openStore(spec, names, title, runKey, wait);
            openFiles(spec, isGenerated);
        } catch (RuntimeException | InterruptedException e) {
            close();
            throw e;
        }
    }

    /// A run that was killed after its store was whole is not stored a second time.
    private void openStore(
            RunSpec spec, Names names, String title, @Nullable String runKey, LockedStore.Wait wait)
            throws InterruptedException {
        Path file = spec.writing().store();
        if (file == null) {
            return;
        }
        LocalStore opened = LockedStore.open(file, LockedStore.PATIENCE, wait);
        store = opened;
        if (runKey == null || !opened.hasRun(runKey)) {
            load = opened.load(title, runKey, names);
        }
    }

    private void openFiles(RunSpec spec, boolean isGenerated) {
        Path out = spec.writing().out();
        Path rejectPath = spec.writing().rejects();
        boolean hasText =
                spec.reading().source().hasRejects() || !spec.reading().events().isEmpty();
        if (rejectPath == null && out != null && hasText) {
            rejectPath = out.resolve(REJECTS_NAME);
        }
        if (rejectPath != null) {
            WholeFile file = WholeFile.create(rejectPath);
            rejectFile = file;
            rejects = new RejectCsv(file.stream());
        }
        if (out == null || !spec.reading().source().hasServerMetrics()) {
            return;
        }
        serverMetrics = ServerMetricCsv.create(out.resolve(ServerMetricCsv.FILE_NAME));
        if (!isGenerated) {
            return;
        }
        if (spec.writing().requests() == RequestOutput.CSV) {
            WholeFile file = WholeFile.create(out.resolve(RequestCsv.FILE_NAME));
            byte[] header = RequestCsv.HEADER.getBytes(StandardCharsets.US_ASCII);
            file.write(header, 0, header.length);
            requestCsv = file;
        } else if (spec.writing().requests() == RequestOutput.PARQUET) {
            parquet = RequestParquet.create(out.resolve(RequestParquet.FILE_NAME));
            encoders = RequestParquet.encoders(spec.reading().threads());
        }
    }

    /// Whether batches must live on after they were measured.
    boolean mustKeepBatches() {
        return load != null || parquet != null;
    }

    boolean writesRequestCsv() {
        return requestCsv != null;
    }

    /// Work that runs beside the sink until [#finish()]: the store's statement, the encoders of the
    /// Parquet file.
    List<RunThreads.Work> pumps() {
        List<RunThreads.Work> pumps = new ArrayList<>();
        StoreLoad toStore = load;
        if (toStore != null) {
            pumps.add(toStore::pump);
        }
        RequestParquet toParquet = parquet;
        if (toParquet != null) {
            for (int i = 0; i < encoders; i++) {
                pumps.add(toParquet::encode);
            }
        }
        return pumps;
    }

    void write(Unit unit, List<Reject> rejected) throws InterruptedException {
        for (RequestBatch batch : unit.batches()) {
            if (load != null) {
                load.put(batch);
            }
            if (parquet != null) {
                parquet.put(batch);
            }
        }
        ByteBuffer csv = unit.csv();
        if (requestCsv != null && csv != null) {
            requestCsv.write(csv);
        }
        ServerMetricBatch metrics = unit.metrics();
        if (metrics != null && serverMetrics != null) {
            serverMetrics.write(metrics);
        }
        if (metrics != null && load != null) {
            load.serverMetrics(metrics);
        }
        reject(rejected);
    }

    /// Writes lines that could not be read.
    void reject(List<Reject> rejected) {
        if (rejects != null) {
            long room = Math.min(rejected.size(), mostRejects - writtenRejects);
            rejected.stream().limit(room).forEach(rejects::write);
            writtenRejects += room;
        }
    }

    /// No more units: puts every file in its place and lets the pumps end.
    void finish() throws InterruptedException {
        if (load != null) {
            load.endOfRequests();
        }
        if (parquet != null) {
            parquet.endOfRequests();
        }
        if (requestCsv != null) {
            commit(requestCsv);
        }
        if (serverMetrics != null) {
            serverMetrics.commit();
            files.add(serverMetrics.target());
        }
        if (rejects != null && rejectFile != null) {
            try {
                rejects.close();
            } catch (IOException e) {
                throw Problem.of(
                                "output.failed",
                                "The file of rejected lines could not be written: %s."
                                        .formatted(rejectFile.target()),
                                e)
                        .asException();
            }
            commit(rejectFile);
        }
    }

    /// After the pumps have ended.
    void finishPumped() {
        if (parquet != null) {
            files.add(parquet.commit());
        }
    }

    private void commit(WholeFile file) {
        file.commit();
        files.add(file.target());
    }

    /// Ends waiting puts and pumps at once.
    void abort() {
        if (load != null) {
            load.abort();
        }
    }

    /// How far a source was read by the runs of the store; nothing without a store.
    Map<String, Long> positions(String sourceName) {
        LocalStore opened = store;
        return opened == null ? Map.of() : opened.positions(sourceName);
    }

    @Nullable StoreLoad load() {
        return load;
    }

    /// Where windows go as they close; null when there is no store.
    @Nullable RowOutput windows() {
        return load == null ? null : load.rows("KpiWindows");
    }

    long storedRows() {
        return load == null ? 0 : load.storedRows();
    }

    List<Path> files() {
        return files;
    }

    @Override
    public void close() {
        List<@Nullable AutoCloseable> all = new ArrayList<>();
        all.add(requestCsv);
        all.add(parquet);
        all.add(serverMetrics);
        all.add(rejectFile);
        all.add(load);
        all.add(store);
        for (AutoCloseable part : all) {
            try {
                if (part != null) {
                    part.close();
                }
            } catch (Exception e) {
                // What made the run end is already on its way; this only says what was left behind.
                System.getLogger(RunOutputs.class.getName())
                        .log(System.Logger.Level.DEBUG, "closing an output failed", e);
            }
        }
    }
}
