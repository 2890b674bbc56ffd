package trafficinsights.serve.access;

import java.util.Locale;

/// What somebody may see.
public enum Role {
    /// Figures, charts, findings.
    VIEWER,
    /// Requests as well, which have the addresses of clients, and the server's own figures.
    OPERATOR;

    /// The word in a file of users and on the command line.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
