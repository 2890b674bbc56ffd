package trafficinsights.model.shift;

import java.util.List;
import trafficinsights.model.Dimension;

/// What differs between two spans.
///
/// @param requestsNow that the asked span has
/// @param requestsThen that the other one has
/// @param changes what is more than chance, harm first; empty where nothing is
/// @param figures of all requests, of the other span before and of the asked one after; ranked:
///   harm first
/// @param dimensions ranked: the one whose shares moved most first
/// @param sentence the main of it in words
public record WhatChanged(
        Spans spans,
        long requestsNow,
        long requestsThen,
        List<Change> changes,
        List<ComparedFigure> figures,
        List<Shares> dimensions,
        String sentence) {

    public WhatChanged {
        changes = List.copyOf(changes);
        figures = List.copyOf(figures);
        dimensions = List.copyOf(dimensions);
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
