package dev.lookalike.gallery.ranking;

import java.nio.file.Files;
import java.nio.file.Path;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// The photos and reference values that lie beside the repository on some machines; tests that need them are skipped
/// on others.
final class Shared {
    private Shared() {}

    /// A file or folder below `shared`.
    static Path path(String name) {
        Path found = root().resolve(name);
        assumeTrue(Files.exists(found),
                () -> "skipped: %s is not there; set LOOKALIKE_SHARED to the folder that holds it".formatted(found));
        return found;
    }

    private static Path root() {
        String named = System.getProperty("lookalike.shared", System.getenv().getOrDefault("LOOKALIKE_SHARED", ""));
        if (!named.isEmpty()) {
            return Path.of(named);
        }
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve("shared"))) {
                return folder.resolve("shared");
            }
        }
        return Path.of("shared");
    }
}
