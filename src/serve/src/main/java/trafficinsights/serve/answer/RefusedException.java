package trafficinsights.serve.answer;

import java.util.Map;
import trafficinsights.model.Problem;

/// A request that is not answered, with the status that says why and what the viewer can do.
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public static final int BAD_REQUEST = 400;
    public static final int NOT_FOUND = 404;
    public static final int CONFLICT = 409;
    public static final int UNAVAILABLE = 503;

    private final int status;
    private final transient Problem problem;
    private final transient Map<String, Object> more;

    /// @param more members of the answer beside the usual ones
    public RefusedException(int status, Problem problem, Map<String, Object> more) {
        super(problem.userMessage());
        this.status = status;
        this.problem = problem;
        this.more = Map.copyOf(more);
    }

    public RefusedException(int status, Problem problem) {
        this(status, problem, Map.of());
    }

    static RefusedException bad(String code, String message) {
        return new RefusedException(BAD_REQUEST, Problem.of("serve." + code, message));
    }

    static RefusedException bad(String code, String message, Map<String, Object> more) {
        return new RefusedException(BAD_REQUEST, Problem.of("serve." + code, message), more);
    }

    static RefusedException notYet(String what) {
        return new RefusedException(
                CONFLICT,
                Problem.of(
                        "serve.not-yet",
                        what + " is known when the run has ended. Ask again then."));
    }

    public int status() {
        return status;
    }

    public Problem problem() {
        return problem;
    }

    public Map<String, Object> more() {
        return more;
    }
}
