package trafficinsights.ui.live;

import java.util.List;
import trafficinsights.model.Dimension;
import trafficinsights.model.KpiWindow;
import trafficinsights.ui.common.Unit;

/// What the lower half of the panel shows.
///
/// @param by whose parts are compared: SERVER or REGION
/// @param measure by which they are compared
record LowerView(Kind kind, Dimension by, Measure measure) {
    static final LowerView START = new LowerView(Kind.CHARTS, Dimension.SERVER, Measure.P95);

    /// Whose parts can be compared.
    static final List<Dimension> DIMENSIONS = List.of(Dimension.SERVER, Dimension.REGION);

    enum Kind {
        CHARTS("Errors, regions"),
        LANES("Swim lane"),
        HEAT("Heat map"),
        SMALL("Small charts");

        private final String title;

        Kind(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }

        /// Whether it compares the parts of a dimension.
        boolean hasParts() {
            return this == LANES || this == SMALL;
        }
    }

    enum Measure {
        P95("p95", "p95 latency", Unit.MILLIS, 1),
        ERRORS("Errors", "error rate", Unit.SHARE, 0.01),
        RATE("Requests", "requests", Unit.RATE, 1);

        private final String title;
        private final String words;
        private final Unit unit;
        private final double highAtLeast;

        Measure(String title, String words, Unit unit, double highAtLeast) {
            this.title = title;
            this.words = words;
            this.unit = unit;
            this.highAtLeast = highAtLeast;
        }

        String title() {
            return title;
        }

        String words() {
            return words;
        }

        Unit unit() {
            return unit;
        }

        /// The upper end of a scale is at least this, so that noise near zero stays small.
        double highAtLeast() {
            return highAtLeast;
        }

        /// In the unit of the measure; `NaN` where no latency is known.
        double of(KpiWindow window) {
            return switch (this) {
                case P95 -> window.kpi().p95Micros() / 1e3;
                case ERRORS -> window.kpi().errorRate();
                case RATE -> window.requestsPerSecond();
            };
        }
    }

    LowerView withKind(Kind newKind) {
        return new LowerView(newKind, by, measure);
    }

    LowerView withBy(Dimension newBy) {
        return new LowerView(kind, newBy, measure);
    }

    LowerView withMeasure(Measure newMeasure) {
        return new LowerView(kind, by, newMeasure);
    }
}
