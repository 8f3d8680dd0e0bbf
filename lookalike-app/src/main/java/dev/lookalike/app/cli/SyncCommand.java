package dev.lookalike.app.cli;

import dev.lookalike.app.api.Api;
import picocli.CommandLine.Command;

/// `lookalike sync`: looks again at every folder that was added.
@Command(name = "sync", description = "Looks again at every folder that was added: files added, changed, moved and deleted since.")
final class SyncCommand extends Verb {
    @Override
    public Integer call() throws InterruptedException {
        try (Api api = gallery.open()) {
            return report(finish(api, api.sync()));
        }
    }
}
