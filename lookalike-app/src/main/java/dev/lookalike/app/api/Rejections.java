package dev.lookalike.app.api;

import java.util.List;

import org.jspecify.annotations.Nullable;

/// A page of files that were not taken, by ascending path.
///
/// @param total
///            how many there are
/// @param next
///            pass it as `after` for the next page, or null where nothing follows
public record Rejections(List<Rejection> rejections, long total, @Nullable String next) {
    /// The most of one page.
    public static final int MAX_COUNT = 1_000;
}
