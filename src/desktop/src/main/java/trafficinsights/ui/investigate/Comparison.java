package trafficinsights.ui.investigate;

/// What a brushed span is held against.
public enum Comparison {
    BEFORE("Just before"),
    DAY_BEFORE("A day before"),
    OWN("Own times");

    private final String label;

    Comparison(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
