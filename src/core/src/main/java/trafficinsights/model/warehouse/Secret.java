package trafficinsights.model.warehouse;

/// A password on its way from whoever gave it to the driver. It is never printed.
///
/// Threads: immutable.
public final class Secret {
    public static final Secret NONE = new Secret("");

    private final String text;

    public Secret(String text) {
        this.text = text;
    }

    /// For the driver only.
    public String reveal() {
        return text;
    }

    public boolean isGiven() {
        return !text.isEmpty();
    }

    @Override
    public String toString() {
        return isGiven() ? "(given)" : "(none)";
    }
}
