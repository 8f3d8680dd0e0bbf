package dev.lookalike.vision;

import java.util.List;
import java.util.stream.IntStream;

import dev.lookalike.vision.Embedding.Guess;

/// What networks take a picture for.
final class Guesses {
    private static final int SHOWN = 5;

    private Guesses() {}

    /// One network's say.
    ///
    /// @param names
    ///            of the classes; empty if they are not known
    /// @param logits
    ///            one for each class
    /// @param weight
    ///            of this network among all
    record Vote(List<String> names, float[] logits, double weight) {

        /// Some networks have a class "none of these" before all others.
        private int first() {
            return logits.length - names.size();
        }

        boolean counts() {
            return !names.isEmpty() && (first() == 0 || first() == 1);
        }

        double[] probabilities() {
            double largest = Double.NEGATIVE_INFINITY;
            for (float logit : logits) {
                largest = Math.max(largest, logit);
            }
            double sum = 0;
            var exponentials = new double[logits.length];
            for (int i = 0; i < logits.length; i++) {
                exponentials[i] = Math.exp(logits[i] - largest);
                sum += exponentials[i];
            }
            var probabilities = new double[names.size()];
            for (int i = 0; i < probabilities.length; i++) {
                probabilities[i] = exponentials[first() + i] / sum;
            }
            return probabilities;
        }
    }

    /// The likeliest classes, best first: the mean of the networks' probabilities if they tell the same classes apart,
    /// else those of the first that has names.
    static List<Guess> best(List<Vote> votes) {
        var counted = votes.stream().filter(Vote::counts).toList();
        if (counted.isEmpty()) {
            return List.of();
        }
        var names = counted.getFirst().names();
        counted = counted.stream().filter(vote -> vote.names().equals(names)).toList();
        double weights = counted.stream().mapToDouble(Vote::weight).sum();
        var mean = new double[names.size()];
        for (var vote : counted) {
            var probabilities = vote.probabilities();
            for (int i = 0; i < mean.length; i++) {
                mean[i] += probabilities[i] * vote.weight() / weights;
            }
        }
        return IntStream.of(largest(mean)).mapToObj(i -> new Guess(names.get(i), (float) mean[i])).toList();
    }

    /// Where the largest values are, largest first, the earlier one first where they are equal.
    private static int[] largest(double[] values) {
        var best = new int[Math.min(SHOWN, values.length)];
        int found = 0;
        for (int i = 0; i < values.length; i++) {
            if (found == best.length && values[i] <= values[best[found - 1]]) {
                continue;
            }
            int at = found < best.length ? found++ : found - 1;
            for (; at > 0 && values[i] > values[best[at - 1]]; at--) {
                best[at] = best[at - 1];
            }
            best[at] = i;
        }
        return best;
    }
}
