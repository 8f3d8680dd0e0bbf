package dev.lookalike.gallery.exchange;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

import dev.lookalike.gallery.GalleryException;
import dev.lookalike.gallery.Image;
import dev.lookalike.gallery.catalogue.FieldValue;
import dev.lookalike.gallery.catalogue.Float16;
import dev.lookalike.gallery.catalogue.Json;
import dev.lookalike.gallery.catalogue.StoredEmbedding;
import dev.lookalike.index.Shelf;

/// A picture as an entry of a shelf: its unit vector, and its line of `images.ndjson` behind two checksums.
final class ShelfRow {
    /*
     * The text is a CRC32C of id, vector and line, one of id and line alone, and the line: whoever lists pictures checks
     * what is shown without reading vectors.
     */
    /// The name of the value that holds the folders a picture lies in.
    static final String FOLDERS = "folders";
    /// The name of the value that holds the likeliest category.
    static final String CATEGORY = "category";
    private static final int HEAD = 18;

    private ShelfRow() {}

    static Shelf.Entry of(long id, float[] vector, String line, Map<String, Object> values) {
        return new Shelf.Entry(id, vector, head(id, vector, line) + line, values);
    }

    private static String head(long id, float[] vector, String line) {
        return "%08x %s".formatted(checksum(id, vector, line), lineHead(id, line));
    }

    private static String lineHead(long id, String line) {
        return "%08x ".formatted(checksum(id, new float[0], line));
    }

    private static int checksum(long id, float[] vector, String line) {
        byte[] text = line.getBytes(StandardCharsets.UTF_8);
        var bytes = ByteBuffer.allocate(Long.BYTES + Float.BYTES * vector.length + text.length).putLong(id);
        for (float value : vector) {
            bytes.putFloat(value);
        }
        var crc = new CRC32C();
        crc.update(bytes.put(text).flip());
        return (int) crc.getValue();
    }

    /// The line of an entry.
    ///
    /// @throws GalleryException.Corrupt
    ///             if it or its vector does not match its checksum
    static String line(Shelf.Entry entry) {
        String line = entry.text().substring(Math.min(entry.text().length(), HEAD));
        if (!entry.text().equals(head(entry.id(), entry.vector(), line) + line)) {
            throw damaged(entry.id());
        }
        return line;
    }

    /// The line in an entry's text.
    ///
    /// @throws GalleryException.Corrupt
    ///             if it does not match its checksum
    static String line(long id, String text) {
        String line = text.substring(Math.min(text.length(), HEAD));
        if (!text.endsWith(" " + lineHead(id, line) + line)) {
            throw damaged(id);
        }
        return line;
    }

    private static GalleryException.Corrupt damaged(long id) {
        return new GalleryException.Corrupt(
                "row %d of the gallery on the server does not match its checksum; its owner puts it there again"
                        .formatted(
                                id),
                null);
    }

    /// The embedding in a picture's entry.
    static StoredEmbedding embedding(Shelf.Entry entry) {
        float norm = number(entry.id(), Json.object(line(entry)), "norm").floatValue();
        return new StoredEmbedding(entry.id(), Float16.of(entry.vector()), norm);
    }

    /// The picture that a line describes.
    static Image image(long id, String line) {
        Map<String, Object> fields = Json.object(line);
        return new Image(id, Path.of(text(id, fields, "path")), text(id, fields, "name"), text(id, fields, "folder"),
                text(id, fields, "format"), number(id, fields, "width").intValue(),
                number(id, fields, "height").intValue(), number(id, fields, "bytes").longValue(),
                text(id, fields, "sha256"), Instant.parse(text(id, fields, "added")),
                fields.get("taken") instanceof String taken ? LocalDateTime.parse(taken) : null,
                Json.toldCategories(fields.get("categories")), Json.toldTexts(fields.get("metadata")),
                Base64.getDecoder().decode(text(id, fields, "placeholder")));
    }

    private static String text(long id, Map<String, Object> fields, String name) {
        if (fields.get(name) instanceof String text) {
            return text;
        }
        throw damaged(id);
    }

    private static Number number(long id, Map<String, Object> fields, String name) {
        if (fields.get(name) instanceof Number number) {
            return number;
        }
        throw damaged(id);
    }

    /// What filters can ask of a picture, by name: its folder and all above, its likeliest category, and of each field the
    /// value and its words.
    static Map<String, Object> values(Image image) {
        var values = new HashMap<String, Object>();
        values.put(FOLDERS, folders(image.folder()));
        if (!image.categories().isEmpty()) {
            values.put(CATEGORY, image.categories().getFirst().name());
        }
        image.metadata().forEach((field, value) -> {
            values.put(field(field), FieldValue.comparable(value));
            values.put(words(field), List.copyOf(FieldValue.words(value)));
        });
        return values;
    }

    /// A folder and all above it.
    static List<String> folders(String folder) {
        var folders = new ArrayList<String>();
        for (int end = folder.length(); end > 0; end = folder.lastIndexOf('/', end - 1)) {
            folders.add(folder.substring(0, end));
        }
        return folders;
    }

    /// The name of the value that holds a field's.
    static String field(String field) {
        return "field " + field;
    }

    /// The name of the value that holds the words of a field's.
    static String words(String field) {
        return "words " + field;
    }
}
