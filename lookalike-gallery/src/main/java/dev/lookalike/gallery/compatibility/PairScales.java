package dev.lookalike.gallery.compatibility;

import java.util.List;

/// How much it matters for each pair of kinds that pieces go together.
final class PairScales {
    /*
     * Shoes and trousers may have to match where a hat and a bag need not. Beside the weights that all pairs of kinds share, each pair
     * has a factor to its score, normal about 1 with a variance of SPREAD: where a pair was seldom seen it stays 1. Factors are learnt
     * on outfits that the weights were not learnt from, or the weights' own would look surer than they are.
     */
    private static final double SPREAD = 0.03;
    private static final int STEPS = 20;

    private PairScales() {}

    /// The score of two pieces, by weights that all share.
    @FunctionalInterface
    interface Shared {
        double of(int one, int other);
    }

    /// The factor of kinds `a` and `b` at `a * kinds + b`.
    ///
    /// @param alone
    ///            the score of each piece alone
    static double[] learnt(Kinds kinds, List<Question> questions, Shared shared, double[] alone) {
        int count = kinds.count();
        var scores = new double[questions.size()][][];
        for (int i = 0; i < scores.length; i++) {
            Question question = questions.get(i);
            scores[i] = new double[question.others().length][question.candidates().length];
            for (int other = 0; other < scores[i].length; other++) {
                for (int candidate = 0; candidate < question.candidates().length; candidate++) {
                    scores[i][other][candidate] = shared.of(question.others()[other],
                            question.candidates()[candidate]);
                }
            }
        }
        double[] numbers = Descent.least((place, gradient) -> {
            double value = 0;
            for (int i = 0; i < place.length; i++) {
                value += place[i] * place[i] / 2;
                gradient[i] += place[i];
            }
            for (int i = 0; i < scores.length; i++) {
                value -= add(kinds, questions.get(i), scores[i], alone, place, gradient);
            }
            return value;
        }, count * (count + 1) / 2, STEPS, _ -> {});
        var scales = new double[count * count];
        for (int a = 0; a < count; a++) {
            for (int b = 0; b < count; b++) {
                scales[a * count + b] = scale(numbers[place(a, b)]);
            }
        }
        return scales;
    }

    private static double scale(double number) {
        return Math.max(0, 1 + Math.sqrt(SPREAD) * number);
    }

    private static int place(int a, int b) {
        return Math.max(a, b) * (Math.max(a, b) + 1) / 2 + Math.min(a, b);
    }

    /// The logarithm of how likely the blank is filled as it was, whose slopes are taken from the gradient.
    private static double add(Kinds kinds, Question question, double[][] scores, double[] alone, double[] numbers,
            double[] gradient) {
        int[] candidates = question.candidates();
        var chances = new double[candidates.length];
        double most = Double.NEGATIVE_INFINITY;
        int kind = kinds.of()[candidates[0]];
        for (int i = 0; i < chances.length; i++) {
            chances[i] = alone[candidates[i]];
            for (int other = 0; other < scores.length; other++) {
                double number = numbers[place(kinds.of()[question.others()[other]], kind)];
                chances[i] += (1 + Math.sqrt(SPREAD) * number) * scores[other][i];
            }
            most = Math.max(most, chances[i]);
        }
        double first = chances[0] - most;
        double all = 0;
        for (int i = 0; i < chances.length; i++) {
            chances[i] = Math.exp(chances[i] - most);
            all += chances[i];
        }
        for (int other = 0; other < scores.length; other++) {
            double slope = scores[other][0];
            for (int i = 0; i < chances.length; i++) {
                slope -= chances[i] / all * scores[other][i];
            }
            gradient[place(kinds.of()[question.others()[other]], kind)] -= Math.sqrt(SPREAD) * slope;
        }
        return first - Math.log(all);
    }
}
