package dev.lookalike.gallery.compatibility;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

/// Measures what is learnt from outfits on outfits of pieces that were not seen.
public final class OutfitTrial {
    /*
     * Half of the products are unseen, with all their pictures. Learnt is from the pieces of outfits of the seen half, where there are
     * two or more; nothing else of outfits is known. Of the pieces of each outfit of the unseen half each becomes a blank several
     * times, and three wrong pieces of its kind are drawn, unseen too. Filled in: the share of blanks for which the right one has
     * the highest score. AUC: the chance that the right one has a higher score than one of the wrong, which is to tell the
     * outfit from the same with a piece exchanged. Ties count half.
     */
    private static final int WRONG = 3;
    private static final int TIMES = 4;

    private final Pieces pieces;
    private final List<int[]> outfits;
    private final int[] products;
    private final long seed;

    /// @param products
    ///            which product each piece shows: those of one are seen or unseen together
    public OutfitTrial(Pieces pieces, List<int[]> outfits, int[] products, long seed) {
        this.pieces = pieces;
        this.outfits = List.copyOf(outfits);
        this.products = products;
        this.seed = seed;
    }

    /// How well two pieces go together in truth.
    @FunctionalInterface
    public interface Truth {
        /// Higher is better.
        double fit(int one, int other);
    }

    /// How good a way is of saying what goes together.
    ///
    /// @param filled
    ///            the share of blanks of four that are filled as they were
    /// @param auc
    ///            how likely a right piece has a higher score than a wrong one
    /// @param seconds
    ///            that learning took
    public record Row(String name, double filled, double auc, double seconds) {}

    /// What was measured.
    ///
    /// @param learnt
    ///            from how many outfits
    /// @param asked
    ///            how many blanks
    public record Report(int learnt, int asked, List<Row> rows) {
        public Report {
            rows = List.copyOf(rows);
        }
    }

    @FunctionalInterface
    private interface Way {
        double score(int[] others, int candidate);
    }

    /// Learns and measures: by pictures alone, by what is told as well, and by the truth where it is known.
    public Report run(@Nullable Truth truth) {
        var random = new SplittableRandom(seed);
        Map<Integer, Boolean> seenProducts = new HashMap<>();
        for (int product : new TreeSet<>(Arrays.stream(products).boxed().toList())) {
            seenProducts.put(product, random.nextBoolean());
        }
        boolean[] seen = new boolean[pieces.count()];
        for (int i = 0; i < seen.length; i++) {
            seen[i] = seenProducts.getOrDefault(products[i], false);
        }
        List<int[]> learnt = halves(seen, true);
        int[] choices = IntStream.range(0, seen.length).filter(i -> seen[i]).toArray();
        Kinds kinds = Kinds.of(pieces, learnt, seed);
        List<Question> asked = asked(kinds, seen, random);
        var rows = new ArrayList<Row>();
        rows.add(row("chance", (_, _) -> 0, asked, 0));
        double[][] beside = kinds.beside(learnt);
        rows.add(row("kinds beside each other", (others, candidate) -> Arrays.stream(others)
                .mapToDouble(other -> beside[kinds.of()[other]][kinds.of()[candidate]]).sum(), asked, 0));
        long start = System.nanoTime();
        Compatibility pictures = Compatibility.learn(pieces.untold(), choices, learnt, seed, _ -> {});
        rows.add(row("pictures alone", pictures::score, asked, (System.nanoTime() - start) / 1e9));
        start = System.nanoTime();
        Compatibility all = Compatibility.learn(pieces, choices, learnt, seed, _ -> {});
        rows.add(row("pictures, told", all::score, asked, (System.nanoTime() - start) / 1e9));
        if (truth != null) {
            rows.add(row("truth", (others, candidate) -> Arrays.stream(others)
                    .mapToDouble(other -> truth.fit(other, candidate)).sum(), asked, 0));
        }
        return new Report(learnt.size(), asked.size(), rows);
    }

    private List<int[]> halves(boolean[] seen, boolean wanted) {
        return outfits.stream().map(outfit -> Arrays.stream(outfit).filter(piece -> seen[piece] == wanted).toArray())
                .filter(outfit -> outfit.length > 1).toList();
    }

    private List<Question> asked(Kinds kinds, boolean[] seen, SplittableRandom random) {
        var asked = new ArrayList<Question>();
        for (int[] outfit : halves(seen, false)) {
            var there = new HashSet<>(Arrays.stream(outfit).boxed().toList());
            for (int blank : outfit) {
                int[] others = Arrays.stream(outfit).filter(piece -> piece != blank).toArray();
                int[] wrong = IntStream.range(0, seen.length)
                        .filter(i -> !seen[i] && kinds.of()[i] == kinds.of()[blank] && !there.contains(i)).toArray();
                for (int time = 0; time < TIMES && wrong.length >= WRONG; time++) {
                    int[] drawn = Question.drawn(wrong, outfit, WRONG, random);
                    asked.add(new Question(others,
                            IntStream.concat(IntStream.of(blank), Arrays.stream(drawn)).toArray()));
                }
            }
        }
        return asked;
    }

    private static Row row(String name, Way way, List<Question> asked, double seconds) {
        double filled = 0;
        double before = 0;
        for (Question question : asked) {
            int better = 0;
            int same = 0;
            double right = way.score(question.others(), question.candidates()[0]);
            for (int i = 1; i <= WRONG; i++) {
                double wrong = way.score(question.others(), question.candidates()[i]);
                better += wrong > right ? 1 : 0;
                same += wrong == right ? 1 : 0;
            }
            filled += better > 0 ? 0 : 1.0 / (1 + same);
            before += (WRONG - better - same / 2.0) / WRONG;
        }
        return new Row(name, filled / asked.size(), before / asked.size(), seconds);
    }
}
