package dev.lookalike.app.api;

import java.nio.file.Path;

import com.fasterxml.jackson.annotation.JsonCreator;
import org.jspecify.annotations.Nullable;

/// What to learn from; the fields mean what [dev.lookalike.gallery.Training] says of them.
///
/// @param labels
///            `folder`, or a field
/// @param seed
///            0 to [#MAX_SEED]
/// @param pairs
///            the absolute path of a table on this machine, or null
public record Training(String labels, String ask, String among, long seed, @Nullable String pairs) {
    /// The largest seed.
    public static final int MAX_SEED = 1_000_000_000;

    public Training {
        Bounds.checkLength("labels", labels, Values.MAX_FIELD);
        if (labels.isBlank()) {
            throw new IllegalArgumentException("labels is empty; give folder, or a field that holds them");
        }
        Bounds.checkLength("ask", ask, Place.MAX_LENGTH);
        Bounds.checkLength("among", among, Place.MAX_LENGTH);
        if (seed < 0 || seed > MAX_SEED) {
            throw new IllegalArgumentException("seed is %d; give 0 to %d".formatted(seed, MAX_SEED));
        }
        if (pairs != null) {
            Bounds.checkLength("pairs", pairs, Place.MAX_LENGTH);
            if (!Path.of(pairs).isAbsolute()) {
                throw new IllegalArgumentException("pairs is %s; give an absolute path".formatted(pairs));
            }
        }
    }

    @JsonCreator
    static Training of(@Nullable String labels, @Nullable String ask, @Nullable String among, @Nullable Long seed,
            @Nullable String pairs) {
        return new Training(labels == null ? dev.lookalike.gallery.Training.FOLDER : labels, ask == null ? "" : ask,
                among == null ? "" : among, seed == null ? 0 : seed, pairs);
    }
}
