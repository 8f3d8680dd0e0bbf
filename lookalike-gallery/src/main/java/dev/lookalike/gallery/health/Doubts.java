package dev.lookalike.gallery.health;

import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.lookalike.gallery.ranking.Neighbours;

/// Which labels the pictures most alike contradict.
public final class Doubts {
    /*
     * A picture's neighbours vote, the more alike the more. What counts is which share of the votes is for one of its own
     * labels. Of a class with few pictures, no more neighbours are asked than it has others: else a class of three could never
     * be believed.
     *
     * On photos of which a twentieth had their labels exchanged, this found as many of them as softmax regression with the
     * picture left out, in the time that the neighbours are there already (docs/measurements/quality.md).
     */
    private static final double SHARPNESS = 5;

    private Doubts() {}

    /// A label that others contradict.
    ///
    /// @param number
    ///            its place among the neighbours' ids
    /// @param share
    ///            of the votes that are for one of its labels
    /// @param instead
    ///            another label, with the most votes
    public record Doubt(int number, double share, String instead, double insteadShare) {}

    /// The most doubtful labels, the most doubtful first. Pictures without labels, and the only ones of their class, are not
    /// doubted.
    ///
    /// @param labels
    ///            of each picture, by its place among the neighbours' ids
    public static List<Doubt> of(Neighbours neighbours, List<Set<String>> labels, int count) {
        var members = new HashMap<String, Integer>();
        labels.forEach(each -> each.forEach(label -> members.merge(label, 1, Integer::sum)));
        return IntStream.range(0, neighbours.count()).boxed()
                .flatMap(number -> doubt(neighbours, labels, members, number))
                .sorted(Comparator.comparingDouble(Doubt::share)
                        .thenComparing(Comparator.comparingDouble(Doubt::insteadShare).reversed()))
                .limit(count).toList();
    }

    private static Stream<Doubt> doubt(Neighbours neighbours, List<Set<String>> labels, Map<String, Integer> members,
            int number) {
        Set<String> own = labels.get(number);
        int others = own.stream().mapToInt(label -> Objects.requireNonNull(members.get(label)) - 1).max().orElse(0);
        int[] nearest = neighbours.nearest()[number];
        var votes = new TreeMap<String, Double>();
        double all = 0;
        double agreeing = 0;
        int asked = 0;
        for (int i = 0; i < nearest.length && asked < others; i++) {
            Set<String> theirs = labels.get(nearest[i]);
            if (theirs.isEmpty()) {
                continue;
            }
            asked++;
            double weight = Math.exp(SHARPNESS * neighbours.scores()[number][i]);
            all += weight;
            agreeing += Collections.disjoint(own, theirs) ? 0 : weight;
            theirs.stream().filter(label -> !own.contains(label))
                    .forEach(label -> votes.merge(label, weight, Double::sum));
        }
        // What others have besides is no contradiction.
        if (votes.isEmpty() || agreeing == all) {
            return Stream.of();
        }
        var most = Collections.max(votes.entrySet(), Map.Entry.comparingByValue());
        return Stream.of(new Doubt(number, agreeing / all, most.getKey(), most.getValue() / all));
    }
}
