package dev.lookalike.app.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import org.jspecify.annotations.Nullable;

/// How much a picture is liked.
///
/// @param rating
///            1 (not at all) to 5
public record Rating(int rating) {
    public Rating {
        Bounds.check("rating", rating, dev.lookalike.gallery.Event.LEAST, dev.lookalike.gallery.Event.MOST);
    }

    @JsonCreator
    static Rating of(@Nullable Integer rating) {
        if (rating == null) {
            throw new IllegalArgumentException("rating is missing; give 1 (not at all) to 5");
        }
        return new Rating(rating);
    }
}
