package dev.lookalike.gallery.compatibility;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// An outfit with a blank: which of some pieces of one kind was there?
///
/// @param others
///            the pieces beside the blank
/// @param candidates
///            the one that was there, then some that were not
@SuppressWarnings("ArrayRecordComponent") // not compared
record Question(int[] others, int[] candidates) {
    /*
     * Each piece of an outfit is a question. What was not chosen says as much as what was, so the more candidates the better, as
     * far as learning takes seconds: a draw from those of a kind is enough (McFadden 1978: with candidates drawn evenly, what is
     * learnt is the same).
     */
    private static final int MOST_QUESTIONS = 20_000;
    private static final int ALL_CANDIDATES = 120_000;
    private static final int LEAST_CANDIDATES = 8;
    private static final int MOST_CANDIDATES = 60;

    /// @param choices
    ///            the pieces that could have been chosen
    static List<Question> of(Kinds kinds, List<int[]> outfits, int[] choices, long seed) {
        int[][] ofKind = new int[kinds.count()][];
        for (int kind = 0; kind < ofKind.length; kind++) {
            int wanted = kind;
            ofKind[kind] = Arrays.stream(choices).filter(piece -> kinds.of()[piece] == wanted).toArray();
        }
        var shuffled = new ArrayList<>(outfits);
        Collections.shuffle(shuffled, new Random(seed));
        int pieces = Math.min(MOST_QUESTIONS, outfits.stream().mapToInt(outfit -> outfit.length).sum());
        int candidates = Math.clamp(ALL_CANDIDATES / Math.max(1, pieces), LEAST_CANDIDATES, MOST_CANDIDATES);
        var random = new SplittableRandom(seed);
        var questions = new ArrayList<Question>();
        for (int[] outfit : shuffled) {
            for (int i = 0; i < outfit.length && outfit.length > 1 && questions.size() < MOST_QUESTIONS; i++) {
                int blank = outfit[i];
                int[] others = Arrays.stream(outfit).filter(piece -> piece != blank).toArray();
                int[] wrong = drawn(ofKind[kinds.of()[blank]], outfit, candidates, random);
                if (wrong.length > 0) {
                    questions.add(new Question(others,
                            IntStream.concat(IntStream.of(blank), Arrays.stream(wrong)).toArray()));
                }
            }
        }
        return questions;
    }

    /// Some of these that are not in the outfit, each once, all if they are few.
    static int[] drawn(int[] from, int[] outfit, int count, SplittableRandom random) {
        if (from.length <= 2 * (count + outfit.length)) {
            int[] left = Arrays.stream(from).filter(piece -> isOutside(outfit, piece)).toArray();
            for (int i = 0; i < Math.min(count, left.length); i++) {
                int other = random.nextInt(i, left.length);
                int swapped = left[i];
                left[i] = left[other];
                left[other] = swapped;
            }
            return Arrays.copyOf(left, Math.min(count, left.length));
        }
        return random.ints(0, from.length).map(place -> from[place]).filter(piece -> isOutside(outfit, piece))
                .distinct()
                .limit(count).toArray();
    }

    private static boolean isOutside(int[] outfit, int piece) {
        return Arrays.stream(outfit).noneMatch(each -> each == piece);
    }
}
