package trafficinsights.ui.shell;

/// No window can be opened here: there is no display, or its libraries are missing.
public final class NoDisplayException extends RuntimeException {
    private static final long serialVersionUID = 1;

    NoDisplayException(String message) {
        super(message);
    }

    NoDisplayException(String message, Throwable cause) {
        super(message, cause);
    }
}
