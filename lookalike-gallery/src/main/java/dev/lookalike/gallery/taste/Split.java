package dev.lookalike.gallery.taste;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// Likes to learn from, and likes that are held out.
///
/// @param train
///            what may be learnt from
/// @param held
///            of each user, items held out, by ascending place
/// @param cold
///            of each item, whether all its likes are held out
@SuppressWarnings("ArrayRecordComponent") // not compared
record Split(Interactions train, int[][] held, boolean[] cold) {
    /// @param coldShare
    ///            of items, taken at random
    /// @param heldShare
    ///            of the other likes of each user, taken at random
    static Split of(Interactions all, double coldShare, double heldShare, long seed) {
        var random = new SplittableRandom(seed);
        var cold = new boolean[all.items()];
        for (int item = 0; item < cold.length; item++) {
            cold[item] = random.nextDouble() < coldShare;
        }
        var kept = new int[all.users()][];
        var held = new int[all.users()][];
        var disliked = new int[all.users()][];
        for (int user = 0; user < all.users(); user++) {
            int[] liked = all.of(user);
            boolean[] out = new boolean[liked.length];
            for (int i = 0; i < liked.length; i++) {
                out[i] = cold[liked[i]] || random.nextDouble() < heldShare;
            }
            kept[user] = IntStream.range(0, liked.length).filter(i -> !out[i]).map(i -> liked[i]).toArray();
            disliked[user] = Arrays.stream(all.disliked(user)).filter(item -> !cold[item]).toArray();
            held[user] = IntStream.range(0, liked.length).filter(i -> out[i]).map(i -> liked[i]).toArray();
        }
        return new Split(new Interactions(all.items(), kept, disliked), held, cold);
    }
}
