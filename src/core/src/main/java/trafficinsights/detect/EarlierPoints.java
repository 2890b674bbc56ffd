package trafficinsights.detect;

/// The last [#MOST] values of a series, the newest first. Threads: one.
final class EarlierPoints {
    /// A day of five-minute points has 288, a week of hours 168.
    static final int MOST = 512;

    /// A ring that is filled from its end to its start, so that growing lags lie side by side.
    final float[] ring = new float[MOST];

    /// Where the newest value stands.
    int newest;

    private int size;

    void add(float value) {
        newest = (newest - 1) & (MOST - 1);
        ring[newest] = value;
        size = Math.min(MOST, size + 1);
    }

    int size() {
        return size;
    }

    /// The value so many points before the one that comes next; 1 is the newest.
    float back(int lag) {
        return ring[(newest + lag - 1) & (MOST - 1)];
    }
}
