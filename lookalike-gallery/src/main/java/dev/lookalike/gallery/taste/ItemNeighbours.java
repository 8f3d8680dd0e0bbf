package dev.lookalike.gallery.taste;

import java.util.Arrays;

/// Items liked by the same people as what a person liked.
final class ItemNeighbours implements Scorer {
    /*
     * Item-based collaborative filtering (Sarwar and others 2001, "Item-based collaborative filtering recommendation
     * algorithms"): the likeness of two items is the cosine of who liked them, shrunk where few did (Bell & Koren 2007), and an
     * item's score the sum over its nearest that the person liked.
     */
    private final Interactions train;
    private final int[][] nearest;
    private final float[][] weights;

    /// @param neighbours
    ///            how many nearest of an item count
    /// @param shrinkage
    ///            likes that are added where none are
    ItemNeighbours(Interactions train, int neighbours, double shrinkage) {
        this.train = train;
        int items = train.items();
        nearest = new int[items][];
        weights = new float[items][];
        int[][] byItem = train.byItem();
        var common = new int[items];
        for (int item = 0; item < items; item++) {
            Arrays.fill(common, 0);
            for (int user : byItem[item]) {
                for (int other : train.of(user)) {
                    common[other]++;
                }
            }
            keep(item, common, neighbours, shrinkage);
        }
    }

    private void keep(int item, int[] common, int neighbours, double shrinkage) {
        var found = new Best(neighbours);
        for (int other = 0; other < common.length; other++) {
            if (other != item && common[other] > 0) {
                double lengths = Math.sqrt((double) train.popularity(item) * train.popularity(other));
                found.offer(other, (float) (common[other] / (lengths + shrinkage)));
            }
        }
        nearest[item] = found.places();
        weights[item] = found.scores();
    }

    @Override
    public void scores(int user, float[] into) {
        for (int item = 0; item < into.length; item++) {
            float sum = 0;
            for (int i = 0; i < nearest[item].length; i++) {
                if (train.has(user, nearest[item][i])) {
                    sum += weights[item][i];
                }
            }
            into[item] = sum;
        }
    }
}
