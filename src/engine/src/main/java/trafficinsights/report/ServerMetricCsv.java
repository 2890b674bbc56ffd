package trafficinsights.report;

import java.nio.file.Path;
import trafficinsights.model.ServerMetricBatch;

/// Writes `server_metrics.csv` (columns in `docs/formats.md`). Errors and threads: as [CsvOutput].
public final class ServerMetricCsv implements AutoCloseable {
    public static final String FILE_NAME = "server_metrics.csv";

    private final CsvOutput csv;

    private ServerMetricCsv(CsvOutput csv) {
        this.csv = csv;
    }

    public static ServerMetricCsv create(Path target) {
        return new ServerMetricCsv(
                CsvOutput.create(
                        target,
                        "timestamp",
                        "server",
                        "cpu_utilization",
                        "memory_utilization",
                        "network_in_bytes_per_second",
                        "network_out_bytes_per_second",
                        "active_connections",
                        "health"));
    }

    public void write(ServerMetricBatch batch) {
        for (int i = 0; i < batch.size(); i++) {
            csv.time(batch.epochMicros()[i])
                    .text(batch.names().servers().text(batch.server()[i]))
                    .number(batch.cpuUtilization()[i], 4)
                    .number(batch.memoryUtilization()[i], 4)
                    .number(batch.networkInBytesPerSecond()[i], 0)
                    .number(batch.networkOutBytesPerSecond()[i], 0)
                    .number(batch.activeConnections()[i], 2)
                    .number((long) batch.health()[i])
                    .endRow();
        }
    }

    public Path target() {
        return csv.target();
    }

    public void commit() {
        csv.commit();
    }

    @Override
    public void close() {
        csv.close();
    }
}
