package trafficinsights.model;

/// The dictionaries of one run: what the codes in its batches mean.
///
/// The bounds keep codes within the width of their column (`byte` or `short`).
public record Names(
        Dictionary regions,
        Dictionary servers,
        Dictionary methods,
        Dictionary routes,
        Dictionary scenarios,
        Dictionary clients) {

    public static Names create() {
        return new Names(
                new Dictionary("region", 1_000),
                new Dictionary("server", 10_000),
                new Dictionary("method", 100),
                new Dictionary("route", 4_000),
                new Dictionary("scenario", 120),
                new Dictionary("client", 1_000_000));
    }
}
