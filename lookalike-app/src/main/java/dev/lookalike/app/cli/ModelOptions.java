package dev.lookalike.app.cli;

import java.nio.file.Path;

import dev.lookalike.vision.ModelStore;
import picocli.CommandLine.Option;

/// Where networks that were added or pulled lie.
final class ModelOptions {
    @Option(names = "--models", paramLabel = "FOLDER", description = "where added networks lie (default: lookalike/models in the user's data folder)")
    Path folder = dataFolder("models");

    /// The bundled networks and those in the folder.
    ModelStore store() {
        return ModelStore.open(folder);
    }

    /// A folder of the program in the user's data folder.
    static Path dataFolder(String name) {
        String data = System.getenv("XDG_DATA_HOME");
        Path base = data != null && !data.isEmpty()
                ? Path.of(data)
                : Path.of(System.getProperty("user.home"), ".local", "share");
        return base.resolve("lookalike").resolve(name);
    }
}
