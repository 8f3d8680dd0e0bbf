package dev.lookalike.app.api;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.lookalike.gallery.Query;
import dev.lookalike.gallery.Words;
import dev.lookalike.vision.Crop;
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
public record Search(List<Part> parts, Metric metric, int count, Filter filter, boolean exact, Selection selection,
        @Nullable Context context) {
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

    /// The nearest as they come.
    public static Search nearest(List<Part> parts, Metric metric, int count, Filter filter, boolean exact) {
        return new Search(parts, metric, count, filter, exact, Selection.NEAREST);
    }

    @JsonCreator
    static Search of(@Nullable List<Part> parts, @Nullable Metric metric, @Nullable Integer count,
            @Nullable Filter filter, @Nullable Boolean exact, @Nullable Selection selection,
            @Nullable Context context) {
        return new Search(parts == null ? List.of() : parts, metric == null ? Metric.COSINE : metric,
                count == null ? Answer.DEFAULT_COUNT : count, filter == null ? Filter.ALL : filter,
                exact != null && exact, selection == null ? Selection.NEAREST : selection, context);
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

    /// One example: a picture of the gallery, an upload, words, or a person; exactly one of the four.
    ///
    /// @param image
    ///            the id of a picture of the gallery
    /// @param upload
    ///            the id of an [Upload]
    /// @param words
    ///            what the answers should look like, 1 to [Words#MAX_LENGTH] characters; they have no crop
    /// @param user
    ///            whose taste; `for` in JSON; a person has no crop
    /// @param weight
    ///            -10 to 10, not 0; below 0 for "unlike this one", which a person cannot be
    public record Part(@Nullable Long image, @Nullable String upload, @Nullable String words,
            @JsonProperty("for") @Nullable String user, double weight, Crop crop) {
        public Part {
            long named = Stream.of(image, upload, words, user).filter(Objects::nonNull).count();
            if (named != 1) {
                throw new IllegalArgumentException("a part names %s; give an image, an upload, words, or a person (for)"
                        .formatted(named == 0 ? "nothing to be like" : "more than one example"));
            }
            if (words != null && !crop.equals(Crop.WHOLE)) {
                throw new IllegalArgumentException("words have a crop; leave it out, or give it to a picture");
            }
            if (words != null) {
                words = new Words(words, 1).text();
            }
            if (image != null) {
                Bounds.check("image", image, 1, Long.MAX_VALUE);
            }
            if (upload != null && !Upload.ID.matcher(upload).matches()) {
                throw new IllegalArgumentException("upload is no upload's id; give the 32 hex digits of one");
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
            this(image, upload, words, null, weight, crop);
        }

        @JsonCreator
        static Part of(@Nullable Long image, @Nullable String upload, @Nullable String words,
                @JsonProperty("for") @Nullable String user, @Nullable Double weight, @Nullable Crop crop) {
            return new Part(image, upload, words, user, weight == null ? 1 : weight, crop == null ? Crop.WHOLE : crop);
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
            return new Part(null, null, null, name, 1, Crop.WHOLE);
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
    }
}
