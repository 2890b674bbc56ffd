package trafficinsights.model;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// How far requests can be trusted: what is missing, doubled, out of order or out of range.
///
/// @param lines that were read for them; the number of requests where none were
/// @param rejects lines that could not be read
/// @param requests rows looked at
/// @param unknown rows without a figure, by column
/// @param duplicates rows that repeat an earlier one in every figure, within some 8,192 rows that a
///   worker saw
/// @param outOfOrder rows more than a window older than the newest row before them
/// @param latestMicros how much older the latest of those was
/// @param inFuture rows later than the clock of this machine by more than five minutes
/// @param outOfRange rows with a figure that cannot be: latency above a day, status outside 100 to
///   599
/// @param windows from the first to the last request
/// @param silentWindows of those, without a request
/// @param longestSilenceMicros of them in a row
public record DataQuality(
        long lines,
        long rejects,
        long requests,
        SortedMap<String, Long> unknown,
        long duplicates,
        long outOfOrder,
        long latestMicros,
        long inFuture,
        long outOfRange,
        long windows,
        long silentWindows,
        long longestSilenceMicros) {
    public DataQuality {
        unknown = Collections.unmodifiableSortedMap(new TreeMap<>(unknown));
    }

    /// Share of figures that are known, over all columns.
    public double completeness() {
        long missing = unknown.values().stream().mapToLong(Long::longValue).sum();
        return 1 - share(missing, requests * Math.max(1, unknown.size()));
    }

    /// Share of lines that could be read.
    public double readability() {
        return 1 - share(rejects, lines);
    }

    public double uniqueness() {
        return 1 - share(duplicates, requests);
    }

    /// Share of rows that came in time.
    public double timeliness() {
        return 1 - share(outOfOrder + inFuture, requests);
    }

    public double validity() {
        return 1 - share(outOfRange, requests);
    }

    /// Share of windows with requests.
    public double continuity() {
        return 1 - share(silentWindows, windows);
    }

    /// The product of the six: the share of the data without any flaw, if flaws were independent.
    public double score() {
        return completeness()
                * readability()
                * uniqueness()
                * timeliness()
                * validity()
                * continuity();
    }

    private static double share(long part, long whole) {
        return whole == 0 ? 0 : Math.min(1, (double) part / whole);
    }
}
