package trafficinsights.detect;

/// How far the newest stretch of a series is from the stretch so many points earlier, for each lag
/// at once.
///
/// `distance[lag] = memory * distance[lag] + |x(t) - x(t - lag)|` (or its square): one
/// multiplication and one addition a lag and point give the distance of two stretches of about `1 /
/// (1 - memory)` points, weighted to their ends. The least is the nearest earlier shape (the left
/// matrix profile of Yeh 2016, with fading weights in place of a window); with a long memory its
/// lag is a period of the series, found and not assumed.
///
/// Threads: one.
final class LagDistances {
    /// Nearer stretches overlap, and are near for that reason.
    static final int LEAST_LAG = 17;

    /// Points that both stretches must have.
    private static final int LEAST_COMPARED = 48;

    private final EarlierPoints past;
    private final float memory;
    private final boolean isSquared;
    private final float[] distances = new float[EarlierPoints.MOST];

    LagDistances(EarlierPoints past, int points, boolean isSquared) {
        this.past = past;
        this.memory = 1 - 1f / points;
        this.isSquared = isSquared;
    }

    /// Compares the next value, that is not yet among the earlier ones.
    void compare(float value) {
        int size = past.size();
        int first = Math.min(size, EarlierPoints.MOST - past.newest);
        if (isSquared) {
            addSquares(value, past.newest, 0, first);
            addSquares(value, 0, first, size - first);
        } else {
            addSizes(value, past.newest, 0, first);
            addSizes(value, 0, first, size - first);
        }
    }

    private void addSquares(float value, int from, int to, int count) {
        float[] ring = past.ring;
        float[] sums = distances;
        float kept = memory;
        for (int i = 0; i < count; i++) {
            float difference = value - ring[from + i];
            sums[to + i] = sums[to + i] * kept + difference * difference;
        }
    }

    private void addSizes(float value, int from, int to, int count) {
        float[] ring = past.ring;
        float[] sums = distances;
        float kept = memory;
        for (int i = 0; i < count; i++) {
            sums[to + i] = sums[to + i] * kept + Math.abs(value - ring[from + i]);
        }
    }

    /// The lag at which the series was most like now, or 0 when nothing can be compared yet.
    int nearestLag() {
        int longest = past.size() - LEAST_COMPARED;
        if (longest < LEAST_LAG) {
            return 0;
        }
        float[] sums = distances;
        float least = Float.MAX_VALUE;
        int nearest = 0;
        for (int i = LEAST_LAG - 1; i < longest; i++) {
            if (sums[i] < least) {
                least = sums[i];
                nearest = i + 1;
            }
        }
        return nearest;
    }

    float distance(int lag) {
        return distances[lag - 1];
    }
}
