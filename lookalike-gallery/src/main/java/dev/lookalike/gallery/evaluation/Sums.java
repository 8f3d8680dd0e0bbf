package dev.lookalike.gallery.evaluation;

/// Measures of queries, added up.
final class Sums {
    private static final int FEW = 10;

    private int queries;
    private double first;
    private double few;
    private double average;

    /// Adds a query.
    ///
    /// @param ranks
    ///            the places of the right answers in the ranking, ascending, the first place being 0; at least one
    void add(int[] ranks) {
        double precisions = 0;
        int amongFew = 0;
        for (int i = 0; i < ranks.length; i++) {
            precisions += (i + 1.0) / (ranks[i] + 1.0);
            amongFew += ranks[i] < FEW ? 1 : 0;
        }
        queries++;
        first += ranks[0] == 0 ? 1 : 0;
        few += amongFew / (double) FEW;
        average += precisions / ranks.length;
    }

    void add(Sums other) {
        queries += other.queries;
        first += other.first;
        few += other.few;
        average += other.average;
    }

    Evaluation.Figures figures() {
        int count = Math.max(1, queries);
        return new Evaluation.Figures(queries, first / count, few / count, average / count);
    }
}
