package dev.lookalike.app.cli;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

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

    /// Refuses a file that could not be written, before the work is done whose result it is to hold.
    static void checkWritable(Path file) {
        Path folder = file.toAbsolutePath().normalize().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw usage("cannot write %s: there is no folder %s; make it, or give another file".formatted(file,
                    folder));
        }
        if (Files.isDirectory(file) || !Files.isWritable(Files.exists(file) ? file : folder)) {
            throw usage("cannot write %s: it %s; give another file".formatted(file,
                    Files.isDirectory(file) ? "is a folder" : "may not be written"));
        }
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
