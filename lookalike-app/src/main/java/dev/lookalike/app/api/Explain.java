package dev.lookalike.app.api;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonCreator;
import org.jspecify.annotations.Nullable;

/// Asks why a query finds a picture alike.
///
/// @param parts
///            as in [Search#parts()]
/// @param image
///            the id of the picture to explain
public record Explain(List<Search.Part> parts, Metric metric, long image) {
    public Explain {
        Bounds.check("image", image, 1, Long.MAX_VALUE);
        parts = Search.nearest(parts, metric, 1, Search.Filter.ALL, false).parts();
    }

    @JsonCreator
    static Explain of(@Nullable List<Search.Part> parts, @Nullable Metric metric, @Nullable Long image) {
        if (image == null) {
            throw new IllegalArgumentException("image is missing; give the id of the picture to explain");
        }
        return new Explain(parts == null ? List.of() : parts, metric == null ? Metric.COSINE : metric, image);
    }
}
