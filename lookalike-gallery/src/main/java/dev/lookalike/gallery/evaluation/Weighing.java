package dev.lookalike.gallery.evaluation;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

import dev.lookalike.gallery.Vectors;
import dev.lookalike.gallery.ranking.SpaceChoice;
import dev.lookalike.index.Metric;
import dev.lookalike.vision.Model;
import org.jspecify.annotations.Nullable;

/// An ensemble whose weights were chosen by how well it finds.
///
/// @param asked
///            the ensemble that was to be weighed, by name
/// @param chosen
///            the same with the weights that find best
/// @param queries
///            how many pictures were asked for
/// @param before
///            the mean average precision as the ensemble was
/// @param after
///            and with the chosen weights, on the pictures they were chosen by
public record Weighing(String asked, Model.Ensemble chosen, int queries, double before, double after) {
    /*
     * Of the pictures that answer, every fifth of each class asks the others: those that are held out to measure with never
     * decide. Hills are climbed from where the ensemble is: a share moves from one network to another as long as that finds
     * better, a tenth at first, then a twentieth. Pictures are compared around their centre, which is nearly as good as on
     * principal axes and fitted in a moment.
     */
    private static final int HELD_OUT = 5;
    private static final int MOST_PICTURES = 2_000;
    private static final double[] STEPS = {0.1, 0.05};
    private static final double HUNDRED = 100;

    /// Weighs an ensemble by the pictures that answer.
    ///
    /// @param made
    ///            what each network made of the photos
    static Weighing of(Model.Ensemble ensemble, Photos photos, Function<Model.Network, Embedded> made) {
        List<Embedded> members = ensemble.members().stream().map(member -> made.apply(member.network())).toList();
        Map<Integer, Labelled> known = known(photos, members.getFirst());
        var tried = new HashMap<List<Double>, Evaluation>();
        Function<double[], Double> precision = shares -> tried
                .computeIfAbsent(Arrays.stream(shares).boxed().toList(), _ -> evaluation(members, shares, known))
                .overall().mean(Measure.MEAN_AVERAGE_PRECISION);
        double weights = ensemble.members().stream().mapToDouble(Model.Member::weight).sum();
        double[] best = ensemble.members().stream().mapToDouble(member -> member.weight() / weights).toArray();
        double before = precision.apply(best);
        for (double step : STEPS) {
            double[] better = better(best, step, precision);
            while (better != null) {
                best = better;
                better = better(best, step, precision);
            }
        }
        double[] shares = best;
        var chosen = new Model.Ensemble(IntStream.range(0, shares.length)
                .mapToObj(i -> new Model.Member(ensemble.members().get(i).network(), shares[i])).toList());
        int queries = tried.values().iterator().next().overall().queries();
        return new Weighing(ensemble.name(), chosen, queries, before, precision.apply(best));
    }

    private static double @Nullable [] better(double[] shares, double step, Function<double[], Double> precision) {
        double most = precision.apply(shares);
        double[] best = null;
        for (int from = 0; from < shares.length; from++) {
            for (int to = 0; to < shares.length; to++) {
                if (from != to && shares[from] > 1.5 * step) {
                    double[] moved = shares.clone();
                    moved[from] = Math.round(HUNDRED * (moved[from] - step)) / HUNDRED;
                    moved[to] = Math.round(HUNDRED * (moved[to] + step)) / HUNDRED;
                    double found = precision.apply(moved);
                    if (found > most) {
                        most = found;
                        best = moved;
                    }
                }
            }
        }
        return best;
    }

    private static Map<Integer, Labelled> known(Photos photos, Embedded readable) {
        int[] answering = IntStream.range(0, photos.files().size())
                .filter(number -> photos.answers(number) && readable.find(number) != null).toArray();
        int count = Math.min(MOST_PICTURES, answering.length);
        var members = new HashMap<Set<String>, Integer>();
        var known = new HashMap<Integer, Labelled>();
        for (int i = 0; i < count; i++) {
            int number = answering[(int) ((long) i * answering.length / count)];
            Set<String> labels = photos.labels(number);
            boolean asks = members.merge(labels, 1, Integer::sum) % HELD_OUT == 0;
            known.put(number, new Labelled(labels, asks ? Labelled.Role.QUERY : Labelled.Role.GALLERY));
        }
        if (known.values().stream().noneMatch(Labelled::asks)) {
            throw new IllegalArgumentException(
                    "%d pictures answer, and no class has %d of them to weigh an ensemble by; give more"
                            .formatted(answering.length, HELD_OUT));
        }
        return known;
    }

    private static Evaluation evaluation(List<Embedded> members, double[] shares, Map<Integer, Labelled> known) {
        Embedded joined = Embedded.joined(members, shares).only(known::containsKey);
        SpaceChoice.Placing placing = new SpaceChoice("centred").fit(joined, _ -> Set.of(), 0);
        Vectors vectors = visitor -> joined
                .forEach((id, unit, norm) -> visitor.visit(id, placing.place(unit, norm)));
        return Evaluation.run(vectors, id -> known.get((int) id), Metric.COSINE);
    }
}
