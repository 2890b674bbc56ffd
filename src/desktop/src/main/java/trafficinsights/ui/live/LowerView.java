package trafficinsights.ui.live;

import java.util.List;
import trafficinsights.model.Dimension;
import trafficinsights.model.Figure;

/// What the lower half of the panel shows.
///
/// @param by whose parts are compared: SERVER or REGION
/// @param measure by which they are compared
record LowerView(Kind kind, Dimension by, Figure measure) {
    static final LowerView START = new LowerView(Kind.CHARTS, Dimension.SERVER, Figure.P95);

    /// Whose parts can be compared.
    static final List<Dimension> DIMENSIONS = List.of(Dimension.SERVER, Dimension.REGION);

    /// By which they can be compared.
    static final List<Figure> MEASURES =
            List.of(Figure.P95, Figure.TTFB_P95, Figure.ERROR_RATE, Figure.REQUEST_RATE);

    enum Kind {
        CHARTS("Errors, regions"),
        LANES("Swim lanes"),
        HEAT("Heat map"),
        SMALL("Small charts"),
        SERVERS("Servers");

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

    /// The name that a measure is remembered under from one start of the window to the next.
    static String remembered(Figure measure) {
        return switch (measure) {
            case ERROR_RATE -> "ERRORS";
            case REQUEST_RATE -> "RATE";
            default -> measure.name();
        };
    }

    LowerView withKind(Kind newKind) {
        return new LowerView(newKind, by, measure);
    }

    LowerView withBy(Dimension newBy) {
        return new LowerView(kind, newBy, measure);
    }

    LowerView withMeasure(Figure newMeasure) {
        return new LowerView(kind, by, newMeasure);
    }
}
