package dev.lookalike.gallery.exchange;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.lookalike.gallery.Filter;
import dev.lookalike.gallery.catalogue.Catalogue;
import dev.lookalike.gallery.catalogue.Item;
import dev.lookalike.gallery.catalogue.Source;
import org.jspecify.annotations.Nullable;

/// Which picture a table means: by its id, by its path, or by its file's name where only one has it.
final class Referred {
    /// The columns that say which, the surest first.
    static final List<String> KEYS = List.of("id", "path", "name");

    private static final int PAGE = 10_000;

    private final Path gallery;
    private final Catalogue catalogue;
    private final List<String> folders;
    private @Nullable Map<String, List<Long>> byName;

    /// @param table
    ///            paths may begin at its folder
    Referred(Path gallery, Catalogue catalogue, Path table) {
        this.gallery = gallery;
        this.catalogue = catalogue;
        folders = new ArrayList<>(catalogue.sources().stream().map(Source::path).toList());
        folders.addFirst(String.valueOf(table.getParent()));
    }

    /// The column of a row that says which; empty if none does.
    static String key(Map<String, String> columns) {
        return KEYS.stream().filter(columns::containsKey).findFirst().orElse("");
    }

    /// The id of the one with this id, or else at this path, or else with this name.
    ///
    /// @throws IllegalArgumentException
    ///             if there is none
    long any(String value) {
        Long found = id(value);
        found = found == null ? atPath(value) : found;
        return found == null ? named(value) : found;
    }

    /// The id of the one that `value` means.
    ///
    /// @param key
    ///            `id`, `path` or `name`
    /// @throws IllegalArgumentException
    ///             if there is none
    long by(String key, String value) {
        Long found = switch (key) {
            case "id" -> id(value);
            case "path" -> atPath(value);
            default -> (Long) named(value);
        };
        if (found == null) {
            throw none(key, value);
        }
        return found;
    }

    private static IllegalArgumentException none(String key, String value) {
        return new IllegalArgumentException("no picture has the %s \"%s\"; add it first".formatted(key, value));
    }

    private @Nullable Long id(String value) {
        return value.matches("[0-9]{1,18}") && catalogue.item(Long.parseLong(value)) != null
                ? Long.valueOf(value)
                : null;
    }

    private @Nullable Long atPath(String path) {
        for (String folder : folders) {
            try {
                Item found = catalogue.item(gallery.resolve(folder).resolve(path).normalize().toString());
                if (found != null) {
                    return found.id();
                }
            } catch (InvalidPathException impossible) {
                return null;
            }
        }
        return null;
    }

    private long named(String name) {
        List<Long> ids = names().getOrDefault(name, List.of());
        if (ids.isEmpty()) {
            throw none("name", name);
        }
        if (ids.size() > 1) {
            throw new IllegalArgumentException("%d pictures are called \"%s\"; give their paths or ids"
                    .formatted(ids.size(), name));
        }
        return ids.getFirst();
    }

    private Map<String, List<Long>> names() {
        Map<String, List<Long>> names = byName;
        if (names == null) {
            names = new HashMap<>();
            List<Item> page = catalogue.items(Filter.all(), 0, PAGE);
            while (!page.isEmpty()) {
                for (Item item : page) {
                    names.computeIfAbsent(item.place().name(), _ -> new ArrayList<>(1)).add(item.id());
                }
                page = catalogue.items(Filter.all(), page.getLast().id(), PAGE);
            }
            byName = names;
        }
        return names;
    }
}
