package dev.lookalike.app.api;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.lookalike.gallery.Outfit;
import org.jspecify.annotations.Nullable;

/// What an outfit is made of.
///
/// @param images
///            the ids of [Outfit#LEAST] to [Outfit#MOST] pictures
public record Members(List<Long> images) {
    public Members {
        images = List.copyOf(images);
        Bounds.check("the number of images", images.size(), Outfit.LEAST, Outfit.MOST);
        images.forEach(id -> Bounds.check("an id", id, 1, Long.MAX_VALUE));
    }

    @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
    static Members of(@Nullable List<Long> images) {
        return new Members(images == null ? List.of() : images);
    }
}
