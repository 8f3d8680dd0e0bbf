package dev.lookalike.gallery;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

import dev.lookalike.gallery.catalogue.Catalogue;
import dev.lookalike.gallery.catalogue.Item;
import dev.lookalike.gallery.catalogue.State;
import dev.lookalike.gallery.ranking.Foreseen;
import dev.lookalike.gallery.taste.LearntTastes;
import dev.lookalike.gallery.traits.Descriptions;
import dev.lookalike.index.Hit;
import dev.lookalike.index.Ids;
import dev.lookalike.vision.Embedder;
import org.jspecify.annotations.Nullable;

/// A gallery's pictures as its own catalogue remembers them.
///
/// @param tastes
///            what was learnt of everybody's likes
record CataloguePictures(Path folder, Catalogue catalogue, Embedder embedder, LearntTastes tastes) implements Pictures {
    /// What was done before the last so many events says little of today's taste.
    private static final int MOST_LOOKED_AT = 2_000;

    @Override
    public @Nullable Image image(long id) {
        Item item = catalogue.item(id);
        return item == null || item.state() != State.EMBEDDED ? null : item.image(folder);
    }

    @Override
    public Map<Long, Image> images(List<Long> ids) {
        var images = new LinkedHashMap<Long, Image>();
        for (long id : ids) {
            Image image = image(id);
            if (image != null) {
                images.put(id, image);
            }
        }
        return images;
    }

    @Override
    public Ids ids(Filter filter) {
        return catalogue.ids(filter);
    }

    @Override
    public List<Hit> named(String words, int most) {
        return catalogue.named(words, most);
    }

    @Override
    public Descriptions descriptions() {
        return new Descriptions() {
            @Override
            public void forEach(Visitor visitor) {
                var page = catalogue.items(Filter.all(), 0, Gallery.MAX_COUNT);
                while (!page.isEmpty()) {
                    page.forEach(item -> visitor.visit(item.id(), item.metadata()));
                    page = catalogue.items(Filter.all(), page.getLast().id(), Gallery.MAX_COUNT);
                }
            }

            @Override
            public @Nullable Map<String, String> find(long id) {
                Item item = catalogue.item(id);
                return item == null || item.state() != State.EMBEDDED ? null : item.metadata();
            }

            @Override
            public void follow(LongConsumer changed) {
                catalogue.follow(changed);
            }
        };
    }

    @Override
    public Catalogue owned() {
        return catalogue;
    }

    @Override
    public List<Event> did(String user) {
        return catalogue.users().last(user, MOST_LOOKED_AT);
    }

    @Override
    public @Nullable Foreseen foreseen(List<Event> did) {
        return tastes.of(did);
    }

    @Override
    public List<Image> images(Filter filter, long after, int count) {
        return catalogue.items(filter, after, count).stream().map(item -> item.image(folder)).toList();
    }

    @Override
    public long count(Filter filter) {
        return catalogue.count(filter);
    }

    @Override
    public Map<String, Long> folders() {
        return catalogue.folders();
    }

    @Override
    public Map<String, Long> categories() {
        return catalogue.categories();
    }

    @Override
    public Map<String, Long> fields() {
        return catalogue.fields();
    }

    @Override
    public Map<String, Long> values(String field, Filter filter) {
        return catalogue.values(field, filter);
    }

    @Override
    public List<Rejection> rejections(String after, int count) {
        return catalogue.rejected(after, count).stream().map(item -> item.rejection(folder)).toList();
    }

    @Override
    public GalleryStatus status(String space, OutfitStatus outfits) {
        Catalogue.Counts counts = catalogue.counts();
        return new GalleryStatus(counts.embedded(), counts.rejected(), counts.pending(), counts.removed(),
                catalogue.generation().model(), catalogue.generation().fingerprint(),
                catalogue.generation().dimension(), space, catalogue.bytes(), outfits, tastes.status());
    }
}
