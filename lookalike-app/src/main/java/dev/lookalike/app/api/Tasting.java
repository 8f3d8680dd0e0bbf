package dev.lookalike.app.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import org.jspecify.annotations.Nullable;

/// How to learn what people like.
///
/// @param seed
///            0 to [Training#MAX_SEED]
public record Tasting(long seed) {
    public Tasting {
        Bounds.check("seed", seed, 0, Training.MAX_SEED);
    }

    @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
    static Tasting of(@Nullable Long seed) {
        return new Tasting(seed == null ? 0 : seed);
    }
}
