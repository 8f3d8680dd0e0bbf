package dev.lookalike.app.cli;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What `evaluate` and `compare` have in common: which pictures ask, which answer, and where a report goes.
final class MeasureOptions {
    @Option(names = "--ask", paramLabel = "FOLDER", defaultValue = "", description = "ask for the pictures of this folder, such as `test` (default: all)")
    String ask = "";

    @Option(names = "--among", paramLabel = "FOLDER", defaultValue = "", description = "answer with those of this folder, such as `train` (default: all)")
    String among = "";

    @Option(names = "--report", paramLabel = "FILE", description = "also write an HTML page: tables, curves, classes, best and worst queries")
    @Nullable
    Path report;

    /// Refuses a report that could not be written, before anything is measured: that may take an hour.
    void checkReport() {
        if (report != null) {
            Failures.checkWritable(report);
        }
    }
}
