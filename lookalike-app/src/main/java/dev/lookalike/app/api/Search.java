package dev.lookalike.app.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.lookalike.gallery.Query;
import dev.lookalike.gallery.Words;
import dev.lookalike.vision.Crop;
import dev.lookalike.vision.Palette;
import org.jspecify.annotations.Nullable;

/// A question with everything in it.
///
/// @param parts
///            1 to [Query#MAX_PARTS] examples, at least one with a positive weight
/// @param count
///            how many matches, 1 to [Answer#MAX_COUNT]
/// @param exact
///            whether the matches are the nearest with certainty
/// @param selection
///            which of the nearest are answered
/// @param context
///            the situation that the matches should suit, or null for none
/// @param weights
///            how much each aspect counts
public record Search(List<Part> parts, Metric metric, int count, Filter filter, boolean exact, Selection selection,
        @Nullable Context context, Weights weights) {
    public Search {
        parts = List.copyOf(parts);
        if (parts.isEmpty() || parts.size() > Query.MAX_PARTS) {
            throw new IllegalArgumentException(
                    "parts has %d examples; give 1 to %d".formatted(parts.size(), Query.MAX_PARTS));
        }
        Bounds.check("count", count, 1, Answer.MAX_COUNT);
    }

    /// A question without a context.
    public Search(List<Part> parts, Metric metric, int count, Filter filter, boolean exact, Selection selection) {
        this(parts, metric, count, filter, exact, selection, null);
    }

    /// A question by overall looks, or by a palette where one is told.
    public Search(List<Part> parts, Metric metric, int count, Filter filter, boolean exact, Selection selection,
            @Nullable Context context) {
        this(parts, metric, count, filter, exact, selection, context, Weights.OVERALL);
    }

    /// The nearest as they come.
    public static Search nearest(List<Part> parts, Metric metric, int count, Filter filter, boolean exact) {
        return new Search(parts, metric, count, filter, exact, Selection.NEAREST);
    }

    @JsonCreator
    static Search of(@Nullable List<Part> parts, @Nullable Metric metric, @Nullable Integer count,
            @Nullable Filter filter, @Nullable Boolean exact, @Nullable Selection selection,
            @Nullable Context context, @Nullable Weights weights) {
        return new Search(parts == null ? List.of() : parts, metric == null ? Metric.COSINE : metric,
                count == null ? Answer.DEFAULT_COUNT : count, filter == null ? Filter.ALL : filter,
                exact != null && exact, selection == null ? Selection.NEAREST : selection, context,
                weights == null ? Weights.OVERALL : weights);
    }

    /// As [dev.lookalike.gallery.Selection] says.
    ///
    /// @param groupBy
    ///            empty for none
    public record Selection(double lambda, String groupBy, boolean copies) {
        /// The nearest as they come.
        public static final Selection NEAREST = of(null, null, null);

        public Selection {
            inGallery(lambda, groupBy, copies);
        }

        @JsonCreator
        static Selection of(@Nullable Double lambda, @Nullable String groupBy, @Nullable Boolean copies) {
            return new Selection(lambda == null ? 1 : lambda, groupBy == null ? "" : groupBy, copies == null || copies);
        }

        dev.lookalike.gallery.Selection inGallery() {
            return inGallery(lambda, groupBy, copies);
        }

        private static dev.lookalike.gallery.Selection inGallery(double lambda, String groupBy, boolean copies) {
            return new dev.lookalike.gallery.Selection(lambda, groupBy, copies);
        }
    }

    /// As [dev.lookalike.gallery.Weights] says.
    public record Weights(double overall, double colour, double texture, double shape) {
        /// Overall looks alone.
        public static final Weights OVERALL = new Weights(1, 0, 0, 0);

        public Weights {
            inGallery(overall, colour, texture, shape);
        }

        @JsonCreator
        static Weights of(@Nullable Double overall, @Nullable Double colour, @Nullable Double texture,
                @Nullable Double shape) {
            return new Weights(known(overall), known(colour), known(texture), known(shape));
        }

        private static double known(@Nullable Double weight) {
            return weight == null ? 0 : weight;
        }

        /// Reads `colour=1,texture=0.5`.
        public static Weights parse(String text) {
            var read = dev.lookalike.gallery.Weights.parse(text);
            return new Weights(read.overall(), read.colour(), read.texture(), read.shape());
        }

        dev.lookalike.gallery.Weights inGallery() {
            return inGallery(overall, colour, texture, shape);
        }

        private static dev.lookalike.gallery.Weights inGallery(double overall, double colour, double texture,
                double shape) {
            return new dev.lookalike.gallery.Weights(overall, colour, texture, shape);
        }
    }

    /// One example: a picture of the gallery, an upload, words, a person, a palette, a sketch, or pictures that the answers should
    /// go with; exactly one of them.
    ///
    /// @param image
    ///            the id of a picture of the gallery
    /// @param upload
    ///            the id of an [Upload]
    /// @param words
    ///            what the answers should look like, 1 to [Words#MAX_LENGTH] characters; they have no crop
    /// @param user
    ///            whose taste; `for` in JSON; a person has no crop
    /// @param palette
    ///            colours that the answers should have, as [Palette#parse] reads them; they have no crop
    /// @param sketch
    ///            the id of an [Upload] that is a drawing; it has no crop
    /// @param goesWith
    ///            the ids of pictures of the gallery, as [Query.GoesWith] says; it has no crop and no weight
    /// @param weight
    ///            -10 to 10, not 0; below 0 for "unlike this one", which a person cannot be
    public record Part(@Nullable Long image, @Nullable String upload, @Nullable String words,
            @JsonProperty("for") @Nullable String user, @Nullable String palette,
            @Nullable String sketch, @Nullable List<Long> goesWith, double weight, Crop crop) {
        /// The most characters of a palette.
        public static final int MAX_PALETTE = 200;

        public Part {
            long named = Stream.of(image, upload, words, user, palette, sketch, goesWith).filter(Objects::nonNull)
                    .count();
            if (named != 1) {
                throw new IllegalArgumentException(
                        "a part names %s; give an image, an upload, words, a person (for), a palette, a sketch, or goesWith"
                                .formatted(named == 0 ? "nothing to be like" : "more than one example"));
            }
            if (words != null && !crop.equals(Crop.WHOLE)) {
                throw new IllegalArgumentException("words have a crop; leave it out, or give it to a picture");
            }
            if (words != null) {
                words = new Words(words, 1).text();
            }
            if (palette != null) {
                Bounds.checkLength("palette", palette, MAX_PALETTE);
                Palette.parse(palette);
                if (!crop.equals(Crop.WHOLE)) {
                    throw new IllegalArgumentException("a palette has a crop; leave it out, or give it to a picture");
                }
            }
            if (image != null) {
                Bounds.check("image", image, 1, Long.MAX_VALUE);
            }
            Upload.checkId("upload", upload);
            Upload.checkId("sketch", sketch);
            if (sketch != null && !crop.equals(Crop.WHOLE)) {
                throw new IllegalArgumentException("a sketch has a crop; leave it out");
            }
            if (goesWith != null) {
                goesWith = new Query.GoesWith(goesWith).ids();
                goesWith.forEach(id -> Bounds.check("an id of goesWith", id, 1, Long.MAX_VALUE));
                if (weight != 1 || !crop.equals(Crop.WHOLE)) {
                    throw new IllegalArgumentException("goesWith has a crop or a weight; leave them out");
                }
            }
            if (!(Math.abs(weight) <= 10) || weight == 0) {
                throw new IllegalArgumentException("weight is " + weight + "; give -10 to 10, not 0");
            }
            if (user != null) {
                new Query.Person(user, weight);
                if (!crop.equals(Crop.WHOLE)) {
                    throw new IllegalArgumentException("a person has a crop; leave it out");
                }
            }
        }

        /// A picture, or words.
        public Part(@Nullable Long image, @Nullable String upload, @Nullable String words, double weight, Crop crop) {
            this(image, upload, words, null, null, null, null, weight, crop);
        }

        @JsonCreator
        static Part of(@Nullable Long image, @Nullable String upload, @Nullable String words,
                @JsonProperty("for") @Nullable String user, @Nullable String palette, @Nullable String sketch,
                @Nullable List<Long> goesWith, @Nullable Double weight, @Nullable Crop crop) {
            return new Part(image, upload, words, user, palette, sketch, goesWith, weight == null ? 1 : weight,
                    crop == null ? Crop.WHOLE : crop);
        }

        /// Like this picture of the gallery.
        public static Part image(long id) {
            return new Part(id, null, null, 1, Crop.WHOLE);
        }

        /// Like this upload.
        public static Part upload(String id) {
            return new Part(null, id, null, 1, Crop.WHOLE);
        }

        /// Like what these words describe, or unlike it.
        public static Part words(String words, double weight) {
            return new Part(null, null, words, weight, Crop.WHOLE);
        }

        /// What this person likes.
        public static Part user(String name) {
            return new Part(null, null, null, name, null, null, null, 1, Crop.WHOLE);
        }

        Query.Part inGallery(Uploads uploads) {
            if (words != null) {
                return new Words(words, weight);
            }
            if (user != null) {
                return new Query.Person(user, weight);
            }
            if (palette != null) {
                return new Query.Coloured(Palette.parse(palette), weight);
            }
            if (sketch != null) {
                return new Query.Sketch(uploads.picture(sketch), weight);
            }
            if (goesWith != null) {
                return new Query.GoesWith(goesWith);
            }
            return image != null
                    ? new Query.Inside(image, crop, weight)
                    : new Query.Outside(uploads.picture(Objects.requireNonNull(upload)), crop, weight);
        }

        /// In these colours.
        public static Part palette(String palette) {
            return new Part(null, null, null, null, palette, null, null, 1, Crop.WHOLE);
        }

        /// Like what is drawn on this upload.
        public static Part sketch(String id) {
            return new Part(null, null, null, null, null, id, null, 1, Crop.WHOLE);
        }

        /// What goes with all of these pictures of the gallery.
        public static Part goesWith(List<Long> ids) {
            return new Part(null, null, null, null, null, null, ids, 1, Crop.WHOLE);
        }
    }

    /// Which pictures may be answered or listed: those that pass all that is given.
    ///
    /// @param folder
    ///            in this folder or below it
    /// @param category
    ///            with this likeliest category
    /// @param ids
    ///            one of these, at most [#MAX_IDS]
    /// @param where
    ///            of which this holds, in terms of their metadata; see [dev.lookalike.gallery.Filter#where(String)]
    public record Filter(@Nullable String folder, @Nullable String category, @Nullable List<Long> ids,
            @Nullable String where) {
        /// The most ids of a filter.
        public static final int MAX_IDS = 10_000;

        /// The most characters of a folder.
        public static final int MAX_FOLDER = 4_096;

        /// The most characters of a category.
        public static final int MAX_CATEGORY = 200;

        /// The most characters of a condition.
        public static final int MAX_WHERE = 4_096;

        /// Every picture.
        public static final Filter ALL = new Filter(null, null, null, null);

        public Filter {
            Bounds.checkLength("folder", folder, MAX_FOLDER);
            Bounds.checkLength("category", category, MAX_CATEGORY);
            Bounds.checkLength("where", where, MAX_WHERE);
            if (ids != null) {
                ids = List.copyOf(ids);
                ids.forEach(id -> Bounds.check("an id", id, 1, Long.MAX_VALUE));
                Bounds.check("the number of ids", ids.size(), 0, MAX_IDS);
            }
        }

        dev.lookalike.gallery.Filter inGallery() {
            var filters = new ArrayList<dev.lookalike.gallery.Filter>();
            if (folder != null) {
                filters.add(dev.lookalike.gallery.Filter.folder(folder));
            }
            if (category != null) {
                filters.add(dev.lookalike.gallery.Filter.category(category));
            }
            if (ids != null) {
                filters.add(dev.lookalike.gallery.Filter.ids(ids));
            }
            if (where != null) {
                filters.add(dev.lookalike.gallery.Filter.where(where));
            }
            return filters.isEmpty()
                    ? dev.lookalike.gallery.Filter.all()
                    : dev.lookalike.gallery.Filter.and(filters.toArray(dev.lookalike.gallery.Filter[]::new));
        }
    }
}
