package dev.lookalike.app.api;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import dev.lookalike.app.problem.Kind;
import dev.lookalike.app.problem.ProblemException;
import dev.lookalike.gallery.Gallery;
import dev.lookalike.gallery.Image;
import dev.lookalike.gallery.Progress;
import dev.lookalike.gallery.evaluation.Comparison;
import dev.lookalike.gallery.evaluation.Labelled;
import dev.lookalike.gallery.evaluation.Photos;
import dev.lookalike.vision.ModelStore;

/// Which network, space, metric and engine finds best among the pictures of a gallery, which goes on as it is.
final class GalleryComparison {
    /// Of more, so many are taken evenly: every network embeds them anew.
    static final int MOST_PHOTOS = 20_000;

    private static final int NEAREST = 10;

    private final Gallery gallery;
    private final Comparing wanted;
    private final Comparison.Grid grid;
    private final List<Long> ids = new ArrayList<>();

    /// @throws IllegalArgumentException
    ///             if a model is not at hand, a space unknown, or all together too much
    GalleryComparison(Gallery gallery, ModelStore models, Comparing wanted) {
        this.gallery = gallery;
        this.wanted = wanted;
        grid = new Comparison.Grid(wanted.models().stream().map(models::find).toList(), false, wanted.spaces(),
                wanted.metrics().stream().map(each -> dev.lookalike.index.Metric.valueOf(each.name())).toList(),
                wanted.engines(), NEAREST, 0);
    }

    Compared run(Progress progress) {
        Photos photos = photos();
        var counted = new Counted(progress, Comparison.embeddings(photos, grid));
        try {
            return ofGallery(Compared.of(Comparison.run(photos, grid, counted::more), wanted.labels(), photos,
                    NEAREST));
        } catch (InterruptedException stopped) {
            throw new ProblemException(Kind.UNAVAILABLE, "stopped before all was compared; nothing was kept of it");
        }
    }

    private Photos photos() {
        Map<Long, Labelled> known = GalleryEvaluation.known(gallery, wanted.labels(), wanted.ask(), wanted.among());
        if (known.values().stream().map(Labelled::labels).distinct().limit(2).count() < 2) {
            throw new IllegalArgumentException(
                    "no two pictures differ in %s; sort them into a folder for each class, or name a field that tells classes apart"
                            .formatted(wanted.labels()));
        }
        List<Long> all = known.keySet().stream().sorted().toList();
        int count = Math.min(all.size(), MOST_PHOTOS);
        var files = new ArrayList<Path>();
        var labels = new ArrayList<Labelled>();
        for (int i = 0; i < count; i++) {
            long id = all.get((int) ((long) i * all.size() / count));
            Path file = gallery.image(id).map(Image::path).orElse(null);
            Labelled label = known.get(id);
            if (file != null && label != null && Files.isRegularFile(file)) {
                ids.add(id);
                files.add(file);
                labels.add(label);
            }
        }
        if (files.isEmpty()) {
            throw new ProblemException(Kind.GONE,
                    "no file of these pictures is here; compare where they lie, or run `lookalike sync`");
        }
        return new Photos(files, labels);
    }

    /// The same with the gallery's ids, and what was measured when, each at a moment of its own.
    private Compared ofGallery(Compared compared) {
        var now = Instant.now();
        var cells = new ArrayList<Compared.Cell>();
        for (Compared.Cell cell : compared.cells()) {
            String metric = cell.metric() == Metric.COSINE ? "" : ", " + cell.metric();
            var occasion = new Evaluations.Occasion(cell.model(), cell.space() + metric, wanted.ask(), wanted.among(),
                    now.minusMillis(cells.size()));
            cells.add(new Compared.Cell(cell.model(), cell.space(), cell.metric(),
                    cell.evaluation().with(number -> ids.get((int) number), occasion), cell.averaged(),
                    cell.unlabelled()));
        }
        return new Compared(compared.photos(), cells, compared.weighed(), compared.engines());
    }

    /// Tells how many pictures have gone through networks.
    private static final class Counted {
        private final Progress progress;
        private final long total;
        private final long begun = System.nanoTime();
        private final AtomicLong done = new AtomicLong();

        Counted(Progress progress, long total) {
            this.progress = progress;
            this.total = total;
        }

        void more(int count) {
            long now = done.addAndGet(count);
            double perSecond = now / Math.max(1e-9, (System.nanoTime() - begun) / 1e9);
            progress.at(new Progress.State(total, now, 0, perSecond, (total - now) / perSecond, now == total));
        }
    }
}
