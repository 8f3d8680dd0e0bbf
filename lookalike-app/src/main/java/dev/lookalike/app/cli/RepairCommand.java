package dev.lookalike.app.cli;

import dev.lookalike.app.api.Api;
import dev.lookalike.app.api.Job;
import dev.lookalike.app.problem.Exit;
import picocli.CommandLine.Command;

/// `lookalike repair`: makes again what is derived.
@Command(name = "repair", description = "Makes again what is derived from the catalogue: space, index and thumbnails.")
final class RepairCommand extends Verb {
    @Override
    public Integer call() throws InterruptedException {
        try (Api api = gallery.open()) {
            Job job = finish(api, api.repair());
            output.print(job,
                    () -> output.line("Space and index are made again; thumbnails come back when they are shown."));
            return Exit.OK;
        }
    }
}
