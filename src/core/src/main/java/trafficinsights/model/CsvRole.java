package trafficinsights.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// What a column of a CSV file means to a request. The label is the key in a mapping file.
public enum CsvRole {
    /// When the request was accepted.
    TIME(TimeForm.labels()),
    /// Its day, where the time is in two columns.
    DATE(List.of("iso", "day-first", "month-first")),
    TIME_OF_DAY(List.of()),
    /// From accept to the end of the response.
    LATENCY(List.of("s", "ms", "us", "ns", "text")),
    STATUS(List.of()),
    /// Sent to the client.
    BYTES(List.of()),
    METHOD(List.of()),
    /// Path or URL, with its query or without; a route's name.
    TARGET(List.of()),
    /// `GET /x HTTP/1.1` in one.
    REQUEST(List.of()),
    CLIENT(List.of()),
    /// Addresses from the client to here.
    FORWARDED_FOR(List.of()),
    SERVER(List.of()),
    /// A list of servers as nginx writes it; the last answered.
    UPSTREAMS(List.of()),
    REGION(List.of()),
    /// Virtual host; for rules of regions.
    HOST(List.of()),
    /// Front end or entry point; for rules of regions.
    LISTENER(List.of()),
    /// Back end, pool, cluster; for rules of regions.
    GROUP(List.of()),
    /// Ordinal of the attempt, from 1.
    ATTEMPT(List.of()),
    /// How often it was tried again.
    RETRIES(List.of());

    @SuppressWarnings("ImmutableEnumChecker") // from List.of
    private final List<String> forms;

    CsvRole(List<String> forms) {
        this.forms = forms;
    }

    /// `time_of_day`
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Forms or units of which a column of this role must name one; none for most roles.
    public List<String> forms() {
        return forms;
    }

    /// What a mapping file calls the form: `unit` of a latency, `format` of a time.
    public String formKey() {
        return this == LATENCY ? "unit" : "format";
    }

    public static List<String> labels() {
        return Arrays.stream(values()).map(CsvRole::label).toList();
    }
}
