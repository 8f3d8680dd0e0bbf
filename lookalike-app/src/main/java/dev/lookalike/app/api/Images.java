package dev.lookalike.app.api;

import java.util.List;

import org.jspecify.annotations.Nullable;

/// A page of pictures by ascending id.
///
/// @param total
///            how many pass the filter
/// @param next
///            pass it as `after` for the next page, or null where nothing follows
public record Images(List<Image> images, long total, @Nullable Long next) {
    /// The most pictures of one page.
    public static final int MAX_COUNT = 10_000;
}
