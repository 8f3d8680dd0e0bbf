package dev.lookalike.gallery;

import java.util.Objects;

/// What to look for in a gallery, and how much of it to tell.
///
/// @param labels
///            [Training#FOLDER] for the folder that a picture lies in, or a field of the pictures' metadata, in which commas and
///            semicolons separate several labels
/// @param count
///            how many groups of copies, outliers and doubtful labels to tell of each, 1 to [#MAX_COUNT]
public record Inspection(String labels, int count) {
    /// The most that are told of each.
    public static final int MAX_COUNT = 10_000;

    public Inspection {
        Objects.requireNonNull(labels, "labels");
        if (labels.isBlank()) {
            throw new IllegalArgumentException("labels is empty; give folder, or a field that holds them");
        }
        if (count < 1 || count > MAX_COUNT) {
            throw new IllegalArgumentException("count is %d; ask for 1 to %,d".formatted(count, MAX_COUNT));
        }
    }
}
