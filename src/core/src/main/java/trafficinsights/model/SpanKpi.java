package trafficinsights.model;

/// Key figures of all requests in a span, and the span itself: what a rate is divided by. Every
/// place that shows a figure of a span takes both from one of these.
///
/// @param kpi of the requests
/// @param span that they came in: whole windows, and of the first and the last window of a run only
///   what lies between its first and its last request
public record SpanKpi(Kpi kpi, TimeWindow span) {
    /// The span that windows between two instants cover.
    ///
    /// @param windows that were counted, from the start of the first to the end of the last
    /// @param run from the first to the last request of the run
    public static SpanKpi of(Kpi kpi, TimeWindow windows, TimeWindow run) {
        return new SpanKpi(kpi, windows.within(run));
    }

    public double of(Figure figure) {
        return figure.known(kpi, span.lengthSeconds());
    }
}
