package trafficinsights.ui.investigate;

/// What a brushed span is compared with.
public enum Comparison {
    BEFORE("Just before"),
    DAY_BEFORE("One day before"),
    OWN("Custom");

    private final String label;

    Comparison(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
