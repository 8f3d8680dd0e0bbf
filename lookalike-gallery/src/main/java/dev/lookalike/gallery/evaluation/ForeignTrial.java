package dev.lookalike.gallery.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;

import dev.lookalike.gallery.catalogue.StoredEmbedding;
import dev.lookalike.gallery.ranking.Strangers;
import dev.lookalike.vision.Embedder;
import dev.lookalike.vision.Limits;
import dev.lookalike.vision.Model;
import dev.lookalike.vision.Picture;

/// How well does a gallery know that nothing in it is like a query?
///
/// The photos that answer are the gallery, each pair of classes left out of it in turn; those that only ask are the queries: of the
/// two classes they are foreign, of all others known.
public final class ForeignTrial {
    /// Shares of false alarms that may be asked for.
    private static final List<Double> ASKED = List.of(0.02, 0.05, 0.1, 0.2);

    private final Photos photos;
    private final Photos others;
    private final Map<Model.Network, Embedded> made = new HashMap<>();
    private final Map<Model.Network, Embedded> madeOthers = new HashMap<>();

    /// What came of it.
    ///
    /// @param pairs
    ///            of each pair of classes left out, such as `dress, pants`, how likely a known query stands out more than a foreign one:
    ///            the area under the ROC curve
    /// @param others
    ///            the same for photos of another collection, nothing left out
    /// @param alarms
    ///            for each share of false alarms asked for, the share of known queries of which it was said that nothing is like
    ///            them, nothing left out
    public record Result(Map<String, Double> pairs, double others, Map<Double, Double> alarms) {
        /// The mean over all pairs.
        public double mean() {
            return pairs.values().stream().mapToDouble(Double::doubleValue).average().orElse(0);
        }
    }

    /// @param photos
    ///            some of which ask and some answer
    /// @param others
    ///            of another collection
    public ForeignTrial(Photos photos, Photos others) {
        this.photos = photos;
        this.others = others;
    }

    /// Measures a model. Networks that an earlier one had are not run again.
    ///
    /// @param progress
    ///            hears how many more pictures have been embedded
    public Result run(Model model, IntConsumer progress) throws InterruptedException {
        for (Model.Member member : Comparison.members(model)) {
            embed(member.network(), photos, made, progress);
            embed(member.network(), others, madeOthers, progress);
        }
        Embedded embedded = Comparison.joined(model, made::get);
        Embedded strangers = Comparison.joined(model, madeOthers::get);
        var pairs = new TreeMap<String, Double>();
        for (List<String> pair : pairs()) {
            IntPredicate foreign = number -> !Collections.disjoint(photos.labels(number), pair);
            try (var gallery = Strangers.to(embedded.only(number -> photos.answers(number) && !foreign.test(number)))) {
                pairs.put(String.join(", ", pair), area(contrasts(gallery, embedded, number -> asks(number)
                        && !foreign.test(number)), contrasts(gallery, embedded,
                                number -> asks(number)
                                        && foreign.test(number))));
            }
        }
        try (var gallery = Strangers.to(embedded.only(photos::answers))) {
            double area = area(contrasts(gallery, embedded, this::asks), contrasts(gallery, strangers, number -> true));
            return new Result(pairs, area, alarms(gallery, embedded));
        }
    }

    private static void embed(Model.Network network, Photos photos, Map<Model.Network, Embedded> made,
            IntConsumer progress) throws InterruptedException {
        if (!made.containsKey(network)) {
            try (var embedder = Embedder.of(network)) {
                made.put(network, Embedded.of(embedder, photos.files().size(),
                        number -> Picture.read(photos.files().get(number), Limits.FOLDER, embedder.sideNeeded()),
                        progress));
            }
        }
    }

    private boolean asks(int number) {
        return !photos.answers(number);
    }

    private List<List<String>> pairs() {
        var all = new TreeSet<String>();
        photos.known().forEach(each -> all.addAll(each.labels()));
        var pairs = new ArrayList<List<String>>();
        all.forEach(one -> all.tailSet(one, false).forEach(other -> pairs.add(List.of(one, other))));
        return pairs;
    }

    private static double[] contrasts(Strangers gallery, Embedded embedded, IntPredicate wanted) {
        return rows(embedded, wanted).parallelStream().mapToDouble(row -> gallery.contrast(row.unit(), row.norm()))
                .toArray();
    }

    private static List<StoredEmbedding> rows(Embedded embedded, IntPredicate wanted) {
        var rows = new ArrayList<StoredEmbedding>();
        embedded.only(wanted).forEach((id, unit, norm) -> rows.add(new StoredEmbedding(id, unit, norm)));
        return rows;
    }

    private Map<Double, Double> alarms(Strangers gallery, Embedded embedded) {
        List<StoredEmbedding> rows = rows(embedded, this::asks);
        var alarms = new TreeMap<Double, Double>();
        for (double share : ASKED) {
            alarms.put(share, rows.parallelStream()
                    .filter(row -> gallery.nothingAlike(row.unit(), row.norm(), share)).count()
                    / (double) rows.size());
        }
        return alarms;
    }

    // The share of pairs of a known and a foreign one in which the known has more.
    static double area(double[] known, double[] foreign) {
        double[] sorted = foreign.clone();
        Arrays.sort(sorted);
        double sum = Arrays.stream(known).map(value -> (below(sorted, value) + below(sorted, Math.nextUp(value))) / 2.0)
                .sum();
        return sum / known.length / foreign.length;
    }

    private static int below(double[] sorted, double value) {
        int found = Arrays.binarySearch(sorted, value);
        int place = found < 0 ? -found - 1 : found;
        while (place > 0 && sorted[place - 1] >= value) {
            place--;
        }
        return place;
    }
}
