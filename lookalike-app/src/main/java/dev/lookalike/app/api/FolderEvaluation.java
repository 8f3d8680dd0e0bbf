package dev.lookalike.app.api;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import dev.lookalike.gallery.Filter;
import dev.lookalike.gallery.Gallery;
import dev.lookalike.gallery.evaluation.Evaluation;
import dev.lookalike.index.Metric;

/// How good the answers are if pictures of one folder are meant to be alike.
final class FolderEvaluation {
    /// Every picture is compared with every other, so more are sampled, evenly: 5,000 take some seconds.
    private static final int MAX_PICTURES = 5_000;

    private FolderEvaluation() {}

    /// Measures, unless all pictures lie in one folder, where there is nothing to tell apart.
    static Optional<Evaluations.Evaluation> of(Gallery gallery) {
        var folders = folders(gallery);
        if (folders.values().stream().distinct().limit(2).count() < 2) {
            return Optional.empty();
        }
        var figures = Evaluation.run(gallery.vectors(), folders::get, Metric.COSINE).overall();
        return Optional.of(new Evaluations.Evaluation("folder", figures.queries(), figures.precisionAt1(),
                figures.precisionAt10(), figures.meanAveragePrecision()));
    }

    private static Map<Long, String> folders(Gallery gallery) {
        long step = Math.ceilDiv(Math.max(1, gallery.count(Filter.all())), MAX_PICTURES);
        var folders = new HashMap<Long, String>();
        long seen = 0;
        var page = gallery.images(Filter.all(), 0, Gallery.MAX_COUNT);
        while (!page.isEmpty()) {
            for (var image : page) {
                if (seen++ % step == 0) {
                    folders.put(image.id(), label(image.folder()));
                }
            }
            page = gallery.images(Filter.all(), page.getLast().id(), Gallery.MAX_COUNT);
        }
        return folders;
    }

    /// The folder that holds the picture itself: `dress` in `train/dress` and in `test/dress` alike.
    private static String label(String folder) {
        return folder.substring(folder.lastIndexOf('/') + 1);
    }
}
