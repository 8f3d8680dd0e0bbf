package dev.lookalike.gallery.taste;

import java.util.stream.IntStream;

/// What a person's likes say of every item, by one linear map without a diagonal, in closed form.
final class Ease implements Scorer {
    /*
     * EASE (Steck 2019, "Embarrassingly shallow autoencoders for sparse data"): the item-item matrix B that reconstructs who
     * liked what, with ridge regression and no item explaining itself: P = (X'X + lambda I)^-1, B = I - P / diag(P). It holds
     * items x items floats and costs the cube of the items, so it is made for some thousands: 5,000 take 100 MB and a minute.
     */
    static final int MOST_ITEMS = 5_000;

    private final Interactions train;
    private final float[][] weights;

    /// @param ridge
    ///            more than 0
    Ease(Interactions train, double ridge) {
        if (train.items() > MOST_ITEMS) {
            throw new IllegalArgumentException("EASE is for up to %,d items; there are %,d".formatted(MOST_ITEMS,
                    train.items()));
        }
        this.train = train;
        int items = train.items();
        var gram = new double[items][items];
        for (int user = 0; user < train.users(); user++) {
            for (int one : train.of(user)) {
                for (int other : train.of(user)) {
                    gram[one][other]++;
                }
            }
        }
        for (int item = 0; item < items; item++) {
            gram[item][item] += ridge;
        }
        invert(gram);
        weights = new float[items][items];
        for (int one = 0; one < items; one++) {
            for (int other = 0; other < items; other++) {
                weights[one][other] = one == other ? 0 : (float) (-gram[one][other] / gram[other][other]);
            }
        }
    }

    /// Gauss and Jordan's elimination in place; a positive definite matrix needs no pivoting.
    private static void invert(double[][] matrix) {
        int size = matrix.length;
        for (int pivot = 0; pivot < size; pivot++) {
            double[] row = matrix[pivot];
            double inverse = 1 / row[pivot];
            row[pivot] = 1;
            for (int j = 0; j < size; j++) {
                row[j] *= inverse;
            }
            int now = pivot;
            IntStream.range(0, size).parallel().filter(i -> i != now).forEach(i -> {
                double factor = matrix[i][now];
                matrix[i][now] = 0;
                double[] other = matrix[i];
                for (int j = 0; factor != 0 && j < size; j++) {
                    other[j] -= factor * row[j];
                }
            });
        }
    }

    @Override
    public void scores(int user, float[] into) {
        java.util.Arrays.fill(into, 0);
        for (int liked : train.of(user)) {
            Floats.add(into, 0, weights[liked], 0, into.length, 1);
        }
    }
}
