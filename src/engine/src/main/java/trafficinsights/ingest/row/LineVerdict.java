package trafficinsights.ingest.row;

/// What a line turned out to be. Every line of an input has exactly one verdict.
public enum LineVerdict {
    REQUEST(Kind.REQUEST, "request"),

    BLANK(Kind.OTHER, "blank line"),
    HEADER(Kind.OTHER, "header or comment"),
    NOTICE(Kind.OTHER, "notice of the balancer"),
    TCP(Kind.OTHER, "TCP connection"),
    METRICS(Kind.OTHER, "metrics of a server"),
    NO_SERVER(Kind.OTHER, "row that is not of a server"),
    NO_REQUEST(Kind.OTHER, "row that is not a request"),
    CONNECTION_ERROR(Kind.OTHER, "failed connection or TLS handshake"),
    CONTINUATION(Kind.OTHER, "continuation of a record"),

    UNKNOWN_LINE(Kind.REJECT, "not a line of this format"),
    ENDS_EARLY(Kind.REJECT, "line ends early"),
    BAD_TIME(Kind.REJECT, "time is not readable"),
    NO_TIME(Kind.REJECT, "no time"),
    BAD_LATENCY(Kind.REJECT, "latency is not readable"),
    BAD_TIMERS(Kind.REJECT, "timers are not readable"),
    BAD_STATUS(Kind.REJECT, "status is not a number from 100 to 999"),
    BAD_NUMBER(Kind.REJECT, "a number is not readable"),
    BAD_QUOTES(Kind.REJECT, "text after a closing quote"),
    OPEN_QUOTE(Kind.REJECT, "quote is not closed"),
    BAD_FIELD_COUNT(Kind.REJECT, "wrong number of fields"),
    NO_HEADER(Kind.REJECT, "no line with field names before it");

    /// The three ways of a line; requests + others + rejects = lines.
    public enum Kind {
        REQUEST,
        OTHER,
        REJECT
    }

    private final Kind kind;
    private final String label;

    LineVerdict(Kind kind, String label) {
        this.kind = kind;
        this.label = label;
    }

    public Kind kind() {
        return kind;
    }

    /// In words, the same for the same mistake.
    public String label() {
        return label;
    }
}
