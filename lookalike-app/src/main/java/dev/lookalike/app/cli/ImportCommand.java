package dev.lookalike.app.cli;

import java.nio.file.Path;
import java.util.List;

import dev.lookalike.app.api.Api;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `lookalike import`: takes in embeddings that were exported.
@Command(name = "import", description = "Takes in what `export` wrote, without embedding anything.")
final class ImportCommand extends Verb {
    @Parameters(paramLabel = "FOLDER", description = "where `export` wrote")
    Path folder = Path.of("");

    @Override
    public Integer call() throws InterruptedException {
        AddCommand.requireAll(List.of(folder));
        try (Api api = gallery.openOrMake()) {
            return report(finish(api, api.importFrom(folder.toAbsolutePath().normalize())));
        }
    }
}
