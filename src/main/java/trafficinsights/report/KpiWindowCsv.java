package trafficinsights.report;

import java.nio.file.Path;
import trafficinsights.model.Kpi;
import trafficinsights.model.KpiWindow;
import trafficinsights.model.RowOutput;

/// Writes `kpi_windows.csv`, one row per window and series, as the windows come.
///
/// Errors and threads: as [CsvOutput].
public final class KpiWindowCsv implements AutoCloseable {
    public static final String FILE_NAME = "kpi_windows.csv";

    private static final String[] COLUMNS = {
        "window_start",
        "window_seconds",
        "dimension",
        "key",
        "requests",
        "requests_per_second",
        "bytes",
        "mean_ms",
        "p50_ms",
        "p90_ms",
        "p95_ms",
        "p99_ms",
        "p999_ms",
        "max_ms",
        "client_errors",
        "server_errors",
        "client_error_rate",
        "error_rate",
        "retries",
        "retry_rate",
        "attempts",
        "logical_requests",
        "retry_amplification",
        "succeeded_after_retry",
        "success_after_retry",
        "satisfied",
        "tolerating",
        "latency_count",
        "apdex",
        "availability"
    };
    private static final int MILLIS_DECIMALS = 4;
    private static final int RATE_DECIMALS = 6;

    private final CsvOutput csv;

    private KpiWindowCsv(CsvOutput csv) {
        this.csv = csv;
    }

    public static KpiWindowCsv create(Path target) {
        return new KpiWindowCsv(CsvOutput.create(target, COLUMNS));
    }

    public void write(KpiWindow window) {
        row(csv, window);
    }

    /// Writes a window as a row of the file's columns.
    public static void row(RowOutput rows, KpiWindow window) {
        rows.time(window.window().startMicros())
                .number(window.window().lengthSeconds(), RATE_DECIMALS)
                .text(window.dimension().label())
                .text(window.key());
        Kpi kpi = window.kpi();
        rows.number(kpi.requests())
                .number(window.requestsPerSecond(), RATE_DECIMALS)
                .number(kpi.bytes());
        writeLatency(rows, kpi);
        writeErrorsAndRetries(rows, kpi);
        rows.number(kpi.satisfied())
                .number(kpi.tolerating())
                .number(kpi.latencyCount())
                .number(kpi.apdex(), RATE_DECIMALS)
                .number(kpi.availability(), RATE_DECIMALS);
        rows.endRow();
    }

    private static void writeLatency(RowOutput rows, Kpi kpi) {
        millis(rows, kpi.meanMicros());
        millis(rows, kpi.p50Micros());
        millis(rows, kpi.p90Micros());
        millis(rows, kpi.p95Micros());
        millis(rows, kpi.p99Micros());
        millis(rows, kpi.p999Micros());
        millis(rows, kpi.maxMicros());
    }

    private static void writeErrorsAndRetries(RowOutput rows, Kpi kpi) {
        rows.number(kpi.clientErrors())
                .number(kpi.serverErrors())
                .number(kpi.clientErrorRate(), RATE_DECIMALS)
                .number(kpi.errorRate(), RATE_DECIMALS)
                .number(kpi.retries())
                .number(kpi.retryRate(), RATE_DECIMALS)
                .number(kpi.attempts())
                .number(kpi.logicalRequests())
                .number(kpi.retryAmplification(), RATE_DECIMALS)
                .number(kpi.succeededAfterRetry())
                .number(kpi.successAfterRetry(), RATE_DECIMALS);
    }

    private static void millis(RowOutput rows, double micros) {
        rows.number(micros / 1_000, MILLIS_DECIMALS);
    }

    /// Rows written so far.
    public long rows() {
        return csv.rows();
    }

    /// Puts the file in its place.
    public void commit() {
        csv.commit();
    }

    /// Drops the file unless it was committed.
    @Override
    public void close() {
        csv.close();
    }
}
