package dev.lookalike.app.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.lookalike.app.api.Api;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `lookalike add`: puts pictures into the gallery, where they lie.
@Command(name = "add", description = "Adds pictures, or every picture below folders; they are read where they lie.")
final class AddCommand extends Verb {
    static final String METADATA = "a CSV or NDJSON file that says more about pictures: its column id, path or name says which, the others are fields";

    @Parameters(paramLabel = "PATH", arity = "0..*", description = "pictures, or folders of pictures")
    List<Path> paths = List.of();

    @Option(names = "--metadata", paramLabel = "TABLE", description = METADATA)
    @Nullable
    Path metadata;

    @Override
    public Integer call() throws InterruptedException {
        if (paths.isEmpty() && metadata == null) {
            throw Failures.usage("name a picture or a folder of pictures: `lookalike add PHOTOS`");
        }
        requireAll(paths);
        requireAll(metadata == null ? List.of() : List.of(metadata));
        try (Api api = gallery.openOrMake()) {
            return add(api, paths, metadata);
        }
    }

    /// Says which of the paths is not there, before anything is done.
    static void requireAll(List<Path> paths) {
        for (Path path : paths) {
            if (!Files.exists(path)) {
                throw Failures.usage("there is no %s; give a file or folder that is there"
                        .formatted(path.toAbsolutePath().normalize()));
            }
        }
    }
}
