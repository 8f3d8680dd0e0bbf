package dev.lookalike.app.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import org.jspecify.annotations.Nullable;

/// A file or folder on the server's disk.
///
/// @param path
///            absolute
public record Place(String path) {
    /// The most characters of a path.
    public static final int MAX_LENGTH = 4_096;

    public Place {
        if (path.isEmpty() || path.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "path has %d characters; give 1 to %d".formatted(path.length(), MAX_LENGTH));
        }
    }

    @JsonCreator
    static Place of(@Nullable String path) {
        return new Place(path == null ? "" : path);
    }
}
