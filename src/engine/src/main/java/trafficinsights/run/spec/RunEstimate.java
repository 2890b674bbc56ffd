package trafficinsights.run.spec;

import java.util.OptionalDouble;
import trafficinsights.run.spec.RunSpec.RequestOutput;

/// About what a run of generated traffic costs.
///
/// @param seconds at full speed
/// @param bytes of the requests' file; 0 without one
public record RunEstimate(double requests, double seconds, double bytes) {
    /// Bytes a request: `docs/performance.md`, "Writing requests", 10 M rows.
    private static final double CSV_BYTES = 93.4;

    private static final double PARQUET_BYTES = 9.85;

    /// Requests a second that are made and measured: the same page, "Generate → analyse → store",
    /// two cores. A first guess; a run of this session is a better one.
    private static final double ROWS_PER_SECOND = 1.5e6;

    private static final double CSV_ROWS_PER_SECOND = 1.0e6;

    /// @param measured requests a second that an earlier run of this session made and measured
    public static RunEstimate of(double requests, RequestOutput output, OptionalDouble measured) {
        double guess = output == RequestOutput.CSV ? CSV_ROWS_PER_SECOND : ROWS_PER_SECOND;
        double bytes =
                switch (output) {
                    case CSV -> CSV_BYTES;
                    case PARQUET -> PARQUET_BYTES;
                    case NONE -> 0;
                };
        return new RunEstimate(requests, requests / measured.orElse(guess), requests * bytes);
    }
}
