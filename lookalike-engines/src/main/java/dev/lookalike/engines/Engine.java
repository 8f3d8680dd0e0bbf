package dev.lookalike.engines;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

import dev.lookalike.index.Metric;

/// How an engine of others makes, keeps and reads what it searches in, by one choice of options.
public interface Engine {

    /// What the option begins with that says by which metric a file compares.
    String METRIC_OPTION = "metric=";

    /// The metric that an option names.
    ///
    /// @param option
    ///            such as `metric=inner-product`
    /// @throws IllegalArgumentException
    ///             if there is no such metric
    static Metric metric(String option) {
        String name = option.substring(METRIC_OPTION.length());
        for (var metric : Metric.values()) {
            if (metric.name().equals(name.toUpperCase(Locale.ROOT).replace('-', '_'))) {
                return metric;
            }
        }
        throw new IllegalArgumentException(
                "there is no metric \"%s\"; say cosine, euclidean or inner-product".formatted(name));
    }

    /// What its files end with, and what tells files of other options apart.
    ///
    /// @param ending
    ///            without a dot
    /// @param options
    ///            all that the file's content depends on besides the rows
    record Signature(String ending, String options) {}

    /// What its files are known by.
    Signature signature();

    /// By which metric it compares; there is one for each file.
    Metric metric();

    /// Builds from rows and writes the engine's own file, which the proposer may keep open.
    ///
    /// @throws UnfitRowsException
    ///             if the engine cannot be built from such rows
    Proposer build(Rows rows, Path file) throws IOException;

    /// Opens a file that [#build] wrote.
    ///
    /// @throws IOException
    ///             if it cannot be read as that
    Proposer read(Path file, int dimension) throws IOException;

    /// An engine cannot be built from these rows: there are too few, say. Until there are others, it is done without.
    final class UnfitRowsException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public UnfitRowsException(String message) {
            super(message);
        }
    }
}
