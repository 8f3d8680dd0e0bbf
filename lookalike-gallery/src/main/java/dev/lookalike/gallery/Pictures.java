package dev.lookalike.gallery;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.lookalike.gallery.health.Copies;
import dev.lookalike.gallery.ranking.Ranking;
import dev.lookalike.vision.Embedder;
import dev.lookalike.vision.Limits;
import dev.lookalike.vision.Picture;
import dev.lookalike.vision.VisionException;
import org.jspecify.annotations.Nullable;

/// What is remembered of a gallery's pictures: in [its catalogue][CataloguePictures], or [where its owner shows
/// it][SharedPictures].
sealed interface Pictures extends Ranking.Shown permits CataloguePictures, SharedPictures {
    /// The picture with this id, or null.
    @Nullable
    Image image(long id);

    /// What looks at the pictures.
    Embedder embedder();

    @Override
    default Picture picture(long id) {
        Image image = image(id);
        if (image == null) {
            throw new GalleryException.NoSuchImage(id);
        }
        return Picture.read(image.path(), Limits.FOLDER, embedder().sideNeeded());
    }

    @Override
    default boolean isSamePhoto(long one, long other) {
        try {
            return Copies.areOnePhoto(picture(one), picture(other));
        } catch (VisionException | GalleryException.NoSuchImage unreadable) {
            return false;
        }
    }

    /// Refuses to list more than can be listed at once.
    static void checkCount(int count) {
        if (count < 1 || count > Gallery.MAX_COUNT) {
            throw new IllegalArgumentException("count is " + count + "; ask for 1 to " + Gallery.MAX_COUNT);
        }
    }

    /// The pictures that pass, by ascending id, from the first id greater than `after`.
    List<Image> images(Filter filter, long after, int count);

    /// How many pictures pass.
    long count(Filter filter);

    /// Every folder that holds pictures, with how many lie in it or below.
    Map<String, Long> folders();

    /// Every likeliest category, with how many pictures have it, most first.
    Map<String, Long> categories();

    /// The fields of the metadata, with how many pictures have them.
    Map<String, Long> fields();

    /// The values that a field has among the pictures that pass, with how many have them.
    Map<String, Long> values(String field, Filter filter);

    /// The same, most first, then by name.
    default Map<String, Long> valuesMostFirst(String field, Filter filter) {
        var values = new LinkedHashMap<String, Long>();
        values(field, filter).entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .forEach(each -> values.put(each.getKey(), each.getValue()));
        return values;
    }

    /// The files that were not taken, by path.
    List<Rejection> rejections(String after, int count);

    /// What the gallery holds.
    ///
    /// @param space
    ///            how embeddings are mapped before they are compared
    /// @param outfits
    ///            how far it has come to learn what goes with what
    GalleryStatus status(String space, OutfitStatus outfits);
}
