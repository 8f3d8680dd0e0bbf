package dev.lookalike.app.api;

import java.util.List;

import org.jspecify.annotations.Nullable;

/// What a wall of pictures needs to lay itself out, as columns: entry `i` of each list belongs to picture `ids[i]`.
///
/// @param versions
///            the first [#VERSION_LENGTH] characters of each file's SHA-256: pass it as `v` to the thumbnail route
/// @param placeholders
///            as in [Image#placeholder()]
/// @param categories
///            the likeliest category's name of each, empty where there is none
/// @param total
///            how many pass the filter
/// @param next
///            pass it as `after` for the next page, or null where nothing follows
public record Layout(List<Long> ids, List<Integer> widths, List<Integer> heights, List<String> names,
        List<String> versions, List<byte[]> placeholders, List<String> categories, long total, @Nullable Long next) {
    /// Hex digits of a version.
    public static final int VERSION_LENGTH = 16;
}
