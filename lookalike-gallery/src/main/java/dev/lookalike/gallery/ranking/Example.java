package dev.lookalike.gallery.ranking;

import java.util.List;

import dev.lookalike.gallery.Image;
import dev.lookalike.index.Metric;
import dev.lookalike.vision.WordDirections;
import org.jspecify.annotations.Nullable;

/// One example of a query: where it lies, how much it counts, and what is known of it.
sealed interface Example {
    /*
     * Several examples become one vector: the weighted mean of those to be like, moved away from the weighted mean of
     * those to be unlike (Rocchio 1971). Directions are averaged for the cosine, so that no picture counts more for its
     * length, and places for the Euclidean distance. On the clothing photos the mean of two examples of one class finds
     * 0.858 of the class among its first ten, the better of both examples 0.813; of five, 0.932 and 0.852. A step away of
     * half the way between the means, for equal weights, is where a wrong answer shown as unlike helps most (0.660 to
     * 0.697); beyond a whole one, answers are like nothing that was shown, so weights push no further.
     * Figures: docs/measurements/similarity.md; choice: docs/decisions/0036-several-examples.md.
     */

    double STEP_AWAY = 0.5;
    double MOST_AWAY = 1;

    /// Below 0 for "unlike this one".
    double weight();

    /// The raw embedding, in an index of this space: before its length was taken away.
    double[] raw(Space space);

    /// A picture.
    ///
    /// @param raw
    ///            the embedding before its length was taken away
    /// @param category
    ///            what the network takes it for, or null
    /// @param sha256
    ///            of its file, or null for a picture outside the gallery and for a part of one inside
    record Seen(double[] raw, double weight, @Nullable String category, @Nullable String sha256) implements Example {
        @Override
        public double[] raw(Space space) {
            return raw;
        }
    }

    /// What some words describe.
    ///
    /// @param direction
    ///            in which such pictures lie from the centre of all
    record Told(String text, WordDirections.Direction direction, double weight) implements Example {
        @Override
        public double[] raw(Space space) {
            return space.towards(direction.values());
        }

        /// Those of its classes that a picture seems to be of, by the network's guesses.
        List<String> seenIn(Image image) {
            return image.categories().stream().filter(category -> category.probability() >= SEEN)
                    .map(Image.Category::name)
                    .filter(name -> direction.classes().stream().anyMatch(known -> known.category().equals(name)))
                    .toList();
        }
    }

    /// What somebody drew.
    ///
    /// @param drawing
    ///            the embedding of the drawing itself
    /// @param direction
    ///            in which such pictures lie from the centre of all
    @SuppressWarnings("ArrayRecordComponent") // not compared
    record Drawn(float[] drawing, float[] direction, double weight) implements Example {
        @Override
        public double[] raw(Space space) {
            return space.towards(direction);
        }
    }

    /// A guess with a smaller probability says nothing of what is seen.
    double SEEN = 0.05;

    /// How much all that answers should be like counts.
    static double wanted(List<Example> examples) {
        return examples.stream().mapToDouble(Example::weight).filter(weight -> weight > 0).sum();
    }

    /// Where the answers to these examples should lie: a vector of the space.
    static double[] combined(List<Example> examples, Space space, Metric metric) {
        double wanted = 0;
        double unwanted = 0;
        var towards = new double[space.size()];
        var away = new double[space.size()];
        for (Example example : examples) {
            double[] place = space.map(example.raw(space));
            double scale = metric == Metric.COSINE ? 1 / Scores.length(place) : 1;
            double weight = Math.abs(example.weight());
            add(example.weight() > 0 ? towards : away, place, weight * scale);
            wanted += example.weight() > 0 ? weight : 0;
            unwanted += example.weight() > 0 ? 0 : weight;
        }
        double push = Math.min(MOST_AWAY, STEP_AWAY * unwanted / wanted);
        var combined = new double[space.size()];
        add(combined, towards, (1 + push) / wanted);
        if (unwanted > 0) {
            add(combined, away, -push / unwanted);
        }
        return combined;
    }

    private static void add(double[] sum, double[] vector, double scale) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += vector[i] * scale;
        }
    }
}
