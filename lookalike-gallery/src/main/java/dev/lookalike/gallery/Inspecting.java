package dev.lookalike.gallery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import dev.lookalike.gallery.health.Copies;
import dev.lookalike.gallery.health.Doubts;
import dev.lookalike.gallery.health.Outliers;
import dev.lookalike.gallery.ranking.Neighbours;
import dev.lookalike.gallery.ranking.Ranking;
import dev.lookalike.index.Ids;
import dev.lookalike.vision.Limits;
import dev.lookalike.vision.Picture;
import dev.lookalike.vision.VisionException;
import org.jspecify.annotations.Nullable;

/// Looks through a gallery for what is wrong with it.
final class Inspecting {
    /*
     * Files with the same bytes are found by their hash, and one of each stands for all from then on. Of these, every picture's
     * most alike are searched for, once: among the first are its copies, how far the last lies says whether it is an outlier, and what
     * labels the first have says whether its own is doubtful.
     */
    /// Among so many are copies, and labels that agree or not.
    private static final int NEIGHBOURS = 20;

    /// As many pixels as its copies are compared in, and a little more to mix them from.
    private static final int SIDE_NEEDED = 64;

    private static final long TOLD_NANOS = 200_000_000;

    private final Gallery gallery;
    private final Ranking ranking;
    private final Inspection inspection;
    private final Progress progress;
    private final Thread caller = Thread.currentThread();
    private final long start = System.nanoTime();
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong told = new AtomicLong(start);
    private volatile long total;
    private volatile boolean totalKnown;
    private final Map<Long, Set<String>> labels = new HashMap<>();
    /// By hash, the pictures whose files hold the same bytes.
    private final Map<String, List<Long>> files = new HashMap<>();
    private final List<Rejection> unreadable = new ArrayList<>();

    Inspecting(Gallery gallery, Ranking ranking, Inspection inspection, Progress progress) {
        this.gallery = gallery;
        this.ranking = ranking;
        this.inspection = inspection;
        this.progress = progress;
    }

    InspectionReport run() {
        list();
        total = files.size();
        long[] spare = files.values().stream().flatMap(ids -> ids.stream().skip(1)).mapToLong(Long::longValue)
                .toArray();
        Neighbours around = ranking.neighbours(spare.length == 0 ? Ids.all() : Ids.except(spare),
                Math.max(NEIGHBOURS, Outliers.around(total)),
                this::step);
        Neighbours neighbours = around.first(NEIGHBOURS);
        var search = new Copies(neighbours, number -> picture(neighbours.ids()[number]));
        total = files.size() + search.steps();
        totalKnown = true;
        List<InspectionReport.Copies> copies = copies(neighbours, search.groups(this::step));
        List<Set<String>> known = Arrays.stream(neighbours.ids())
                .mapToObj(id -> labels.getOrDefault(id, Set.of())).toList();
        return new InspectionReport(labels.size(), search.pairs(), copies.size(),
                copies.subList(0, Math.min(inspection.count(), copies.size())),
                Outliers.of(around, inspection.count()).stream().flatMap(one -> outlier(neighbours, one)).toList(),
                Doubts.of(neighbours, known, inspection.count()).stream().flatMap(one -> doubt(neighbours, one))
                        .toList(),
                unreadable, (System.nanoTime() - start) / 1e9);
    }

    private void list() {
        var shared = new HashMap<Set<String>, Set<String>>();
        var page = gallery.images(Filter.all(), 0, Gallery.MAX_COUNT);
        while (!page.isEmpty()) {
            for (Image image : page) {
                stopIfAsked();
                labels.put(image.id(), shared.computeIfAbsent(image.labels(inspection.labels()), same -> same));
                files.computeIfAbsent(image.sha256(), _ -> new ArrayList<>(1)).add(image.id());
            }
            page = gallery.images(Filter.all(), page.getLast().id(), Gallery.MAX_COUNT);
        }
    }

    private @Nullable Picture picture(long id) {
        Image image = gallery.image(id).orElse(null);
        if (image == null) {
            return null;
        }
        try {
            return Picture.read(image.path(), Limits.FOLDER, SIDE_NEEDED);
        } catch (VisionException gone) {
            synchronized (unreadable) {
                if (unreadable.size() < InspectionReport.MAX_UNREADABLE) {
                    unreadable.add(new Rejection(image.path(), "unreadable", String.valueOf(gone.getMessage())));
                }
            }
            return null;
        }
    }

    private List<InspectionReport.Copies> copies(Neighbours neighbours, List<Copies.Group> near) {
        var copies = new ArrayList<InspectionReport.Copies>();
        var linked = new HashMap<String, String>();
        for (Copies.Group group : near) {
            List<Image> images = group.numbers().stream().flatMap(number -> image(neighbours.ids()[number]))
                    .flatMap(image -> {
                        linked.put(image.sha256(), image.sha256());
                        return files.getOrDefault(image.sha256(), List.of(image.id())).stream().flatMap(this::image);
                    }).toList();
            add(copies, false, group.agreement(), images);
        }
        files.forEach((hash, ids) -> {
            if (ids.size() > 1 && !linked.containsKey(hash)) {
                add(copies, true, 1, ids.stream().flatMap(this::image).toList());
            }
        });
        copies.sort(Comparator.comparing(InspectionReport.Copies::sameFile)
                .thenComparingDouble(InspectionReport.Copies::agreement).reversed()
                .thenComparingLong(one -> one.images().getFirst().id()));
        return copies;
    }

    private static void add(List<InspectionReport.Copies> copies, boolean sameFile, double agreement,
            List<Image> images) {
        if (images.size() > 1) {
            copies.add(new InspectionReport.Copies(sameFile, agreement, images.stream()
                    .sorted(Comparator.comparingLong((Image image) -> -(long) image.width() * image.height())
                            .thenComparing(Image::bytes, Comparator.reverseOrder()).thenComparingLong(Image::id))
                    .toList()));
        }
    }

    private Stream<InspectionReport.Outlier> outlier(Neighbours neighbours, Outliers.Outlier one) {
        int nearest = neighbours.nearest()[one.number()][0];
        return image(neighbours.ids()[one.number()]).flatMap(image -> image(neighbours.ids()[nearest])
                .map(other -> new InspectionReport.Outlier(image, other, neighbours.scores()[one.number()][0],
                        one.distance())));
    }

    private Stream<InspectionReport.Doubt> doubt(Neighbours neighbours, Doubts.Doubt one) {
        return image(neighbours.ids()[one.number()]).map(image -> new InspectionReport.Doubt(image,
                Objects.requireNonNull(labels.get(image.id())), one.share(), one.instead(), one.insteadShare()));
    }

    // One that was taken out meanwhile is not told.
    private Stream<Image> image(long id) {
        return gallery.image(id).stream();
    }

    private void step(int count) {
        stopIfAsked();
        long now = System.nanoTime();
        long before = told.get();
        long finished = done.addAndGet(count);
        if (now - before > TOLD_NANOS && told.compareAndSet(before, now)) {
            double perSecond = finished / ((now - start) / 1e9);
            double left = totalKnown ? (total - finished) / perSecond : -1;
            progress.at(new Progress.State(total, finished, unreadable.size(), perSecond, left, false));
        }
    }

    private void stopIfAsked() {
        if (caller.isInterrupted()) {
            throw new CancellationException("the inspection was stopped");
        }
    }
}
