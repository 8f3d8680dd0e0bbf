package dev.lookalike.gallery.exchange;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.lookalike.gallery.catalogue.Json;
import dev.lookalike.index.Shelf;
import org.jspecify.annotations.Nullable;

/// What stands on a shelf under [#ID]: whose pictures are there, what made their embeddings, and which index serves.
///
/// @param model
///            the name of the network
/// @param fingerprint
///            of the network and its preprocessing
/// @param dimension
///            values of an embedding
/// @param folders
///            that were added, as an export names them
/// @param publisher
///            a name of the gallery that no other has, or null for one that was moved there
/// @param owner
///            where that gallery is, for people
/// @param index
///            the name of the file of the index that serves, or null while there is none
/// @param space
///            ids of the entries whose texts together are the space of that index
/// @param spaceChecksum
///            CRC32C of the space
record Notice(String model, String fingerprint, int dimension, List<Map<String, Object>> folders,
        @Nullable String publisher, String owner, @Nullable String index, List<Long> space, int spaceChecksum) {
    /// No picture's id.
    static final long ID = 0;
    static final String FORMAT = "lookalike-gallery";
    static final int VERSION = 1;

    Notice {
        folders = List.copyOf(folders);
        space = List.copyOf(space);
    }

    /// The same about another index.
    Notice serving(String index, List<Long> space, int spaceChecksum) {
        return new Notice(model, fingerprint, dimension, folders, publisher, owner, index, space, spaceChecksum);
    }

    String line() {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("format", FORMAT);
        fields.put("version", VERSION);
        fields.put("model", model);
        fields.put("fingerprint", fingerprint);
        fields.put("dimension", dimension);
        fields.put("folders", folders);
        if (publisher != null) {
            fields.put("publisher", publisher);
            fields.put("owner", owner);
        }
        if (index != null) {
            fields.put("index", index);
            fields.put("space", space);
            fields.put("spaceChecksum", spaceChecksum);
        }
        return Json.object(fields);
    }

    /// The notice on a shelf, or null if there is none.
    ///
    /// @throws dev.lookalike.gallery.GalleryException.Corrupt
    ///             if it does not match its checksum
    static @Nullable Notice on(Shelf shelf) {
        return shelf.texts(ID).getFirst().map(text -> of(ShelfRow.line(ID, text))).orElse(null);
    }

    private static Notice of(String line) {
        Map<String, Object> fields = Json.object(line);
        return new Notice(text(fields, "model"), text(fields, "fingerprint"),
                number(fields, "dimension").intValue(), folders(fields.get("folders")),
                fields.get("publisher") instanceof String publisher ? publisher : null, text(fields, "owner"),
                fields.get("index") instanceof String index ? index : null, ids(fields.get("space")),
                number(fields, "spaceChecksum").intValue());
    }

    private static String text(Map<String, Object> fields, String name) {
        return fields.get(name) instanceof String text ? text : "";
    }

    private static Number number(Map<String, Object> fields, String name) {
        return fields.get(name) instanceof Number number ? number : (Number) 0;
    }

    private static List<Map<String, Object>> folders(@Nullable Object told) {
        return told instanceof List<?> list
                ? list.stream().filter(each -> each instanceof Map<?, ?> map && map.get("path") instanceof String)
                        .map(each -> Map.<String, Object>of("path", ((Map<?, ?>) each).get("path"))).toList()
                : List.of();
    }

    private static List<Long> ids(@Nullable Object told) {
        return told instanceof List<?> list
                ? list.stream().filter(Number.class::isInstance).map(each -> ((Number) each).longValue()).toList()
                : List.of();
    }

    /// An entry that is no picture: its vector only takes a place.
    static Shelf.Entry entry(long id, int dimension, String line) {
        var vector = new float[dimension];
        Arrays.fill(vector, 0, 1, 1f);
        return ShelfRow.of(id, vector, line, Map.of());
    }
}
