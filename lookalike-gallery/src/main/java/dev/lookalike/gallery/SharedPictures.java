package dev.lookalike.gallery;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

import dev.lookalike.gallery.exchange.Published;
import dev.lookalike.gallery.ranking.Ranking;
import dev.lookalike.index.Ids;
import dev.lookalike.vision.Embedder;
import org.jspecify.annotations.Nullable;

/// A gallery's pictures as its owner shows them on a server.
final class SharedPictures implements Pictures {
    /*
     * The server counts what passes a filter, and groups nothing. So folders, categories and fields are counted here, in
     * one pass over the pictures' lines, and remembered for a while.
     */
    private static final long REMEMBERED_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final Published published;
    private final Embedder embedder;
    private @Nullable Groups groups;

    SharedPictures(Published published, Embedder embedder) {
        this.published = published;
        this.embedder = embedder;
    }

    /// See [Gallery#openReadOnly].
    static Gallery open(Path home, Embedder embedder, String engine) {
        if (Gallery.model(home).isPresent()) {
            throw new IllegalArgumentException(
                    "%s is a gallery; a process that only reads needs a folder of its own for thumbnails"
                            .formatted(home));
        }
        Own.made(home);
        var published = Published.open(engine);
        try {
            published.checkModel(embedder.name(), embedder.fingerprint());
            var shared = new SharedPictures(published, embedder);
            var ranking = Ranking.shared(embedder, published, shared, IndexChoice.STANDARD.by(engine), published);
            return new Gallery(home, embedder, shared, ranking, null, published);
        } catch (RuntimeException failure) {
            published.close();
            throw failure;
        }
    }

    private record Groups(Map<String, Long> folders, Map<String, Long> categories, Map<String, Long> fields,
            long countedNanos) {}

    @Override
    public @Nullable Image image(long id) {
        return published.image(id);
    }

    @Override
    public Map<Long, Image> images(List<Long> ids) {
        return published.images(ids);
    }

    @Override
    public Embedder embedder() {
        return embedder;
    }

    @Override
    public Ids ids(Filter filter) {
        return published.ids(filter);
    }

    /// Not shown to others: what people did is with the owner.
    @Override
    public List<Event> did(String user) {
        throw new GalleryException.ReadOnly(published.owner());
    }

    @Override
    public List<Image> images(Filter filter, long after, int count) {
        return published.images(filter, after, count);
    }

    @Override
    public long count(Filter filter) {
        return published.count(filter);
    }

    @Override
    public Map<String, Long> folders() {
        return groups().folders;
    }

    @Override
    public Map<String, Long> categories() {
        return groups().categories;
    }

    @Override
    public Map<String, Long> fields() {
        return groups().fields;
    }

    private synchronized Groups groups() {
        Groups known = groups;
        if (known == null || System.nanoTime() - known.countedNanos > REMEMBERED_NANOS) {
            known = counted();
            groups = known;
        }
        return known;
    }

    private Groups counted() {
        var folders = new TreeMap<String, Long>();
        var categories = new TreeMap<String, Long>();
        var fields = new TreeMap<String, Long>();
        published.forEach(Filter.all(), image -> {
            String folder = image.folder();
            for (int end = folder.length(); end > 0; end = folder.lastIndexOf('/', end - 1)) {
                folders.merge(folder.substring(0, end), 1L, Long::sum);
            }
            if (!image.categories().isEmpty()) {
                categories.merge(image.categories().getFirst().name(), 1L, Long::sum);
            }
            image.metadata().keySet().forEach(field -> fields.merge(field, 1L, Long::sum));
        });
        var mostFirst = new LinkedHashMap<String, Long>();
        categories.entrySet().stream().sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .forEach(each -> mostFirst.put(each.getKey(), each.getValue()));
        return new Groups(folders, mostFirst, fields, System.nanoTime());
    }

    @Override
    public Map<String, Long> values(String field, Filter filter) {
        var values = new TreeMap<String, Long>();
        published.forEach(Filter.and(filter, new Filter.Has(field)),
                image -> values.merge(image.metadata().getOrDefault(field, ""), 1L, Long::sum));
        return values;
    }

    /// None: what was not taken is the owner's to know.
    @Override
    public List<Rejection> rejections(String after, int count) {
        return List.of();
    }

    @Override
    public GalleryStatus status(String space, OutfitStatus outfits) {
        return new GalleryStatus(published.count(), 0, 0, 0, published.model(), published.fingerprint(),
                published.dimension(), space, 0, outfits, TasteStatus.NONE);
    }
}
