package trafficinsights.model.shift;

import java.util.List;
import trafficinsights.model.Dimension;
import trafficinsights.model.NumberText;

/// What differs between two spans.
///
/// @param requestsNow that the asked span has
/// @param requestsThen that the other one has
/// @param figures ranked: those that are more than chance first, by the size of their change
/// @param dimensions ranked: the one whose shares moved most first
/// @param sentence the main of it in words
public record WhatChanged(
        Spans spans,
        long requestsNow,
        long requestsThen,
        List<Figure> figures,
        List<Shares> dimensions,
        String sentence) {

    /// Beyond so many standard errors a change is more than chance.
    public static final double SIGNIFICANT_ERRORS = 4;

    public WhatChanged {
        figures = List.copyOf(figures);
        dimensions = List.copyOf(dimensions);
    }

    /// A figure of all requests.
    ///
    /// @param unit `requests/s`, `bytes/s`, `µs`, `share` or `ratio`
    /// @param standardErrors the change in standard errors of chance and of the usual variation
    ///   from window to window; `NaN` where it cannot be told
    public record Figure(String name, String unit, double then, double now, double standardErrors) {
        public boolean isSignificant() {
            return Math.abs(standardErrors) >= SIGNIFICANT_ERRORS;
        }

        /// Logarithm of the factor; a figure of 0 counts as a ten-thousandth.
        public double logFactor() {
            return Math.log(Math.max(now, 1e-4) / Math.max(then, 1e-4));
        }

        public String text(double value) {
            return switch (unit) {
                case "requests/s" -> NumberText.perSecond(value);
                case "bytes/s" -> NumberText.bytes(value) + "/s";
                case "µs" -> NumberText.latency(value);
                case "share" -> NumberText.share(value);
                default -> NumberText.ratio(value);
            };
        }
    }

    /// The keys of a dimension.
    ///
    /// @param divergence Jensen–Shannon, base 2, of the shares of requests: 0 alike, 1 disjoint
    /// @param byChance what it would be on average if nothing had changed
    /// @param pValue chance of so much if nothing had changed
    /// @param keys those that explain most first
    public record Shares(
            Dimension dimension,
            double divergence,
            double byChance,
            double pValue,
            List<Key> keys) {
        public Shares {
            keys = List.copyOf(keys);
        }

        public boolean isSignificant() {
            return pValue < 1e-4;
        }
    }

    /// A key and its part in the changes of the total: parts of one dimension add up to 1 each;
    /// `NaN` where the total did not change.
    ///
    /// @param thenShare of requests
    /// @param nowShare of requests
    /// @param ofRequests part in the change of the request rate
    /// @param ofSlow part in the change of the share of requests slower than the earlier p95
    /// @param ofErrors part in the change of the error rate
    public record Key(
            String key,
            double thenShare,
            double nowShare,
            double ofRequests,
            double ofSlow,
            double ofErrors) {}
}
