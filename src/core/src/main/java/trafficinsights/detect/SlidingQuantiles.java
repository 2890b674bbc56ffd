package trafficinsights.detect;

/// Quantiles of the last values of a series, kept in order: a value costs two binary searches and
/// two short moves. Threads: one.
final class SlidingQuantiles {
    private final float[] inTime;
    private final float[] inOrder;
    private int at;
    private int size;

    SlidingQuantiles(int length) {
        inTime = new float[length];
        inOrder = new float[length];
    }

    void add(float value) {
        if (size == inTime.length) {
            int oldest = below(inTime[at]);
            System.arraycopy(inOrder, oldest + 1, inOrder, oldest, size - oldest - 1);
            size--;
        }
        inTime[at] = value;
        at = at + 1 == inTime.length ? 0 : at + 1;
        int below = below(value);
        System.arraycopy(inOrder, below, inOrder, below + 1, size - below);
        inOrder[below] = value;
        size++;
    }

    boolean isEmpty() {
        return size == 0;
    }

    boolean isFull() {
        return size == inTime.length;
    }

    /// The value that this share of the others does not exceed.
    float at(double share) {
        return inOrder[(int) (share * (size - 1))];
    }

    private int below(float value) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (inOrder[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
