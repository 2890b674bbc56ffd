package trafficinsights.ui.live;

/// How much of a run's newest past the charts show.
public enum TimeSpan {
    FIVE_MINUTES("5 min", 300),
    QUARTER("15 min", 900),
    HOUR("60 min", 3600),
    ALL("All", Double.POSITIVE_INFINITY);

    private final String label;
    private final double seconds;

    TimeSpan(String label, double seconds) {
        this.label = label;
        this.seconds = seconds;
    }

    public String label() {
        return label;
    }

    public double seconds() {
        return seconds;
    }
}
