package dev.lookalike.app.api;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import dev.lookalike.gallery.Filter;
import dev.lookalike.gallery.Gallery;
import dev.lookalike.gallery.GalleryStatus;
import dev.lookalike.gallery.Image;
import dev.lookalike.gallery.Progress;
import dev.lookalike.gallery.evaluation.Evaluation;
import dev.lookalike.gallery.evaluation.Guessing;
import dev.lookalike.gallery.evaluation.Labelled;
import dev.lookalike.index.Metric;

/// How good the answers of a gallery are: if pictures of one folder are meant to be alike, and if those are that were told to
/// show the same.
final class GalleryEvaluation {
    /// The field that says which part of a collection it belongs to, such as `test`.
    private static final String SPLIT = "split";

    private final Gallery gallery;
    private final Protocol protocol;

    GalleryEvaluation(Gallery gallery, Protocol protocol) {
        this.gallery = gallery;
        this.protocol = protocol;
    }

    /// Measures by each kind of label that tells pictures apart.
    Evaluations run(Progress progress) {
        return new Evaluations(
                Stream.of(Image.FOLDER, Image.LABEL).flatMap(kind -> run(kind, progress).stream()).toList());
    }

    private List<Evaluations.Evaluation> run(String kind, Progress progress) {
        Map<Long, Labelled> known = known(gallery, kind, protocol.ask(), protocol.among());
        boolean several = known.values().stream().map(Labelled::labels).distinct().limit(2).count() == 2;
        if (!several) {
            return List.of();
        }
        GalleryStatus status = gallery.status();
        Evaluation measured = Evaluation.run(gallery.vectors(), known::get, Metric.COSINE, protocol.queries(),
                progress);
        var occasion = new Evaluations.Occasion(status.model(), status.space(), protocol.ask(), protocol.among(),
                Instant.now());
        return List.of(FromEvaluation.shown(kind, measured, id -> Objects.requireNonNull(known.get(id)).labels(),
                guessing(kind, status.space(), measured), occasion));
    }

    /// As an answer guesses: by the classes that were learnt from these labels, or else by the ten most alike.
    private Guessing guessing(String kind, String space, Evaluation measured) {
        return space.startsWith("learnt from " + kind + ",")
                ? Guessing.of(measured.asked(), query -> gallery.labels(query.id()))
                : measured.guessing();
    }

    /// What is known of each picture that asks or answers and has a label.
    ///
    /// @throws IllegalArgumentException
    ///             if there are pictures, but none where those are to be that ask or that answer
    static Map<Long, Labelled> known(Gallery gallery, String kind, String ask, String among) {
        var known = new HashMap<Long, Labelled>();
        var shared = new HashMap<Labelled, Labelled>();
        boolean asked = ask.isEmpty();
        boolean answered = among.isEmpty();
        var page = gallery.images(Filter.all(), 0, Gallery.MAX_COUNT);
        while (!page.isEmpty()) {
            for (var image : page) {
                var of = image.labels(kind);
                boolean asks = isIn(image, ask);
                boolean answers = isIn(image, among);
                asked |= asks;
                answered |= answers;
                if (!of.isEmpty() && (asks || answers)) {
                    var role = asks && answers
                            ? Labelled.Role.BOTH
                            : asks ? Labelled.Role.QUERY : Labelled.Role.GALLERY;
                    known.put(image.id(), shared.computeIfAbsent(new Labelled(of, role), same -> same));
                }
            }
            page = gallery.images(Filter.all(), page.getLast().id(), Gallery.MAX_COUNT);
        }
        if (!asked || !answered) {
            throw new IllegalArgumentException(
                    "no picture lies in the folder `%s` or says so in its field %s; `lookalike list` shows the folders"
                            .formatted(asked ? among : ask, SPLIT));
        }
        return known;
    }

    private static boolean isIn(Image image, String part) {
        String folder = image.folder();
        return part.isEmpty() || folder.equals(part) || folder.startsWith(part + "/")
                || part.equals(image.metadata().get(SPLIT));
    }
}
