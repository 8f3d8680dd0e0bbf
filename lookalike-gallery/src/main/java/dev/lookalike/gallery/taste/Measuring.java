package dev.lookalike.gallery.taste;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

import dev.lookalike.gallery.TasteReport;

/// Measures a model on what was held out.
final class Measuring {
    private static final int FIRST = 10;

    private final Split split;
    private final Interactions train;

    Measuring(Split split) {
        this.split = split;
        this.train = split.train();
    }

    /// @param coldOnly
    ///            whether only cold items may be answered; else every item that the user has not
    TasteReport.Figures of(Scorer model, boolean coldOnly) {
        var scores = new float[train.items()];
        var shown = new boolean[train.items()];
        double recall = 0;
        double gain = 0;
        double area = 0;
        double bits = 0;
        long answers = 0;
        int asked = 0;
        for (int user = 0; user < train.users(); user++) {
            int me = user;
            int[] wanted = Arrays.stream(split.held()[user]).filter(item -> !coldOnly || split.cold()[item]).toArray();
            int[] open = IntStream.range(0, train.items())
                    .filter(item -> coldOnly ? split.cold()[item] : !train.has(me, item)).toArray();
            if (wanted.length == 0 || wanted.length == open.length || train.of(user).length == 0) {
                continue;
            }
            asked++;
            model.scores(user, scores);
            int[] ranked = ranked(open, scores);
            int hits = 0;
            for (int place = 0; place < Math.min(FIRST, ranked.length); place++) {
                int item = ranked[place];
                shown[item] = true;
                bits -= log2((train.popularity(item) + 1.0) / (train.users() + 1.0));
                answers++;
                if (Arrays.binarySearch(wanted, item) >= 0) {
                    hits++;
                    gain += 1 / log2(place + 2) / ideal(Math.min(FIRST, wanted.length));
                }
            }
            recall += (double) hits / wanted.length;
            area += area(ranked, wanted, scores);
        }
        long open = IntStream.range(0, train.items()).filter(item -> !coldOnly || split.cold()[item]).count();
        long covered = IntStream.range(0, shown.length).filter(item -> shown[item]).count();
        return new TasteReport.Figures(recall / asked, gain / asked, area / asked, (double) covered / open,
                bits / Math.max(1, answers), asked);
    }

    /// Best first; of equal scores in an order that says nothing.
    private static int[] ranked(int[] open, float[] scores) {
        return Arrays.stream(open).boxed()
                .sorted(Comparator.comparingDouble((Integer item) -> -scores[item])
                        .thenComparingInt(item -> item * 0x9E3779B1))
                .mapToInt(Integer::intValue).toArray();
    }

    /// How likely one of `wanted` ranks before another; of equal scores, half.
    private static double area(int[] ranked, int[] wanted, float[] scores) {
        double before = 0;
        double others = ranked.length - wanted.length;
        double seenOthers = 0;
        int i = 0;
        while (i < ranked.length) {
            int end = i;
            int equalWanted = 0;
            while (end < ranked.length && scores[ranked[end]] == scores[ranked[i]]) {
                equalWanted += Arrays.binarySearch(wanted, ranked[end]) >= 0 ? 1 : 0;
                end++;
            }
            int equalOthers = end - i - equalWanted;
            before += equalWanted * (others - seenOthers - equalOthers / 2.0);
            seenOthers += equalOthers;
            i = end;
        }
        return before / (others * wanted.length);
    }

    private static double ideal(int count) {
        double sum = 0;
        for (int place = 0; place < count; place++) {
            sum += 1 / log2(place + 2);
        }
        return sum;
    }

    private static double log2(double value) {
        return Math.log(value) / Math.log(2);
    }
}
