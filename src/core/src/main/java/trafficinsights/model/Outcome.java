package trafficinsights.model;

/// The result of something that may be refused for an expected reason.
public sealed interface Outcome<T> {
    /// It worked.
    record Ok<T>(T value) implements Outcome<T> {}

    /// It did not, and this is why.
    record Rejected<T>(Problem problem) implements Outcome<T> {}

    static <T> Outcome<T> ok(T value) {
        return new Ok<>(value);
    }

    static <T> Outcome<T> rejected(Problem problem) {
        return new Rejected<>(problem);
    }
}
