package trafficinsights.model.warehouse;

/// How the connection is kept from others' eyes.
public enum Encryption {
    /// TLS from the sign-in on.
    ON,
    /// TLS before anything else (TDS 8, SQL Server 2022 and later).
    STRICT,
    /// The sign-in only, as far as the server allows: for loopback.
    OFF
}
