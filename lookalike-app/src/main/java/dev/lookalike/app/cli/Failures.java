package dev.lookalike.app.cli;

import java.io.PrintStream;

import dev.lookalike.app.problem.Kind;
import dev.lookalike.app.problem.Problem;
import dev.lookalike.app.problem.ProblemException;

/// Tells a person what went wrong, and what exit code that is.
final class Failures {
    private final PrintStream errors;

    Failures(PrintStream errors) {
        this.errors = errors;
    }

    /// What was typed cannot be done; `detail` says what to type instead.
    static ProblemException usage(String detail) {
        return new ProblemException(Kind.BAD_REQUEST, detail);
    }

    /// Prints the problem, with the trace if it is the program's own fault.
    int print(Throwable failure) {
        Problem problem = Problem.of(failure);
        errors.println("lookalike: " + problem.detail());
        if (problem.bug()) {
            failure.printStackTrace(errors);
        }
        return problem.exitCode();
    }
}
