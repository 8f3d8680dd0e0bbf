package dev.lookalike.gallery.evaluation;

import java.util.Collection;
import java.util.Map;
import java.util.function.Function;

/// How often the likeliest label of a query was right, and how far its probability can be believed.
///
/// @param queries
///            how many there were
/// @param right
///            the share of them that have the label they were guessed to have
/// @param calibrationError
///            how far the probability of the guess was from how often such guesses are right, in the mean over all queries: the
///            expected calibration error with ten bins (Guo et al. 2017), 0..1
public record Guessing(int queries, double right, double calibrationError) {
    private static final int BINS = 10;

    /// Judges guesses.
    ///
    /// @param probabilities
    ///            of each query, how likely each label is; a query without any is guessed wrong, with certainty of nothing
    public static Guessing of(Collection<Asked> asked, Function<Asked, Map<String, Double>> probabilities) {
        var overconfident = new double[BINS];
        int right = 0;
        for (Asked query : asked) {
            var guess = likeliest(probabilities.apply(query));
            boolean isRight = query.labels().contains(guess.getKey());
            right += isRight ? 1 : 0;
            int bin = (int) Math.clamp(Math.floor(guess.getValue() * BINS), 0, BINS - 1);
            overconfident[bin] += guess.getValue() - (isRight ? 1 : 0);
        }
        double error = 0;
        for (double sum : overconfident) {
            error += Math.abs(sum);
        }
        int count = Math.max(1, asked.size());
        return new Guessing(asked.size(), (double) right / count, error / count);
    }

    // Of equally likely ones the first by name, so that the same answers give the same guess.
    private static Map.Entry<String, Double> likeliest(Map<String, Double> probabilities) {
        return probabilities.entrySet().stream().max(Map.Entry.<String, Double>comparingByValue()
                .thenComparing(Map.Entry.<String, Double>comparingByKey().reversed())).orElse(Map.entry("", 0.0));
    }
}
