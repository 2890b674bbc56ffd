package trafficinsights.analyze.rules;

import java.util.List;
import trafficinsights.analyze.KpiAccumulator;
import trafficinsights.model.Figure;
import trafficinsights.model.Unit;

/// A figure of requests that a rule is about, with its bound where it has one.
///
/// @param boundMicros of [Figure#WITHIN]; 0 for the others
record Indicator(Figure figure, long boundMicros) {
    /// The figures that a rule may be about, in the order of messages.
    static final List<Figure> FIGURES =
            List.of(
                    Figure.P50,
                    Figure.P90,
                    Figure.P95,
                    Figure.P99,
                    Figure.P999,
                    Figure.MEAN,
                    Figure.MAX,
                    Figure.TTFB_P50,
                    Figure.TTFB_P95,
                    Figure.ERROR_RATE,
                    Figure.CLIENT_ERROR_RATE,
                    Figure.RETRY_RATE,
                    Figure.AVAILABILITY,
                    Figure.SUCCESS_AFTER_RETRY,
                    Figure.WITHIN,
                    Figure.APDEX,
                    Figure.RETRY_AMPLIFICATION,
                    Figure.REQUEST_RATE,
                    Figure.BYTE_RATE);

    /// Those that an objective may be about: shares of good requests.
    static final List<Figure> OBJECTIVES = List.of(Figure.AVAILABILITY, Figure.WITHIN);

    Indicator {
        if ((figure == Figure.WITHIN) != (boundMicros > 0)) {
            throw new IllegalArgumentException(
                    "%s with a bound of %d µs".formatted(figure, boundMicros));
        }
    }

    /// Of the figure and of its limits, which are exact.
    Unit unit() {
        return figure.unit().exact();
    }

    /// Whether it says how much there was, so that silence is a figure too: 0.
    boolean isRate() {
        return figure.isSum();
    }

    /// The figure; `NaN` where there is none.
    double of(KpiAccumulator measured, double seconds) {
        if (figure == Figure.WITHIN) {
            long known = measured.latencyCount();
            return known == 0 ? Double.NaN : (double) measured.countWithin(boundMicros) / known;
        }
        return figure.known(measured.toKpi(), seconds);
    }

    /// Requests that count for an objective.
    long events(KpiAccumulator measured) {
        if (figure == Figure.WITHIN) {
            return measured.latencyCount();
        }
        return measured.isStatusKnown() ? measured.requests() : 0;
    }

    /// Those of [#events] that were not good.
    long failures(KpiAccumulator measured) {
        return figure == Figure.WITHIN
                ? measured.latencyCount() - measured.countWithin(boundMicros)
                : measured.serverErrors();
    }

    String words() {
        return figure == Figure.WITHIN
                ? "share of requests within " + Unit.MICROS.text((double) boundMicros)
                : figure.words();
    }
}
