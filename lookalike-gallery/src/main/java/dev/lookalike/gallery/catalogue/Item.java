package dev.lookalike.gallery.catalogue;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.lookalike.gallery.Image;
import dev.lookalike.gallery.Rejection;
import org.jspecify.annotations.Nullable;

/// A file the gallery has seen: one row of the catalogue.
///
/// @param id
///            given by the catalogue, never twice; 0 before that
/// @param place
///            where it lies
/// @param stamp
///            by which a change of the file is noticed without reading it
/// @param state
///            where it stands
/// @param added
///            when it was first seen
/// @param metadata
///            what was told about it
/// @param content
///            what it holds; there is one where it is embedded, or was before it was removed
/// @param refusal
///            why it was not taken; there is one exactly where it is rejected
public record Item(long id, Place place, Stamp stamp, State state, Instant added, Map<String, String> metadata,
        @Nullable Content content, @Nullable Refusal refusal) {
    private static final int MAX_FIELDS = 100;
    private static final int LONGEST_FIELD = 100;
    private static final int LONGEST_VALUE = 10_000;

    public Item {
        metadata = Map.copyOf(metadata);
        if (state == State.EMBEDDED && content == null) {
            throw new IllegalArgumentException("an embedded item has content");
        }
        if ((state == State.REJECTED) != (refusal != null)) {
            throw new IllegalArgumentException("a rejected item, and no other, has a reason");
        }
    }

    /// Where a file lies.
    ///
    /// @param source
    ///            the added folder it came from, or [Source#UPLOADS]
    /// @param path
    ///            absolute, or relative to the gallery's folder for an upload
    /// @param folder
    ///            relative to the source, `/` between parts
    /// @param name
    ///            of the file, or what an upload was called
    public record Place(long source, String path, String folder, String name) {}

    /// What a directory says of a file.
    ///
    /// @param bytes
    ///            how long it is
    /// @param modified
    ///            when it was last written, in nanoseconds since 1970
    public record Stamp(long bytes, long modified) {}

    /// What a picture holds.
    ///
    /// @param sha256
    ///            of the file, in hex
    /// @param format
    ///            as a media type
    /// @param width
    ///            columns of the upright original
    /// @param height
    ///            rows of the upright original
    /// @param taken
    ///            when the camera says, or null
    /// @param categories
    ///            guesses, best first
    /// @param placeholder
    ///            24 bytes, see [Image]
    public record Content(String sha256, String format, int width, int height, @Nullable LocalDateTime taken,
            List<Image.Category> categories, byte[] placeholder) {
        public Content {
            categories = List.copyOf(categories);
        }
    }

    /// Why a file was not taken; see [Rejection].
    public record Refusal(String kind, String reason) {}

    /// A file seen for the first time.
    public static Item pending(Place place, Stamp stamp, Instant added) {
        return new Item(0, place, stamp, State.PENDING, added, Map.of(), null, null);
    }

    Item withId(long id) {
        return new Item(id, place, stamp, state, added, metadata, content, refusal);
    }

    /// This item with its content known and findable.
    public Item embedded(Stamp stamp, Content content) {
        return new Item(id, place, stamp, State.EMBEDDED, added, metadata, content, null);
    }

    /// This item as not taken.
    public Item rejected(Stamp stamp, Refusal refusal) {
        return new Item(id, place, stamp, State.REJECTED, added, metadata, null, refusal);
    }

    /// This item under another path.
    public Item movedTo(Place place, Stamp stamp) {
        return new Item(id, place, stamp, state, added, metadata, content, refusal);
    }

    /// This item taken out by hand.
    public Item removed() {
        return new Item(id, place, stamp, State.REMOVED, added, metadata, content, null);
    }

    /// This item as one to look at again.
    public Item pendingAgain() {
        return new Item(id, place, stamp, State.PENDING, added, metadata, null, null);
    }

    /// This item with other metadata.
    ///
    /// @throws IllegalArgumentException
    ///             if there are more than 100 fields, one is empty or of over 100 characters, or a value is of over
    ///             10,000
    public Item described(Map<String, String> metadata) {
        metadata.forEach(Item::checkField);
        if (metadata.size() > MAX_FIELDS) {
            throw new IllegalArgumentException(
                    "metadata has %d fields; give up to %d".formatted(metadata.size(), MAX_FIELDS));
        }
        return new Item(id, place, stamp, state, added, metadata, content, refusal);
    }

    private static void checkField(String field, String value) {
        if (field.isEmpty() || field.length() > LONGEST_FIELD || value.length() > LONGEST_VALUE) {
            throw new IllegalArgumentException(
                    "field '%.100s' has %d characters and its value %d; give 1 to %d and up to %d"
                            .formatted(field, field.length(), value.length(), LONGEST_FIELD, LONGEST_VALUE));
        }
    }

    /// What the door shows of this item, which is embedded.
    public Image image(Path gallery) {
        Content known = Objects.requireNonNull(content);
        return new Image(id, file(gallery), place.name, place.folder, known.format, known.width, known.height,
                stamp.bytes, known.sha256, added, known.taken, known.categories, metadata, known.placeholder.clone());
    }

    /// What the door shows of this item, which is rejected.
    public Rejection rejection(Path gallery) {
        Refusal why = Objects.requireNonNull(refusal);
        return new Rejection(file(gallery), why.kind, why.reason);
    }

    /// Where the file lies.
    public Path file(Path gallery) {
        return gallery.resolve(place.path);
    }
}
