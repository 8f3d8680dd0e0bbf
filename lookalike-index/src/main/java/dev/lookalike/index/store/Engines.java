package dev.lookalike.index.store;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;

import dev.lookalike.index.Capability;
import dev.lookalike.index.EngineProvider;
import dev.lookalike.index.IndexException;
import dev.lookalike.index.IndexSpec;
import dev.lookalike.index.VectorIndex;

/// The engines that are here.
public final class Engines {
    private Engines() {}

    /// This library's own first, the others by name.
    public static List<EngineProvider> all() {
        var others = new ArrayList<EngineProvider>();
        ServiceLoader.load(EngineProvider.class, EngineProvider.class.getClassLoader()).forEach(others::add);
        others.sort(Comparator.comparing(EngineProvider::name));
        others.addFirst(new Own());
        return List.copyOf(others);
    }

    /// See [EngineProvider#open(String, Path, IndexSpec)].
    public static VectorIndex open(String choice, Path file, IndexSpec spec) {
        return named(choice).open(file, spec, options(choice));
    }

    /// The engine that a choice names.
    ///
    /// @throws IllegalArgumentException
    ///             if there is no such engine
    /// @throws IndexException.Unavailable
    ///             if it cannot be used here
    public static EngineProvider named(String choice) {
        String name = choice.split(":", 2)[0];
        var all = all();
        var engine = all.stream().filter(one -> one.name().equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no engine \"%s\"; there is %s".formatted(name,
                        all.stream().map(EngineProvider::name).collect(Collectors.joining(", ")))));
        engine.obstacle().ifPresent(obstacle -> {
            throw new IndexException.Unavailable("the engine %s cannot be used: %s".formatted(name, obstacle), null);
        });
        return engine;
    }

    /// What a choice says behind the engine's name.
    public static String options(String choice) {
        int colon = choice.indexOf(':');
        return colon < 0 ? "" : choice.substring(colon + 1);
    }

    /// This library's own engine.
    private static final class Own implements EngineProvider {
        @Override
        public String name() {
            return "lookalike";
        }

        @Override
        public String description() {
            return "Codes, a graph and exact scores in one mapped file, in Java";
        }

        @Override
        public Set<Capability> capabilities() {
            return EnumSet.allOf(Capability.class);
        }

        @Override
        public Optional<String> obstacle() {
            return Optional.empty();
        }

        @Override
        public VectorIndex open(Path file, IndexSpec spec, String options) {
            if (!options.isEmpty()) {
                throw new IllegalArgumentException(
                        "the engine lookalike knows no option \"%s\"; leave out the colon".formatted(options));
            }
            return VectorIndex.open(file, spec);
        }
    }
}
