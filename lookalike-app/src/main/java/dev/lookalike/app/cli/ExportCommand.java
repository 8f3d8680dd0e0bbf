package dev.lookalike.app.cli;

import java.nio.file.Path;

import dev.lookalike.app.api.Api;
import dev.lookalike.app.api.Job;
import dev.lookalike.app.problem.Exit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `lookalike export`: writes all embeddings.
@Command(name = "export", description = "Writes all embeddings as NPY, and what belongs to them as NDJSON.")
final class ExportCommand extends Verb {
    @Parameters(paramLabel = "FOLDER", description = "where to write; made if it is not there")
    Path folder = Path.of("");

    @Override
    public Integer call() throws InterruptedException {
        try (Api api = gallery.open()) {
            Job job = finish(api, api.exportTo(folder.toAbsolutePath().normalize()));
            output.print(job, () -> output.line("written to %s", folder.toAbsolutePath().normalize()));
            return Exit.OK;
        }
    }
}
