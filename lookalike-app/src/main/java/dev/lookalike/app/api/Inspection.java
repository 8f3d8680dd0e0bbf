package dev.lookalike.app.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import org.jspecify.annotations.Nullable;

/// What to look for in a gallery; the fields mean what [dev.lookalike.gallery.Inspection] says of them.
///
/// @param labels
///            `folder`, or a field
/// @param count
///            1 to [#MAX_COUNT]
public record Inspection(String labels, int count) {
    /// How many of each are told unless told otherwise.
    public static final int DEFAULT_COUNT = 50;

    /// The most that are told of each.
    public static final int MAX_COUNT = 1_000;

    public Inspection {
        Bounds.checkLength("labels", labels, Values.MAX_FIELD);
        if (labels.isBlank()) {
            throw new IllegalArgumentException("labels is empty; give folder, or a field that holds them");
        }
        Bounds.check("count", count, 1, MAX_COUNT);
    }

    @JsonCreator
    static Inspection of(@Nullable String labels, @Nullable Integer count) {
        return new Inspection(labels == null ? dev.lookalike.gallery.Training.FOLDER : labels,
                count == null ? DEFAULT_COUNT : count);
    }
}
