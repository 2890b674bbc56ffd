package trafficinsights.model;

/// What the detector knows of a window beside its [Kpi]: the shapes behind the figures. Each of
/// them adds up over windows.
///
/// @param latencies how many requests had which latency
/// @param redirects requests with status 300 to 399
/// @param sizes of the responses that are neither redirects nor errors
public record WindowShape(LatencyGrid.Column latencies, long redirects, Sizes sizes) {

    /// Response sizes by their logarithms, so that a few large ones do not hide the rest: in
    /// sixteenths of a doubling, as whole numbers, so that any order of addition gives the same
    /// sums.
    ///
    /// @param count of the responses
    /// @param logs sum of the logarithms
    /// @param squares sum of their squares
    public record Sizes(long count, long logs, long squares) {
        public static final Sizes NONE = new Sizes(0, 0, 0);

        private static final int PART_BITS = 4;
        private static final int PARTS = 1 << PART_BITS;
        private static final int MANTISSA_BITS = 52;

        /// One of [#logs]: `log2(1 + bytes)`, straight between powers of 2.
        public static long logOf(long bytes) {
            long bits = Double.doubleToRawLongBits(1.0 + bytes);
            return (bits - Double.doubleToRawLongBits(1.0)) >> (MANTISSA_BITS - PART_BITS);
        }

        /// A mean of logarithms as a natural one.
        public static double natural(double log) {
            return log / PARTS * Math.log(2);
        }
    }

    /// Of which only a KPI is known: latencies by their quantiles, nothing of the rest.
    public static WindowShape estimated(Kpi kpi) {
        return of(LatencyGrid.Column.estimated(kpi));
    }

    /// Of which only the latencies are known.
    public static WindowShape of(LatencyGrid.Column latencies) {
        return new WindowShape(latencies, 0, Sizes.NONE);
    }
}
