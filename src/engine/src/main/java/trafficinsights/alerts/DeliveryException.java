package trafficinsights.alerts;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A receiver did not take a notice.
final class DeliveryException extends Exception {
    private static final long serialVersionUID = 1;

    private final boolean isWorthRetrying;
    private final transient @Nullable Duration wanted;

    /// @param message what came back, in words for the user; no secret
    DeliveryException(String message, boolean isWorthRetrying) {
        this(message, isWorthRetrying, null);
    }

    /// @param wanted how long the receiver asks to wait; null when it does not say
    DeliveryException(String message, boolean isWorthRetrying, @Nullable Duration wanted) {
        super(message);
        this.isWorthRetrying = isWorthRetrying;
        this.wanted = wanted;
    }

    boolean isWorthRetrying() {
        return isWorthRetrying;
    }

    @Nullable Duration wanted() {
        return wanted;
    }
}
