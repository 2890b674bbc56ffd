package trafficinsights.analyze.rules;

import trafficinsights.analyze.KpiAccumulator;

/// A measure of requests, with its bound where it has one.
///
/// @param boundMicros of [Measure#WITHIN]; 0 for the others
record Indicator(Measure measure, long boundMicros) {
    Indicator {
        if ((measure == Measure.WITHIN) != (boundMicros > 0)) {
            throw new IllegalArgumentException(
                    "%s with a bound of %d µs".formatted(measure, boundMicros));
        }
    }

    Quantity quantity() {
        return measure.quantity();
    }

    /// The figure; `NaN` where there is none.
    double of(KpiAccumulator measured, double seconds) {
        if (measure == Measure.WITHIN) {
            long known = measured.latencyCount();
            return known == 0 ? Double.NaN : (double) measured.countWithin(boundMicros) / known;
        }
        return measure.of(measured.toKpi(), seconds);
    }

    /// Requests that count for an objective.
    long events(KpiAccumulator measured) {
        return measure == Measure.WITHIN ? measured.latencyCount() : measured.requests();
    }

    /// Those of [#events] that were not good.
    long failures(KpiAccumulator measured) {
        return measure == Measure.WITHIN
                ? measured.latencyCount() - measured.countWithin(boundMicros)
                : measured.serverErrors();
    }

    String words() {
        return measure == Measure.WITHIN
                ? "share of requests within " + Quantity.LATENCY.text((double) boundMicros)
                : measure.words();
    }
}
