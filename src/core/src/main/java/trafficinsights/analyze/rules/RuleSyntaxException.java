package trafficinsights.analyze.rules;

/// A rule's text that does not read, with the place.
public final class RuleSyntaxException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int column;
    private final String wrong;

    /// @param column of the text, from 1
    /// @param wrong what is wrong there and what to write, without a full stop
    RuleSyntaxException(int column, String wrong) {
        super("Column %d: %s.".formatted(column, wrong));
        this.column = column;
        this.wrong = wrong;
    }

    /// Where in the text, from 1.
    public int column() {
        return column;
    }

    /// What is wrong there and what to write, without a full stop.
    public String wrong() {
        return wrong;
    }
}
