package dev.lookalike.gallery;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;

import dev.lookalike.index.Metric;
import dev.lookalike.vision.Crop;
import dev.lookalike.vision.Palette;
import dev.lookalike.vision.Picture;
import org.jspecify.annotations.Nullable;

/// A question to a gallery: examples to be like, examples to be unlike, how to compare, and among which pictures.
///
/// Immutable; each method returns another query.
///
/// @param parts
///            1 to [#MAX_PARTS] examples, at least one with a positive weight
/// @param metric
///            cosine, or Euclidean distance of raw embeddings
/// @param filter
///            which pictures may be answered
/// @param isExact
///            whether the answers are the nearest with certainty, however large the gallery; else as likely as was chosen
///            ([Gallery#tune])
/// @param selection
///            which of the nearest are answered
/// @param context
///            the situation that the answers should suit, or null for none
/// @param weights
///            how much each aspect counts
public record Query(List<Part> parts, Metric metric, Filter filter, boolean isExact, Selection selection,
        @Nullable Context context, Weights weights) {
    /// The most examples of one query.
    public static final int MAX_PARTS = 64;

    public Query {
        parts = List.copyOf(parts);
        Objects.requireNonNull(metric, "metric");
        Objects.requireNonNull(filter, "filter");
        Objects.requireNonNull(selection, "selection");
        weights = Weighing.checked(weights, parts, metric, selection);
        if (parts.isEmpty() || parts.size() > MAX_PARTS) {
            throw new IllegalArgumentException(
                    "a query has " + parts.size() + " examples; give 1 to " + MAX_PARTS);
        }
        if (parts.stream().noneMatch(part -> part.weight() > 0)) {
            throw new IllegalArgumentException("all examples are negative; give at least one to be like");
        }
        if (parts.stream().filter(Person.class::isInstance).count() > 1) {
            throw new IllegalArgumentException("the query is for several people; ask for each of them");
        }
        if (metric == Metric.EUCLIDEAN && parts.stream().anyMatch(Person.class::isInstance)) {
            throw new IllegalArgumentException("the query is for a person, whose taste is compared by COSINE alone");
        }
        if (selection.lambda() < 1 && parts.stream().allMatch(Person.class::isInstance)) {
            throw new IllegalArgumentException(
                    "the query is for a person alone, whose interests take turns; leave lambda at 1, or name a picture or words beside");
        }
        if (parts.stream().anyMatch(GoesWith.class::isInstance)) {
            checkGoesWith(parts, metric, isExact, selection, weights);
        }
        if (metric == Metric.INNER_PRODUCT) {
            throw new IllegalArgumentException("metric is INNER_PRODUCT; a gallery compares by COSINE or EUCLIDEAN");
        }
    }

    private static void checkGoesWith(List<Part> parts, Metric metric, boolean isExact, Selection selection,
            Weights weights) {
        if (parts.stream().filter(GoesWith.class::isInstance).count() > 1) {
            throw new IllegalArgumentException(
                    "the query asks several times what goes with pictures; name all of them in one part");
        }
        if (!parts.stream().allMatch(part -> part instanceof GoesWith || part instanceof Person)) {
            throw new IllegalArgumentException(
                    "the query asks what goes with pictures, and has examples too; leave out pictures, words, sketches and palettes, and say with a filter what it should be");
        }
        if (metric != Metric.COSINE || isExact || selection.lambda() < 1 || !weights.equals(Weights.OVERALL)) {
            throw new IllegalArgumentException(
                    "the query asks what goes with pictures, which outfits say and not looks, of all kinds in turn; leave out the %s"
                            .formatted(isExact
                                    ? "exact"
                                    : metric != Metric.COSINE
                                            ? "metric"
                                            : selection.lambda() < 1 ? "lambda" : "weights"));
        }
    }

    /// One part of a query: a picture, [words][Words], a person, a palette, a sketch, or pictures that something should go with.
    public sealed interface Part permits Pictured, Words, Person, Coloured, Sketch, GoesWith {
        /// How much it counts, -10 to 10, not 0; below 0 for "unlike this one".
        double weight();
    }

    /// An example that can be seen.
    public sealed interface Pictured extends Part {
        /// Which part of the picture.
        Crop crop();
    }

    /// A picture of the gallery, or a part of it. The picture itself is not among the answers.
    ///
    /// @param id
    ///            of the picture
    /// @param crop
    ///            which part of it
    /// @param weight
    ///            -10 to 10, not 0
    public record Inside(long id, Crop crop, double weight) implements Pictured {
        public Inside {
            Objects.requireNonNull(crop, "crop");
            checkWeight(weight);
        }
    }

    /// A picture that need not be in the gallery, or a part of it; it is not kept.
    ///
    /// @param picture
    ///            decoded
    /// @param crop
    ///            which part of it
    /// @param weight
    ///            -10 to 10, not 0
    public record Outside(Picture picture, Crop crop, double weight) implements Pictured {
        public Outside {
            Objects.requireNonNull(picture, "picture");
            Objects.requireNonNull(crop, "crop");
            checkWeight(weight);
        }
    }

    /// What a person likes, of what is [kept][Users] about them: each of their interests, and not what they rated low. What
    /// they rated, bought or clicked is not among the answers.
    ///
    /// @param user
    ///            as in [Event#user()]
    /// @param weight
    ///            more than 0 up to 10; beside pictures, how much the person counts
    public record Person(String user, double weight) implements Part {
        public Person {
            Event.checkUser(user);
            checkWeight(weight);
            if (weight < 0) {
                throw new IllegalArgumentException(
                        "the weight of a person is " + weight + "; give more than 0 up to 10");
            }
        }
    }

    /// Colours that the answers should have, or have not: told instead of shown. Beside pictures they take the place of theirs.
    ///
    /// @param palette
    ///            the colours, and how much of each
    /// @param weight
    ///            -10 to 10, not 0
    public record Coloured(Palette palette, double weight) implements Part {
        public Coloured {
            Objects.requireNonNull(palette, "palette");
            checkWeight(weight);
        }
    }

    /// In these colours.
    public static Query like(Palette palette) {
        return of(new Coloured(palette, 1));
    }

    /// A drawing of what the answers should look like: dark lines on a light ground, or light ones on a dark ground. The gallery
    /// learns from its own pictures and their [edge maps][dev.lookalike.vision.EdgeMap], which are made when they are first needed
    /// ([Gallery#traits]), where the picture lies that a drawing is of.
    ///
    /// @param picture
    ///            decoded; an empty sheet is refused when it is searched with
    /// @param weight
    ///            -10 to 10, not 0; below 0 for "unlike what is drawn"
    public record Sketch(Picture picture, double weight) implements Part {
        public Sketch {
            Objects.requireNonNull(picture, "picture");
            checkWeight(weight);
        }
    }

    /// Like what is drawn here.
    public static Query sketched(Picture drawing) {
        return of(new Sketch(drawing, 1));
    }

    /// Pictures of the gallery that the answers should go with, as [outfits][Outfits] show it: things of other kinds, which complete
    /// the look. First of each kind those that were in an outfit with them. Beside it may stand a person, and the query may have a
    /// situation.
    ///
    /// @param ids
    ///            of 1 to [Outfit#MOST] pictures
    public record GoesWith(List<Long> ids) implements Part {
        public GoesWith {
            ids = List.copyOf(ids);
            if (ids.isEmpty() || ids.size() > Outfit.MOST) {
                throw new IllegalArgumentException("the query asks what goes with %d pictures; give 1 to %d"
                        .formatted(ids.size(), Outfit.MOST));
            }
            if (new HashSet<>(ids).size() < ids.size()) {
                throw new IllegalArgumentException(
                        "the query asks what goes with a picture, and names it twice; give each once");
            }
        }

        @Override
        public double weight() {
            return 1;
        }
    }

    /// What goes with all of these pictures.
    public static Query goesWith(long... ids) {
        return of(new GoesWith(Arrays.stream(ids).boxed().toList()));
    }

    /// What a person may like.
    public static Query forUser(String user) {
        return of(new Person(user, 1));
    }

    /// Like the picture with this id.
    public static Query like(long id) {
        return of(new Inside(id, Crop.WHOLE, 1));
    }

    /// Like this picture.
    public static Query like(Picture picture) {
        return of(new Outside(picture, Crop.WHOLE, 1));
    }

    /// Like what these words describe.
    public static Query like(Words words) {
        return of(words);
    }

    /// Like (or unlike) these.
    public static Query of(Part... parts) {
        return new Query(List.of(parts), Metric.COSINE, Filter.all(), false, Selection.NEAREST, null,
                Weights.OVERALL);
    }

    /// The person it is for, or null.
    public @Nullable Person person() {
        return (Person) parts.stream().filter(Person.class::isInstance).findFirst().orElse(null);
    }

    /// Whether there is a sketch among its parts.
    public boolean isSketched() {
        return parts.stream().anyMatch(Sketch.class::isInstance);
    }

    /// The pictures that its answers should go with, or null.
    public @Nullable GoesWith with() {
        return (GoesWith) parts.stream().filter(GoesWith.class::isInstance).findFirst().orElse(null);
    }

    /// Its parts that are pictures, words or sketches.
    public List<Part> examples() {
        return parts.stream()
                .filter(part -> part instanceof Pictured || part instanceof Words || part instanceof Sketch).toList();
    }

    /// The same question by another metric.
    public Query by(Metric metric) {
        return new Query(parts, metric, filter, isExact, selection, context, weights);
    }

    /// The same question among these pictures alone.
    public Query among(Filter filter) {
        return new Query(parts, metric, filter, isExact, selection, context, weights);
    }

    /// The same question, to be answered with certainty: looks at all that may be answered where the gallery is large.
    /// A gallery whose engine cannot be certain refuses it.
    public Query exact() {
        return new Query(parts, metric, filter, true, selection, context, weights);
    }

    /// The same question, its answers chosen like this.
    public Query select(Selection selection) {
        return new Query(parts, metric, filter, isExact, selection, context, weights);
    }

    /// The same question in this situation; null for none.
    public Query in(@Nullable Context context) {
        return new Query(parts, metric, filter, isExact, selection, context, weights);
    }

    /// Its palettes.
    public List<Coloured> palettes() {
        return parts.stream().filter(Coloured.class::isInstance).map(Coloured.class::cast).toList();
    }

    /// The same question, with aspects weighed like this.
    public Query weigh(Weights weights) {
        return new Query(parts, metric, filter, isExact, selection, context, weights);
    }

    static void checkWeight(double weight) {
        if (!(Math.abs(weight) <= 10) || weight == 0) {
            throw new IllegalArgumentException("weight is " + weight + "; give -10 to 10, not 0");
        }
    }
}
