package trafficinsights.ui.generate;

/// How fast event time passes in a generated run.
public enum Speed {
    FULL("Full speed", 0),
    REAL_TIME("Real time", 1),
    TEN("10 ×", 10),
    SIXTY("60 ×", 60);

    private final String label;
    private final double factor;

    Speed(String label, double factor) {
        this.label = label;
        this.factor = factor;
    }

    public String label() {
        return label;
    }

    /// As [trafficinsights.run.spec.RunSpec.Reading#speed()] wants it.
    public double factor() {
        return factor;
    }
}
