package trafficinsights.analyze;

import trafficinsights.model.TimeWindow;

/// Counts the windows without requests between those that have some. Threads: one at a time.
public final class SilenceTally {
    private long firstMicros = Long.MIN_VALUE;
    private long lastMicros = Long.MIN_VALUE;
    private long lengthMicros;
    private long windows;
    private long longestMicros;

    /// Takes the next window with requests; windows come in order of time.
    public void accept(TimeWindow window) {
        if (lastMicros == Long.MIN_VALUE) {
            firstMicros = window.startMicros();
            lengthMicros = window.lengthMicros();
        } else {
            longestMicros =
                    Math.max(longestMicros, window.startMicros() - lastMicros - lengthMicros);
        }
        lastMicros = window.startMicros();
        windows++;
    }

    /// Windows from the first to the last request.
    long windows() {
        return windows == 0 ? 0 : (lastMicros - firstMicros) / lengthMicros + 1;
    }

    long silentWindows() {
        return windows() - windows;
    }

    long longestMicros() {
        return longestMicros;
    }
}
