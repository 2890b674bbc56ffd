package trafficinsights.model;

/// HTTP statuses as people read them.
public final class StatusText {
    private StatusText() {}

    /// The number, `no answer` for [RequestBatch#NO_STATUS], or `not known` for
    /// [RequestBatch#UNKNOWN_STATUS].
    public static String of(int status) {
        return switch (status) {
            case RequestBatch.NO_STATUS -> "no answer";
            case RequestBatch.UNKNOWN_STATUS -> "not known";
            default -> Integer.toString(status);
        };
    }
}
