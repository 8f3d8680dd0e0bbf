package dev.lookalike.gallery.taste;

import java.util.List;

import dev.lookalike.gallery.algebra.Matrix;

/// A person's weights among places, as the likes and dislikes of the moment tell; see [SharedPrior].
final class Solved {
    static final double DISLIKE = 0.5;

    final double[] weights;
    private final double[][] rows;
    private final double[][] root;
    private final double[] shares;

    /// @param liked
    ///            the places of what is liked
    Solved(List<float[]> liked, List<float[]> disliked, int size) {
        int count = liked.size() + disliked.size();
        weights = new double[size];
        rows = new double[count][];
        shares = new double[count];
        var wanted = new double[count][1];
        for (int i = 0; i < count; i++) {
            boolean likes = i < liked.size();
            rows[i] = SharedPrior.doubles(likes ? liked.get(i) : disliked.get(i - liked.size()));
            double weight = likes ? 1 : Math.sqrt(DISLIKE);
            for (int j = 0; j < size; j++) {
                rows[i][j] *= weight;
            }
            wanted[i][0] = likes ? 1 : -DISLIKE * weight;
        }
        var gram = new double[count][count];
        for (int i = 0; i < count; i++) {
            for (int j = 0; j <= i; j++) {
                for (int k = 0; k < size; k++) {
                    gram[i][j] += rows[i][k] * rows[j][k];
                }
            }
            gram[i][i]++;
        }
        root = Matrix.root(gram);
        if (count > 0) {
            double[][] solved = Matrix.solve(root, wanted);
            for (int i = 0; i < count; i++) {
                shares[i] = solved[i][0];
                for (int j = 0; j < size; j++) {
                    weights[j] += shares[i] * rows[i][j];
                }
            }
        }
    }

    /// What one of the likes adds to the score of an item: the shares of all, and of all dislikes, are its score.
    double share(int like, float[] place) {
        double along = 0;
        for (int j = 0; j < place.length; j++) {
            along += rows[like][j] * place[j];
        }
        return shares[like] * along;
    }

    /// Adds what is known of the weights, as a share of what was not before.
    void known(double[][] sum, double factor) {
        if (rows.length == 0) {
            return;
        }
        double[][] solved = Matrix.solve(root, rows);
        for (int row = 0; row < rows.length; row++) {
            for (int i = 0; i < sum.length; i++) {
                for (int j = 0; j < sum.length; j++) {
                    sum[i][j] += factor * rows[row][i] * solved[row][j];
                }
            }
        }
    }
}
