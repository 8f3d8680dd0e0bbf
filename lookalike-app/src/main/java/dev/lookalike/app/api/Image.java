package dev.lookalike.app.api;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/// A picture of the gallery. The fields mean what [dev.lookalike.gallery.Image] says of them.
///
/// @param bytes
///            size of the file
/// @param placeholder
///            a blurred miniature: 4 x 2 pixels, red, green and blue, 24 bytes in base64
public record Image(long id, String path, String name, String folder, String format, int width, int height, long bytes,
        String sha256, Instant added, @Nullable LocalDateTime taken, List<Category> categories,
        Map<String, String> metadata, byte[] placeholder) {

    /// A guessed category.
    ///
    /// @param probability
    ///            0..1
    public record Category(String name, double probability) {}
}
