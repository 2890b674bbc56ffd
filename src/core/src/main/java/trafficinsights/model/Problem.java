package trafficinsights.model;

import org.jspecify.annotations.Nullable;

/// Something expected that went wrong, in words for the person in front of the screen.
///
/// @param code short and stable, for logs and tests (`input.missing`)
/// @param userMessage what failed, where, and what to do; no stack trace, no SQL, no secret
/// @param detail more for whoever supports the user; empty when there is none
/// @param cause the exception behind it, if one
public record Problem(String code, String userMessage, String detail, @Nullable Throwable cause) {

    public static Problem of(String code, String userMessage) {
        return new Problem(code, userMessage, "", null);
    }

    public static Problem of(String code, String userMessage, Throwable cause) {
        return new Problem(code, userMessage, String.valueOf(cause.getMessage()), cause);
    }

    /// For leaving a deep call; the pipeline turns it back into an [Outcome].
    public ProblemException asException() {
        return new ProblemException(this);
    }
}
