package trafficinsights.model;

/// Carries a [Problem] out of a deep call. Caught where a run or a command ends, never shown as
/// such.
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    public ProblemException(Problem problem) {
        super(problem.userMessage(), problem.cause());
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
