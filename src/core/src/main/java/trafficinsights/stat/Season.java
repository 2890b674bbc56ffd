package trafficinsights.stat;

/// A pattern that repeats.
///
/// @param steps of one repetition
/// @param strength share of the variance around the level that the pattern explains in cycles it
///   was not learned from; above 0, at most 1
/// @param pValue chance of so high a peak in the spectrum of noise of the same colour
public record Season(int steps, double strength, double pValue) {
    public Season {
        if (steps < 2) {
            throw new IllegalArgumentException("a season of " + steps + " steps, at least 2");
        }
    }
}
