package dev.lookalike.app.api;

import java.util.List;
import java.util.Locale;

import dev.lookalike.index.EngineProvider;
import org.jspecify.annotations.Nullable;

/// The engines that a gallery's index can be of.
public record Engines(List<Engine> engines) {

    /// One of them.
    ///
    /// @param name
    ///            as `--engine` takes it
    /// @param description
    ///            in a sentence
    /// @param capabilities
    ///            what it can do by itself, such as `update` or `exact`
    /// @param ready
    ///            whether it can be used here
    /// @param obstacle
    ///            why not, and what to do about it, or null
    public record Engine(String name, String description, List<String> capabilities, boolean ready,
            @Nullable String obstacle) {}

    /// Those that are here: this program's own first, the others by name.
    public static Engines here() {
        return new Engines(EngineProvider.all().stream().map(Engines::engine).toList());
    }

    private static Engine engine(EngineProvider provider) {
        String obstacle = provider.obstacle().orElse(null);
        List<String> capabilities = provider.capabilities().stream().sorted()
                .map(each -> each.name().toLowerCase(Locale.ROOT).replace('_', '-')).toList();
        return new Engine(provider.name(), provider.description(), capabilities, obstacle == null, obstacle);
    }
}
