package dev.lookalike.gallery.exchange;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import dev.lookalike.gallery.GalleryException;
import dev.lookalike.gallery.Image;
import dev.lookalike.gallery.catalogue.Catalogue;
import dev.lookalike.gallery.catalogue.Generation;
import dev.lookalike.gallery.catalogue.Item;
import dev.lookalike.gallery.catalogue.Json;
import dev.lookalike.gallery.catalogue.StoredEmbedding;

/// Writes embeddings for other programs: `embeddings.npy`, the same rows in `images.ndjson`, and `export.json` with what
/// they were made by.
public final class Export implements Catalogue.Reader {
    static final String VECTORS = "embeddings.npy";
    static final String IMAGES = "images.ndjson";
    static final String ABOUT = "export.json";
    static final String FORMAT = "lookalike-export";
    static final int VERSION = 1;

    private final Path gallery;
    private final int dimension;
    private final OutputStream vectors;
    private final Writer images;
    private final ByteBuffer row;
    private long count;

    private Export(Path gallery, int dimension, OutputStream vectors, Writer images) {
        this.gallery = gallery;
        this.dimension = dimension;
        this.vectors = vectors;
        this.images = images;
        this.row = ByteBuffer.allocate(dimension * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    }

    /// Writes one moment of the catalogue to `folder`, where there must be nothing.
    public static void write(Path gallery, Catalogue catalogue, Path folder) {
        try {
            if (!Storing.isFree(folder)) {
                throw new IllegalArgumentException(
                        "%s is not empty; give a folder that is not there yet".formatted(folder));
            }
            Path draft = Storing.draft(folder);
            Storing.deleteAll(draft);
            try {
                Files.createDirectories(draft);
                fill(gallery, catalogue, draft);
                Storing.syncAll(draft);
                Files.deleteIfExists(folder);
                Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
                Storing.sync(Storing.parent(folder));
            } finally {
                Storing.deleteAll(draft);
            }
        } catch (IOException | UncheckedIOException failure) {
            throw new GalleryException.Storage("cannot export to %s: %s".formatted(folder, failure.getMessage()),
                    failure);
        }
    }

    private static void fill(Path gallery, Catalogue catalogue, Path draft) throws IOException {
        Generation generation = catalogue.generation();
        try (var vectors = new BufferedOutputStream(Files.newOutputStream(draft.resolve(VECTORS)));
                var images = Files.newBufferedWriter(draft.resolve(IMAGES))) {
            var export = new Export(gallery, generation.dimension(), vectors, images);
            catalogue.readAll(export);
            Files.writeString(draft.resolve(ABOUT), about(catalogue, generation, export.count) + "\n");
        }
    }

    private static String about(Catalogue catalogue, Generation generation, long count) {
        List<Map<String, Object>> sources = catalogue.sources().stream().filter(source -> source.walked())
                .map(source -> Map.<String, Object>of("path", source.path())).toList();
        var about = new LinkedHashMap<String, Object>();
        about.put("format", FORMAT);
        about.put("version", VERSION);
        about.put("model", generation.model());
        about.put("fingerprint", generation.fingerprint());
        about.put("dimension", generation.dimension());
        about.put("count", count);
        about.put("folders", sources);
        return Json.object(about);
    }

    @Override
    public void begin(long rows) {
        try {
            vectors.write(new Npy(true, rows, dimension).header());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void row(Item item, StoredEmbedding embedding) {
        row.clear();
        row.asShortBuffer().put(embedding.unit());
        try {
            vectors.write(row.array());
            images.write(line(gallery, item, embedding));
            images.write('\n');
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        count++;
    }

    /// What is exported of a picture besides its vector.
    static String line(Path gallery, Item item, StoredEmbedding embedding) {
        Item.Content content = Objects.requireNonNull(item.content());
        var fields = new LinkedHashMap<String, Object>();
        fields.put("id", item.id());
        fields.put("path", item.file(gallery).toString());
        fields.put("name", item.place().name());
        fields.put("folder", item.place().folder());
        fields.put("sha256", content.sha256());
        fields.put("norm", embedding.norm());
        fields.put("format", content.format());
        fields.put("width", content.width());
        fields.put("height", content.height());
        fields.put("bytes", item.stamp().bytes());
        fields.put("added", item.added().toString());
        if (content.taken() != null) {
            fields.put("taken", content.taken().toString());
        }
        fields.put("categories", content.categories().stream()
                .map(Export::category).toList());
        // In an order of its own, so that the same picture is the same line whenever it is exported.
        fields.put("metadata", new TreeMap<>(item.metadata()));
        fields.put("placeholder", new String(Base64.getEncoder().encode(content.placeholder()),
                StandardCharsets.US_ASCII));
        return Json.object(fields);
    }

    private static Map<String, Object> category(Image.Category category) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("name", category.name());
        fields.put("probability", category.probability());
        return fields;
    }
}
