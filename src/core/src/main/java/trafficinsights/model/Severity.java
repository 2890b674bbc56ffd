package trafficinsights.model;

import java.util.Locale;

/// How far an anomaly is from normal; shown by colour and icon.
public enum Severity {
    MINOR,
    MAJOR,
    CRITICAL;

    /// The name in files and tables.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
