package trafficinsights.model;

/// By what a KPI is broken down.
public enum Dimension {
    TOTAL("total"),
    REGION("region"),
    SERVER("server"),
    ROUTE("route"),
    STATUS_CLASS("status_class");

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
