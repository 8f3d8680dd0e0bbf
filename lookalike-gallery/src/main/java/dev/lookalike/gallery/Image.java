package dev.lookalike.gallery;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/// A picture of a gallery: what the catalogue remembers of it.
///
/// @param id
///            stable, never given again
/// @param path
///            where the file lies; inside the gallery folder for an upload
/// @param name
///            the file's name, or the name an upload was given
/// @param folder
///            the file's folder relative to the folder that was added, `/` between parts, empty at its top
/// @param format
///            what its first bytes said, as a media type such as `image/jpeg`
/// @param width
///            columns of the upright original
/// @param height
///            rows of the upright original
/// @param bytes
///            of the file
/// @param sha256
///            of the file, in hex
/// @param added
///            when it was added
/// @param taken
///            when the camera says it was taken, or null
/// @param categories
///            what the network takes it for, best first
/// @param metadata
///            what was told about it: field to value
/// @param placeholder
///            a blurred miniature, 24 bytes: 4 x 2 pixels of red, green and blue
public record Image(long id, Path path, String name, String folder, String format, int width, int height, long bytes,
        String sha256, Instant added, @Nullable LocalDateTime taken, List<Category> categories,
        Map<String, String> metadata, byte[] placeholder) {

    /// The name by which the folder that a picture lies in is asked for as its label.
    public static final String FOLDER = "folder";

    /// The field that holds a picture's labels unless another is named.
    public static final String LABEL = "label";

    /// What the picture is said to show; empty where nothing is.
    ///
    /// @param kind
    ///            [#FOLDER] for the name of the folder it lies in (`dress` in `train/dress` and in `test/dress` alike), or a field
    ///            of its metadata, in which commas and semicolons separate several labels
    public Set<String> labels(String kind) {
        if (kind.equals(FOLDER)) {
            String last = folder.substring(folder.lastIndexOf('/') + 1);
            return last.isEmpty() ? Set.of() : Set.of(last);
        }
        return Arrays.stream(metadata.getOrDefault(kind, "").split("[,;]")).map(String::strip)
                .filter(label -> !label.isEmpty()).collect(Collectors.toSet());
    }

    /// What it is called: what was told as its `name`, or else its file's name.
    public String title() {
        return metadata.getOrDefault("name", name);
    }

    /// A guessed category.
    ///
    /// @param name
    ///            of the class
    /// @param probability
    ///            0..1
    public record Category(String name, float probability) {}
}
