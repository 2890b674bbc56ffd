package trafficinsights.ui.health;

/// What is measured of the program, and what it is to be.
enum Gauge {
    ROWS("Requests processed", "at least 10,000/s", 10_000, true),
    QUERY("Last query in Explore", "at most 1 s", 1_000, false),
    PICTURE("Live picture", "at most 1 s", 1_000, false),
    PREVIEW("Scenario preview", "at most 100 ms", 100, false),
    FRAME("Longest wait of the window", "at most 50 ms", 50, false),
    HEAP("Memory in use", "at most 512 MB", 512, false),
    BATCHES("Batches waiting in the run", "at most the queue size", Double.NaN, false),
    TASKS("Running tasks", "at most one per panel", Double.NaN, false),
    OUTBOX("Batches in the outbox", "none for long", Double.NaN, false),
    FAILURES("Failed since start", "none", 0, false),
    START("Window start", "at most 2 s", 2_000, false);

    private final String title;
    private final String target;
    private final double limit;
    private final boolean isFloor;

    Gauge(String title, String target, double limit, boolean isFloor) {
        this.title = title;
        this.target = target;
        this.limit = limit;
        this.isFloor = isFloor;
    }

    String title() {
        return title;
    }

    /// What is stated, in words.
    String target() {
        return target;
    }

    /// Whether a figure keeps what is stated; true where nothing can be broken.
    boolean keeps(double value) {
        return Double.isNaN(limit) || (isFloor ? value >= limit : value <= limit);
    }
}
