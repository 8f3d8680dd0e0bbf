package dev.lookalike.gallery.compatibility;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;

/// How likely it is, by some weights, that blanks are filled as they were.
final class Choosing implements Descent.Function {
    /*
     * Of the candidates of a question each is chosen with a chance in proportion to the exponential of its score (a conditional
     * logit; of a Markov random field over outfits this is the pseudo-likelihood, Besag 1975). Questions are added up in PARTS, each
     * by one core, so that sums are the same bits everywhere.
     */
    private static final int PARTS = 16;

    private final Known known;
    private final List<Question> questions;
    private final float[][] relations;
    private final Expected expected;

    Choosing(Known known, List<Question> questions, Expected expected) {
        this(known, questions, related(known, questions), expected);
    }

    private Choosing(Known known, List<Question> questions, float[][] relations, Expected expected) {
        this.known = known;
        this.questions = questions;
        this.relations = relations;
        this.expected = expected;
    }

    /// The same with other weights expected.
    Choosing with(Expected other) {
        return new Choosing(known, questions, relations, other);
    }

    /// Of each question and candidate, its relations to the other pieces, added up.
    private static float[][] related(Known known, List<Question> questions) {
        int count = known.relations();
        var related = new float[questions.size()][];
        IntStream.range(0, related.length).parallel().forEach(i -> {
            Question question = questions.get(i);
            var sums = new float[question.candidates().length * count];
            for (int candidate = 0; candidate < question.candidates().length; candidate++) {
                for (int other : question.others()) {
                    known.relate(other, question.candidates()[candidate], sums, candidate * count);
                }
            }
            related[i] = sums;
        });
        return related;
    }

    /// The likeliest weights.
    Weights learnt(int steps, DoubleConsumer progress) {
        Weights weights = Weights.zeros(known);
        weights.set(Descent.least(this, weights.size(), steps, progress), expected);
        return weights;
    }

    @Override
    public double at(double[] place, double[] gradient) {
        Weights weights = Weights.zeros(known);
        weights.set(place, expected);
        double value = 0;
        for (Part part : parts(weights, true)) {
            part.slopes.slopes(gradient, expected);
            value -= part.logarithm;
        }
        for (int i = 0; i < place.length; i++) {
            value += place[i] * place[i] / 2;
            gradient[i] += place[i];
        }
        return value;
    }

    /// The logarithm of how likely all of it is.
    double logarithm(Weights weights) {
        double sum = 0;
        for (Part part : parts(weights, false)) {
            sum += part.logarithm;
        }
        return sum;
    }

    /// How sharply all of it holds each weight, the diagonal of the second derivatives.
    Weights curves(Weights weights) {
        Weights curves = Weights.zeros(known);
        for (Part part : IntStream.range(0, PARTS).parallel().mapToObj(number -> {
            var part = new Part(weights, Weights.zeros(known), false);
            for (int i = number; i < questions.size(); i += PARTS) {
                part.curve(questions.get(i), relations[i]);
            }
            return part;
        }).toList()) {
            curves.add(part.slopes);
        }
        return curves;
    }

    private Part[] parts(Weights weights, boolean sloped) {
        return IntStream.range(0, PARTS).parallel().mapToObj(number -> {
            var part = new Part(weights, sloped ? Weights.zeros(known) : weights, sloped);
            for (int i = number; i < questions.size(); i += PARTS) {
                part.add(questions.get(i), relations[i]);
            }
            return part;
        }).toArray(Part[]::new);
    }

    /// A part of all questions.
    private final class Part {
        private final Weights weights;
        private final boolean isSloped;
        final Weights slopes;
        double logarithm;
        /// By value and coordinate: how well it goes with the other pieces, and the slope by that.
        private final double[] fits;
        private final double[] pulls;
        private final float[] sums;

        Part(Weights weights, Weights slopes, boolean isSloped) {
            this.weights = weights;
            this.slopes = slopes;
            this.isSloped = isSloped;
            fits = new double[weights.alone().length];
            pulls = new double[weights.alone().length];
            sums = new float[known.coordinates()];
        }

        void add(Question question, float[] related) {
            double[] chances = chances(question, related);
            logarithm += Math.log(chances[0]);
            if (isSloped) {
                Arrays.fill(pulls, 0);
                for (int i = 0; i < chances.length; i++) {
                    pull(question.candidates()[i], related, i, (i == 0 ? 1 : 0) - chances[i]);
                }
                slope(question.others());
            }
        }

        /// How likely each candidate is chosen.
        private double[] chances(Question question, float[] related) {
            prepare(question.others());
            int[] candidates = question.candidates();
            var chances = new double[candidates.length];
            double most = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < chances.length; i++) {
                chances[i] = score(candidates[i], related, i);
                most = Math.max(most, chances[i]);
            }
            double all = 0;
            for (int i = 0; i < chances.length; i++) {
                chances[i] = Math.exp(chances[i] - most);
                all += chances[i];
            }
            for (int i = 0; i < chances.length; i++) {
                chances[i] = Math.max(Double.MIN_NORMAL, chances[i] / all);
            }
            return chances;
        }

        /// Adds to the slopes how much values and relations vary among the candidates, where they are likely.
        void curve(Question question, float[] related) {
            double[] chances = chances(question, related);
            var means = new double[pulls.length];
            Arrays.fill(pulls, 0);
            var counts = new double[2][slopes.relations().length];
            for (int i = 0; i < chances.length; i++) {
                int piece = question.candidates()[i];
                int from = 0;
                for (int field = 0; field < known.codes.length; field++) {
                    int code = known.codes[field][piece];
                    if (code >= 0) {
                        means[from + code] += chances[i];
                        pulls[from + code] += chances[i];
                    }
                    from += known.values[field];
                }
                float[] place = known.places[piece];
                for (int j = 0; j < place.length; j++) {
                    means[from + j] += chances[i] * place[j];
                    pulls[from + j] += chances[i] * place[j] * place[j];
                }
                for (int j = 0, at = i * counts[0].length; j < counts[0].length; j++, at++) {
                    counts[0][j] += chances[i] * related[at];
                    counts[1][j] += chances[i] * related[at] * related[at];
                }
            }
            for (int i = 0; i < pulls.length; i++) {
                pulls[i] = Math.max(0, pulls[i] - means[i] * means[i]);
            }
            for (int i = 0; i < sums.length; i++) {
                sums[i] *= sums[i];
            }
            slope(question.others());
            for (int j = 0; j < counts[0].length; j++) {
                slopes.relations()[j] += Math.max(0, counts[1][j] - counts[0][j] * counts[0][j]);
            }
        }

        private void prepare(int[] others) {
            System.arraycopy(weights.alone(), 0, fits, 0, fits.length);
            Arrays.fill(sums, 0);
            int from = 0;
            for (int field = 0; field < known.codes.length; field++) {
                int values = known.values[field];
                for (int other : others) {
                    int code = known.codes[field][other];
                    for (int value = 0; code >= 0 && value < values; value++) {
                        fits[from + value] += weights.fields()[field][code * values + value];
                    }
                }
                from += values;
            }
            for (int other : others) {
                float[] place = known.places[other];
                for (int i = 0; i < sums.length; i++) {
                    sums[i] += place[i];
                }
            }
            weights.turn(known, sums, fits, from);
        }

        private double score(int piece, float[] related, int number) {
            double score = 0;
            int from = 0;
            for (int field = 0; field < known.codes.length; field++) {
                int code = known.codes[field][piece];
                score += code < 0 ? 0 : fits[from + code];
                from += known.values[field];
            }
            float[] place = known.places[piece];
            for (int i = 0; i < place.length; i++) {
                score += place[i] * fits[from + i];
            }
            double[] counts = weights.relations();
            for (int i = 0, at = number * counts.length; i < counts.length; i++, at++) {
                score += counts[i] * related[at];
            }
            return score;
        }

        /// Slopes of what is minimised are those of the likelihood, turned round.
        private void pull(int piece, float[] related, int number, double toMore) {
            int from = 0;
            for (int field = 0; field < known.codes.length; field++) {
                int code = known.codes[field][piece];
                if (code >= 0) {
                    pulls[from + code] -= toMore;
                }
                from += known.values[field];
            }
            float[] place = known.places[piece];
            for (int i = 0; i < place.length; i++) {
                pulls[from + i] -= toMore * place[i];
            }
            double[] counts = slopes.relations();
            for (int i = 0, at = number * counts.length; i < counts.length; i++, at++) {
                counts[i] -= toMore * related[at];
            }
        }

        private void slope(int[] others) {
            for (int i = 0; i < pulls.length; i++) {
                slopes.alone()[i] += pulls[i];
            }
            int from = 0;
            for (int field = 0; field < known.codes.length; field++) {
                int values = known.values[field];
                for (int other : others) {
                    int code = known.codes[field][other];
                    for (int value = 0; code >= 0 && value < values; value++) {
                        slopes.fields()[field][code * values + value] += pulls[from + value];
                    }
                }
                from += values;
            }
            for (int block = 0; block + 1 < known.begins.length; block++) {
                int begin = known.begins[block];
                int side = known.begins[block + 1] - begin;
                double[] square = slopes.blocks()[block];
                for (int i = 0; i < side; i++) {
                    for (int j = 0; sums[begin + i] != 0 && j < side; j++) {
                        square[i * side + j] += sums[begin + i] * pulls[from + begin + j];
                    }
                }
            }
        }
    }
}
