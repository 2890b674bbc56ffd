package trafficinsights.run.base;

/// How much waits in a queue, and how much may.
public record QueueLength(int waiting, int bound) {
    public static final QueueLength NONE = new QueueLength(0, 0);

    public QueueLength {
        if (waiting < 0 || bound < 0) {
            throw new IllegalArgumentException("a queue of " + waiting + " of " + bound);
        }
    }
}
