package trafficinsights.ingest.row;

/// Reads what is around a line, and has another parser read the line itself. What a reader wants to
/// know of the lines is asked of that one. Threads: one.
public abstract class OuterParser implements LineParser {
    /// Reads the line itself.
    protected final LineParser inner;

    protected OuterParser(LineParser inner) {
        this.inner = inner;
    }

    @Override
    public void startBlock(HeaderLines header) {
        inner.startBlock(header);
    }

    @Override
    public HeaderLines header(HeaderLines before) {
        return inner.header(before);
    }

    @Override
    public boolean lacksStatus() {
        return inner.lacksStatus();
    }

    @Override
    public String cause(LineVerdict verdict) {
        return inner.cause(verdict);
    }
}
