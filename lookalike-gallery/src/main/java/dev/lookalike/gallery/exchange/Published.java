package dev.lookalike.gallery.exchange;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

import dev.lookalike.gallery.Filter;
import dev.lookalike.gallery.GalleryException;
import dev.lookalike.gallery.Image;
import dev.lookalike.gallery.catalogue.Embeddings;
import dev.lookalike.gallery.catalogue.StoredEmbedding;
import dev.lookalike.gallery.ranking.Announced;
import dev.lookalike.index.Ids;
import dev.lookalike.index.Shelf;
import org.jspecify.annotations.Nullable;

/// What the [owner][Publication] of a gallery shows of it on a shelf.
public final class Published implements Announced, Embeddings, AutoCloseable {
    /// A filter becomes a list of ids, which goes to the server with each search.
    private static final int MOST_IDS = 200_000;
    private static final int ATTEMPTS = 3;

    private final String engine;
    private final Shelf shelf;
    private final Notice first;

    private Published(String engine, Shelf shelf) {
        this.engine = engine;
        this.shelf = shelf;
        first = notice();
    }

    /// Opens what is shown where an engine has its shelves.
    ///
    /// @param engine
    ///            as [dev.lookalike.index.EngineProvider#open] takes it
    /// @throws IllegalArgumentException
    ///             if the engine has no shelves
    /// @throws GalleryException.Unavailable
    ///             if nothing is shown there yet
    public static Published open(String engine) {
        Shelf shelf = Shelf.existing(engine);
        try {
            return new Published(engine, shelf);
        } catch (RuntimeException failure) {
            shelf.close();
            throw failure;
        }
    }

    private Notice notice() {
        Notice notice = Notice.on(shelf);
        if (notice == null || notice.publisher() == null || notice.index() == null) {
            throw new GalleryException.Unavailable(
                    "no gallery is shown at %s, or its owner is still filling it; start its owner with --engine %s, or wait"
                            .formatted(engine, engine),
                    null);
        }
        return notice;
    }

    /// The name of the network that made the embeddings.
    public String model() {
        return first.model();
    }

    /// Of the network and its preprocessing.
    public String fingerprint() {
        return first.fingerprint();
    }

    /// Refuses pictures embedded by another model.
    ///
    /// @throws GalleryException.Incompatible
    ///             if it is another
    public void checkModel(String model, String fingerprint) {
        if (!fingerprint.equals(first.fingerprint())) {
            throw new GalleryException.Incompatible(
                    "%s holds embeddings of %s (fingerprint %.12s), and %s (%.12s) was asked for; use the owner's model, --model %s"
                            .formatted(engine, first.model(), first.fingerprint(), model, fingerprint, first.model()));
        }
    }

    /// Where the gallery is that owns this, for people.
    public String owner() {
        return first.owner();
    }

    @Override
    public int dimension() {
        return first.dimension();
    }

    @Override
    public String announcement() {
        return announcement(notice());
    }

    private static String announcement(Notice notice) {
        return "%s %08x".formatted(notice.index(), notice.spaceChecksum());
    }

    // A space that is switched while it is read does not match the notice that was read before it.
    @Override
    public Serving serving() {
        for (int attempt = 1;; attempt++) {
            Notice notice = notice();
            byte[] space = space(notice);
            if (space != null) {
                return new Serving(space, Path.of(String.valueOf(notice.index())), announcement(notice));
            }
            if (attempt == ATTEMPTS) {
                throw new GalleryException.Corrupt(
                        "the space of the gallery at %s does not match its checksum; have its owner repair it"
                                .formatted(engine),
                        null);
            }
        }
    }

    private byte @Nullable [] space(Notice notice) {
        var space = new ByteArrayOutputStream();
        for (long id : notice.space()) {
            String text = shelf.texts(id).getFirst().orElse(null);
            if (text == null) {
                return null;
            }
            space.writeBytes(Base64.getDecoder().decode(ShelfRow.line(id, text)));
        }
        var crc = new CRC32C();
        crc.update(space.toByteArray());
        return (int) crc.getValue() == notice.spaceChecksum() ? space.toByteArray() : null;
    }

    /// The picture with this id, or null.
    public @Nullable Image image(long id) {
        return images(List.of(id)).get(id);
    }

    /// Those of some pictures that are there, by id.
    public Map<Long, Image> images(List<Long> ids) {
        var images = new LinkedHashMap<Long, Image>();
        for (int first = 0; first < ids.size(); first += Shelf.MAX_ENTRIES) {
            List<Long> some = ids.subList(first, Math.min(first + Shelf.MAX_ENTRIES, ids.size()));
            List<Optional<String>> texts = shelf.texts(some.stream().mapToLong(Long::longValue).toArray());
            for (int i = 0; i < some.size(); i++) {
                long id = some.get(i);
                texts.get(i).filter(_ -> id > Notice.ID)
                        .ifPresent(text -> images.put(id, ShelfRow.image(id, ShelfRow.line(id, text))));
            }
        }
        return images;
    }

    /// Pictures that pass, by ascending id, from the first id greater than `after`.
    public List<Image> images(Filter filter, long after, int count) {
        long[] ids = shelf.ids(SharedFilter.condition(filter), Math.max(Notice.ID, after), count);
        return List.copyOf(images(Arrays.stream(ids).boxed().toList()).values());
    }

    /// How many pictures pass.
    public long count(Filter filter) {
        return shelf.count(SharedFilter.condition(filter), Notice.ID);
    }

    /// The ids of the pictures that pass.
    ///
    /// @throws IllegalArgumentException
    ///             if they are too many to be named in a search
    public Ids ids(Filter filter) {
        if (filter instanceof Filter.All) {
            return Ids.all();
        }
        long[] ids = shelf.ids(SharedFilter.condition(filter), Notice.ID, MOST_IDS + 1);
        if (ids.length > MOST_IDS) {
            throw new IllegalArgumentException(
                    "the filter leaves more than %,d pictures, too many to search among here; narrow it, or ask the gallery's owner"
                            .formatted(MOST_IDS));
        }
        return Ids.only(ids);
    }

    /// Shows every picture that passes, by ascending id.
    public void forEach(Filter filter, Consumer<Image> visitor) {
        List<Image> page = images(filter, Notice.ID, Shelf.MAX_ENTRIES);
        while (!page.isEmpty()) {
            page.forEach(visitor);
            page = images(filter, page.getLast().id(), Shelf.MAX_ENTRIES);
        }
    }

    @Override
    public long count() {
        return count(Filter.all());
    }

    @Override
    public void forEach(Visitor visitor) {
        long[] ids = shelf.ids(SharedFilter.condition(Filter.all()), Notice.ID, Integer.MAX_VALUE);
        for (int first = 0; first < ids.length; first += Shelf.MAX_ENTRIES) {
            embeddings(Arrays.copyOfRange(ids, first, Math.min(first + Shelf.MAX_ENTRIES, ids.length)))
                    .forEach(each -> visitor.visit(each.id(), each.unit(), each.norm()));
        }
    }

    @Override
    public @Nullable StoredEmbedding find(long id) {
        List<StoredEmbedding> found = id > Notice.ID ? embeddings(id) : List.of();
        return found.isEmpty() ? null : found.getFirst();
    }

    private List<StoredEmbedding> embeddings(long... ids) {
        var found = new ArrayList<StoredEmbedding>(ids.length);
        shelf.entries(ids).forEach(entry -> entry.map(ShelfRow::embedding).ifPresent(found::add));
        return found;
    }

    @Override
    public void close() {
        shelf.close();
    }
}
