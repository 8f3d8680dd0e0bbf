package dev.lookalike.app.cli;

import java.nio.file.Path;

import dev.lookalike.app.api.Api;
import dev.lookalike.app.api.Job;
import dev.lookalike.app.problem.Exit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `lookalike snapshot`: writes one moment of the gallery.
@Command(name = "snapshot", description = "Writes one moment of the gallery to a file, also while it is served.")
final class SnapshotCommand extends Verb {
    @Parameters(paramLabel = "FILE", description = "where to write, such as gallery.zip")
    Path file = Path.of("");

    @Override
    public Integer call() throws InterruptedException {
        try (Api api = gallery.open()) {
            Job job = finish(api, api.snapshot(file.toAbsolutePath().normalize()));
            output.print(job, () -> output.line("written to %s", file.toAbsolutePath().normalize()));
            return Exit.OK;
        }
    }
}
