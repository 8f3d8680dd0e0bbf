package dev.lookalike.app.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import dev.lookalike.app.problem.Exit;
import dev.lookalike.gallery.Gallery;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `lookalike restore`: makes a gallery from a snapshot.
@Command(name = "restore", description = "Makes the gallery from a snapshot, checked before it becomes visible.")
final class RestoreCommand extends Verb {
    @Parameters(paramLabel = "FILE", description = "what `snapshot` wrote")
    Path file = Path.of("");

    @Override
    public Integer call() {
        AddCommand.requireAll(List.of(file));
        Path folder = gallery.folder.toAbsolutePath().normalize();
        Gallery.restore(file, folder);
        output.print(Map.of("gallery", folder.toString()), () -> output.line("restored to %s", folder));
        return Exit.OK;
    }
}
