package dev.lookalike.app.api;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.lookalike.gallery.Filter;
import dev.lookalike.gallery.Gallery;
import dev.lookalike.gallery.Image;
import dev.lookalike.gallery.evaluation.Asked;
import dev.lookalike.gallery.evaluation.Evaluation;
import dev.lookalike.gallery.evaluation.Figures;
import dev.lookalike.gallery.evaluation.Labelled;
import dev.lookalike.gallery.evaluation.Measure;
import dev.lookalike.index.Metric;

/// How good the answers of a gallery are: if pictures of one folder are meant to be alike, and if those are that were told to
/// show the same.
final class GalleryEvaluation {
    /// The field of a picture's metadata that holds its labels, separated by commas.
    private static final String LABEL = "label";

    /// How many of the best and worst queries are shown.
    private static final int SHOWN = 12;

    /// How many kinds of neighbours of a class are shown.
    private static final int NEIGHBOURS = 20;

    private static final Comparator<Asked> WORST_FIRST = Comparator.comparingDouble(Asked::averagePrecision)
            .thenComparingLong(Asked::id);

    private final Gallery gallery;
    private final Protocol protocol;

    GalleryEvaluation(Gallery gallery, Protocol protocol) {
        this.gallery = gallery;
        this.protocol = protocol;
    }

    /// Measures by each kind of label that tells pictures apart.
    Evaluations run() {
        return new Evaluations(Stream.of(
                run("folder", image -> Set.of(lastPart(image.folder()))),
                run(LABEL, image -> labels(image.metadata().getOrDefault(LABEL, "")))).flatMap(Collection::stream)
                .toList());
    }

    private List<Evaluations.Evaluation> run(String kind, Function<Image, Set<String>> labels) {
        Map<Long, Labelled> known = known(labels);
        boolean several = known.values().stream().map(Labelled::labels).distinct().limit(2).count() == 2;
        return several
                ? List.of(shown(kind, Evaluation.run(gallery.vectors(), known::get, Metric.COSINE, protocol.queries())))
                : List.of();
    }

    private Map<Long, Labelled> known(Function<Image, Set<String>> labels) {
        var known = new HashMap<Long, Labelled>();
        var shared = new HashMap<Labelled, Labelled>();
        var page = gallery.images(Filter.all(), 0, Gallery.MAX_COUNT);
        while (!page.isEmpty()) {
            for (var image : page) {
                var of = labels.apply(image);
                boolean asks = isBelow(image.folder(), protocol.ask());
                boolean answers = isBelow(image.folder(), protocol.among());
                if (!of.isEmpty() && (asks || answers)) {
                    var role = asks && answers
                            ? Labelled.Role.BOTH
                            : asks ? Labelled.Role.QUERY : Labelled.Role.GALLERY;
                    known.put(image.id(), shared.computeIfAbsent(new Labelled(of, role), same -> same));
                }
            }
            page = gallery.images(Filter.all(), page.getLast().id(), Gallery.MAX_COUNT);
        }
        return known;
    }

    /// The folder that holds the picture itself: `dress` in `train/dress` and in `test/dress` alike.
    private static String lastPart(String folder) {
        return folder.substring(folder.lastIndexOf('/') + 1);
    }

    private static Set<String> labels(String told) {
        return Arrays.stream(told.split(",")).map(String::strip).filter(label -> !label.isEmpty())
                .collect(Collectors.toSet());
    }

    private static boolean isBelow(String folder, String top) {
        return top.isEmpty() || folder.equals(top) || folder.startsWith(top + "/");
    }

    private static Evaluations.Evaluation shown(String kind, Evaluation evaluation) {
        var overall = evaluation.overall();
        var measures = new LinkedHashMap<String, Evaluations.Estimate>();
        overall.named().forEach((name, one) -> measures.put(name,
                new Evaluations.Estimate(one.mean(), one.low(), one.high())));
        var classes = evaluation.labels().entrySet().stream().sorted(Map.Entry.comparingByKey())
                .map(one -> ofClass(one.getKey(), one.getValue(),
                        evaluation.confusion().getOrDefault(one.getKey(), Map.of())))
                .toList();
        return new Evaluations.Evaluation(kind, overall.queries(), overall.mean(Measure.PRECISION_AT_1),
                overall.mean(Measure.PRECISION_AT_10), overall.mean(Measure.MEAN_AVERAGE_PRECISION), measures, classes,
                extreme(evaluation.asked(), WORST_FIRST.reversed()), extreme(evaluation.asked(), WORST_FIRST));
    }

    private static Evaluations.OfClass ofClass(String name, Figures figures, Map<String, Double> neighbours) {
        var largest = new LinkedHashMap<String, Double>();
        neighbours.entrySet().stream().sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .limit(NEIGHBOURS).forEach(one -> largest.put(one.getKey(), one.getValue()));
        return new Evaluations.OfClass(name, figures.queries(), figures.mean(Measure.PRECISION_AT_10),
                figures.mean(Measure.MEAN_AVERAGE_PRECISION), largest);
    }

    private static List<Evaluations.Asked> extreme(List<Asked> asked, Comparator<Asked> order) {
        return asked.stream().sorted(order).limit(SHOWN)
                .map(one -> new Evaluations.Asked(one.id(), String.join(", ", one.labels()), one.averagePrecision(),
                        one.answers()))
                .toList();
    }
}
