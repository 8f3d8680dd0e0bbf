package dev.lookalike.app.api;

import java.util.List;

/// The values of a field, with how many pictures have them, most first.
///
/// @param total
///            how many different values there are
public record Values(String field, List<Group> values, long total) {
    /// The most values that are listed at once.
    public static final int MAX_COUNT = 1_000;

    /// The most characters of a field.
    public static final int MAX_FIELD = 100;
}
