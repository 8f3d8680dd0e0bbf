package dev.lookalike.app.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.lookalike.app.api.Api;
import dev.lookalike.app.problem.Exit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `lookalike add`: puts pictures into the gallery, where they lie.
@Command(name = "add", description = "Adds pictures, or every picture below folders; they are read where they lie.")
final class AddCommand extends Verb {
    @Parameters(paramLabel = "PATH", arity = "1..*", description = "pictures, or folders of pictures")
    List<Path> paths = List.of();

    @Override
    public Integer call() throws InterruptedException {
        requireAll(paths);
        try (Api api = gallery.openOrMake()) {
            int code = Exit.OK;
            for (Path path : paths) {
                code = Math.max(code, report(finish(api, api.add(path.toAbsolutePath().normalize()))));
            }
            return code;
        }
    }

    /// Says which of the paths is not there, before anything is done.
    static void requireAll(List<Path> paths) {
        for (Path path : paths) {
            if (!Files.exists(path)) {
                throw Failures.usage("there is no %s; give a picture or a folder of pictures"
                        .formatted(path.toAbsolutePath().normalize()));
            }
        }
    }
}
