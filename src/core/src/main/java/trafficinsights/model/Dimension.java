package trafficinsights.model;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/// By what a KPI is broken down.
public enum Dimension {
    TOTAL("total"),
    REGION("region"),
    SERVER("server"),
    ROUTE("route"),
    STATUS_CLASS("status_class");

    /// Whose course over a run is kept for charts: few series, however many routes there are.
    public static final Set<Dimension> CHARTED =
            Collections.unmodifiableSet(EnumSet.of(TOTAL, REGION, SERVER));

    /// Key of the only series of [#TOTAL].
    public static final String ALL = "all";

    private final String label;

    Dimension(String label) {
        this.label = label;
    }

    /// The name in files and tables.
    public String label() {
        return label;
    }

    /// @throws IllegalArgumentException when no dimension has this label
    public static Dimension ofLabel(String label) {
        for (Dimension dimension : values()) {
            if (dimension.label.equals(label)) {
                return dimension;
            }
        }
        throw new IllegalArgumentException("no dimension is called " + label);
    }
}
