package dev.lookalike.app.api;

import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/// A query picture that the server keeps for a while.
///
/// @param id
///            unguessable; name it in [Search.Part#upload()]
/// @param width
///            columns of the upright original
/// @param height
///            rows of the upright original
public record Upload(String id, String name, String format, int width, int height, long bytes, String sha256) {
    /// What an id looks like.
    public static final Pattern ID = Pattern.compile("[0-9a-f]{32}");

    /// Refuses what is no id.
    ///
    /// @param field
    ///            what it was given as
    static void checkId(String field, @Nullable String id) {
        if (id != null && !ID.matcher(id).matches()) {
            throw new IllegalArgumentException(field + " is no upload's id; give the 32 hex digits of one");
        }
    }
}
