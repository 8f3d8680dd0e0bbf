package dev.lookalike.gallery;

import java.util.HashSet;
import java.util.List;

import org.jspecify.annotations.Nullable;

/// Pictures of things that go together, worn as one outfit or bought in one basket.
///
/// @param name
///            1 to 100 letters, digits, spaces and `. _ - @ + :`, the first of them a letter or digit
/// @param images
///            the ids of [#LEAST] to [#MOST] pictures, none twice; one may have been taken out since
public record Outfit(String name, List<Long> images) {
    /// The fewest pictures of an outfit.
    public static final int LEAST = 2;

    /// The most pictures of an outfit.
    public static final int MOST = 20;

    public Outfit {
        checkName(name);
        images = List.copyOf(images);
        if (images.size() < LEAST || images.size() > MOST) {
            throw new IllegalArgumentException("the outfit \"%s\" has %d pictures; give %d to %d".formatted(name,
                    images.size(), LEAST, MOST));
        }
        if (new HashSet<>(images).size() < images.size()) {
            throw new IllegalArgumentException("the outfit \"%s\" has a picture twice; give each once".formatted(name));
        }
    }

    /// The name, if an outfit can have it.
    ///
    /// @throws IllegalArgumentException
    ///             if none can
    public static String checkName(@Nullable String name) {
        return Names.check("an outfit", name);
    }
}
