package trafficinsights.ingest.csv;

/// Which times are read, for a person whose table has none of them.
public final class TimeForms {
    /// A sentence or two.
    public static final String READ =
            "A request needs a time with its date. These are read: `2026-11-22T20:19:28.123Z` and"
                    + " `2026-11-22 20:19:28`, `22.11.2026 20:19:28`, `11/22/2026 8:19:28 PM`,"
                    + " `22/Nov/2026:20:19:28 +0100`, and s, ms, µs or ns since 1970. Write the times"
                    + " of the table in one of these forms.";

    private TimeForms() {}
}
