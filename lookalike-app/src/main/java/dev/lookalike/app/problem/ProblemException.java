package dev.lookalike.app.problem;

/// Carries a problem to the place that answers it: the HTTP response or the end of the process.
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public ProblemException(Problem problem) {
        super(problem.detail());
        this.problem = problem;
    }

    public ProblemException(Kind kind, String detail) {
        this(Problem.of(kind, detail));
    }

    /// What went wrong.
    public Problem problem() {
        return problem;
    }
}
