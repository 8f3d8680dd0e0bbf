package dev.lookalike.app.api;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.lookalike.gallery.Filter;
import dev.lookalike.gallery.Gallery;
import dev.lookalike.gallery.Image;
import dev.lookalike.gallery.evaluation.Evaluation;
import dev.lookalike.gallery.evaluation.Labelled;
import dev.lookalike.index.Metric;

/// How good the answers of a gallery are: if pictures of one folder are meant to be alike, and if those are that were told to
/// show the same.
final class GalleryEvaluation {
    /// The field of a picture's metadata that holds its labels, separated by commas or semicolons.
    private static final String LABEL = "label";

    /// The field that says which part of a collection it belongs to, such as `test`.
    private static final String SPLIT = "split";

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
                ? List.of(FromEvaluation.shown(kind,
                        Evaluation.run(gallery.vectors(), known::get, Metric.COSINE, protocol.queries())))
                : List.of();
    }

    private Map<Long, Labelled> known(Function<Image, Set<String>> labels) {
        var known = new HashMap<Long, Labelled>();
        var shared = new HashMap<Labelled, Labelled>();
        var page = gallery.images(Filter.all(), 0, Gallery.MAX_COUNT);
        while (!page.isEmpty()) {
            for (var image : page) {
                var of = labels.apply(image);
                boolean asks = isIn(image, protocol.ask());
                boolean answers = isIn(image, protocol.among());
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
        return Arrays.stream(told.split("[,;]")).map(String::strip).filter(label -> !label.isEmpty())
                .collect(Collectors.toSet());
    }

    private static boolean isIn(Image image, String part) {
        String folder = image.folder();
        return part.isEmpty() || folder.equals(part) || folder.startsWith(part + "/")
                || part.equals(image.metadata().get(SPLIT));
    }
}
