package dev.lookalike.app.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import dev.lookalike.app.problem.Kind;
import dev.lookalike.app.problem.ProblemException;
import dev.lookalike.gallery.Filter;
import dev.lookalike.gallery.Gallery;
import dev.lookalike.gallery.GalleryException;
import dev.lookalike.gallery.Query;
import dev.lookalike.gallery.SwitchReport;
import dev.lookalike.vision.Crop;
import dev.lookalike.vision.Embedder;
import dev.lookalike.vision.Limits;
import dev.lookalike.vision.ModelStore;
import dev.lookalike.vision.Picture;
import org.jspecify.annotations.Nullable;

/// Asks a gallery that is open in this process.
public final class LocalApi implements Api {
    private static final int MIN_SIDE = 16;
    private static final int MAX_SIDE = 2_048;

    private final Gallery gallery;
    private final Path folder;
    private final Embedder embedder;
    private final Jobs jobs = new Jobs();
    private final Uploads uploads;
    private final ModelStore models;
    private final KeptEvaluations kept;
    private final Object measuring = new Object();

    /// @param gallery
    ///            closed with this
    /// @param folder
    ///            in which the gallery lies
    /// @param embedder
    ///            the gallery's; closed with this
    /// @param models
    ///            that may be compared
    public LocalApi(Gallery gallery, Path folder, Embedder embedder, ModelStore models) {
        this.gallery = gallery;
        this.folder = folder.toAbsolutePath().normalize();
        this.embedder = embedder;
        this.models = models;
        this.kept = new KeptEvaluations(this.folder);
        this.uploads = new Uploads(this.folder.resolve("queries"), Math.min(MAX_SIDE, 3 * embedder.sideNeeded()));
    }

    /// Looks at the pictures in the background from now on, for what else is known of each, and learns what goes with what
    /// and what people like.
    public void keepKnown() {
        gallery.traits().keepMade();
        gallery.outfits().keepLearnt();
        gallery.users().keepLearnt();
    }

    /// Looks at all pictures that were not looked at yet, now.
    public Job makeTraits() {
        return jobs.startOrJoin(Job.Kind.TRAITS, progress -> {
            gallery.traits().make(progress);
            return Jobs.Outcome.NONE;
        });
    }

    @Override
    public Image add(byte[] content, String name) {
        return FromGallery.image(gallery.add(content, Uploads.fileName(name)));
    }

    @Override
    public Job add(Path fileOrFolder) {
        var path = existing(fileOrFolder);
        return begin(Job.Kind.ADD, path, progress -> Jobs.Outcome.reported(
                FromGallery.report(gallery.add(path, progress))));
    }

    @Override
    public Job sync() {
        return begin(Job.Kind.SYNC, null, progress -> Jobs.Outcome.reported(
                FromGallery.report(gallery.sync(progress))));
    }

    @Override
    public void remove(long id) {
        if (!gallery.remove(id)) {
            throw new GalleryException.NoSuchImage(id);
        }
    }

    @Override
    public Image image(long id) {
        return FromGallery.image(found(id));
    }

    @Override
    public Images images(Search.Filter filter, long after, int count) {
        Bounds.check("count", count, 1, Images.MAX_COUNT);
        var among = filter.inGallery();
        var page = gallery.images(among, after, count);
        long total = gallery.count(among);
        if (total == 0) {
            UnknownField.check(among, gallery.fields());
        }
        return new Images(page.stream().map(FromGallery::image).toList(), total, next(among, page, count));
    }

    @Override
    public Layout layout(Search.Filter filter, long after, int count) {
        Bounds.check("count", count, 1, Images.MAX_COUNT);
        var among = filter.inGallery();
        var page = gallery.images(among, after, count);
        return new Layout(page.stream().map(dev.lookalike.gallery.Image::id).toList(),
                page.stream().map(dev.lookalike.gallery.Image::width).toList(),
                page.stream().map(dev.lookalike.gallery.Image::height).toList(),
                page.stream().map(FromGallery::name).toList(),
                page.stream().map(image -> image.sha256().substring(0, Layout.VERSION_LENGTH)).toList(),
                page.stream().map(dev.lookalike.gallery.Image::placeholder).toList(),
                page.stream().map(LocalApi::likeliest).toList(), gallery.count(among),
                next(among, page, count));
    }

    private static String likeliest(dev.lookalike.gallery.Image image) {
        return image.categories().isEmpty() ? "" : image.categories().getFirst().name();
    }

    @Override
    public Content content(long id) {
        var image = found(id);
        try {
            return new Content(image.format(), Files.size(image.path()), image.sha256(),
                    Files.newInputStream(image.path()));
        } catch (IOException failure) {
            throw new ProblemException(Kind.GONE, "the file of picture %d cannot be read (%s); run `lookalike sync`"
                    .formatted(id, failure.getMessage()));
        }
    }

    @Override
    public byte[] thumbnail(long id, int side) {
        Bounds.check("side", side, MIN_SIDE, MAX_SIDE);
        return gallery.thumbnail(id, side);
    }

    @Override
    public Answer similar(long id, int count, Metric metric, boolean exact) {
        return search(Search.nearest(List.of(Search.Part.image(id)), metric, count, Search.Filter.ALL, exact));
    }

    @Override
    public Answer similar(byte[] content, Crop crop, int count, Metric metric, boolean exact) {
        Bounds.check("count", count, 1, Answer.MAX_COUNT);
        double share = Math.min(crop.width(), crop.height());
        int side = (int) Math.min(MAX_SIDE, Math.ceil(embedder.sideNeeded() / share));
        var picture = Picture.read(content, Limits.UPLOAD, side);
        var query = Query.of(new Query.Outside(picture, crop, 1)).by(metric.inGallery());
        return FromGallery.answer(gallery.search(exact ? query.exact() : query, count));
    }

    @Override
    public Answer similar(String words, int count, Metric metric, boolean exact) {
        return search(Search.nearest(List.of(Search.Part.words(words, 1)), metric, count, Search.Filter.ALL, exact));
    }

    @Override
    public Upload upload(byte[] content, String name) {
        return uploads.add(content, Uploads.fileName(name));
    }

    @Override
    public Content uploaded(String id) {
        return uploads.content(id);
    }

    @Override
    public byte[] uploadedThumbnail(String id, int side) {
        Bounds.check("side", side, MIN_SIDE, MAX_SIDE);
        return uploads.picture(id).thumbnail(side);
    }

    @Override
    public Answer search(Search search) {
        var query = query(search.parts(), search.metric()).among(search.filter().inGallery())
                .select(search.selection().inGallery())
                .in(search.context() == null ? null : search.context().inGallery())
                .weigh(search.weights().inGallery());
        var answer = gallery.search(search.exact() ? query.exact() : query, search.count());
        if (answer.matches().isEmpty() && gallery.count(query.filter()) == 0) {
            UnknownField.check(query.filter(), gallery.fields());
        }
        return FromGallery.answer(answer);
    }

    @Override
    public Explanation explain(Explain explain) {
        return FromGallery.explanation(gallery.explain(query(explain.parts(), explain.metric()), explain.image()));
    }

    @Override
    public Folders folders() {
        return new Folders(FromGallery.groups(gallery.folders()));
    }

    @Override
    public Categories categories() {
        return new Categories(FromGallery.groups(gallery.categories()));
    }

    @Override
    public Rejections rejections(String after, int count) {
        Bounds.check("count", count, 1, Rejections.MAX_COUNT);
        var page = gallery.rejections(after, count).stream().map(FromGallery::rejection).toList();
        boolean more = page.size() == count && !gallery.rejections(page.getLast().path(), 1).isEmpty();
        return new Rejections(page, gallery.status().rejected(), more ? page.getLast().path() : null);
    }

    @Override
    public Status status() {
        var status = gallery.status();
        return new Status(Version.current(), folder.toString(), status.images(), status.rejected(), status.pending(),
                status.removed(), status.model(), status.fingerprint(), status.dimension(), status.space(),
                status.catalogueBytes(), Traits.of(gallery.traits().status()),
                OutfitsLearnt.of(status.outfits()), LearntTastes.of(status.tastes()), jobs.recent());
    }

    @Override
    public Evaluations evaluations(Protocol protocol) {
        return new GalleryEvaluation(gallery, protocol).run(dev.lookalike.gallery.Progress.none());
    }

    @Override
    public Evaluations lastEvaluations() {
        return kept.read();
    }

    /// Changes nothing of the gallery, so a process that only reads may do it too; one at a time, for each takes all cores.
    @Override
    public Job evaluate(Protocol protocol) {
        return jobs.start(Job.Kind.EVALUATE, null, progress -> {
            synchronized (measuring) {
                Evaluations measured = new GalleryEvaluation(gallery, protocol).run(progress);
                kept.add(measured);
                return Jobs.Outcome.measured(measured);
            }
        });
    }

    @Override
    public Models models() {
        return Models.of(models);
    }

    @Override
    public Job compare(Comparing comparing) {
        var comparison = new GalleryComparison(gallery, models, comparing);
        return jobs.start(Job.Kind.COMPARE, null, progress -> {
            synchronized (measuring) {
                Compared compared = comparison.run(progress);
                kept.add(new Evaluations(compared.cells().stream().map(Compared.Cell::evaluation).toList()));
                return Jobs.Outcome.compared(compared);
            }
        });
    }

    @Override
    public Rules rules() {
        return Rules.of(gallery.rules());
    }

    @Override
    public Fields fields() {
        return new Fields(FromGallery.groups(gallery.fields()));
    }

    @Override
    public Values values(String field, Search.Filter filter, int count) {
        Bounds.checkLength("field", field, Values.MAX_FIELD);
        Bounds.check("count", count, 1, Values.MAX_COUNT);
        List<Group> all = FromGallery.groups(gallery.values(field, filter.inGallery()));
        return new Values(field, all.subList(0, Math.min(count, all.size())), all.size());
    }

    @Override
    public Image describe(long id, Map<String, String> metadata) {
        return FromGallery.image(gallery.describe(id, metadata));
    }

    @Override
    public Job describe(Path table) {
        var path = existing(table);
        return begin(Job.Kind.DESCRIBE, path,
                _ -> Jobs.Outcome.reported(FromGallery.report(gallery.describe(path))));
    }

    @Override
    public Job verify() {
        return begin(Job.Kind.VERIFY, null, _ -> Jobs.Outcome.checked(gallery.verify()));
    }

    @Override
    public Job repair() {
        return begin(Job.Kind.REPAIR, null, _ -> {
            gallery.repair();
            return Jobs.Outcome.NONE;
        });
    }

    @Override
    public Engines engines() {
        return Engines.here();
    }

    @Override
    public Index index() {
        return Index.of(gallery.index());
    }

    @Override
    public Job tune(double recall) {
        var wanted = new Recall(recall);
        return begin(Job.Kind.INDEX, null, _ -> {
            gallery.tune(wanted.recall());
            return Jobs.Outcome.NONE;
        });
    }

    @Override
    public Job train(Training training) {
        var wanted = new dev.lookalike.gallery.Training(training.labels(), training.ask(), training.among(),
                training.seed(), training.pairs() == null ? null : existing(Path.of(training.pairs())));
        return begin(Job.Kind.TRAIN, null,
                _ -> Jobs.Outcome.learnt(Trained.of(gallery.train(wanted))));
    }

    @Override
    public Job undoTraining() {
        return begin(Job.Kind.TRAIN, null, _ -> {
            if (!gallery.undoTraining()) {
                throw new ProblemException(Kind.BAD_REQUEST,
                        "nothing was learnt that could be undone; `lookalike status` shows the space");
            }
            return Jobs.Outcome.NONE;
        });
    }

    @Override
    public PictureMap map(Projection by) {
        return gallery.map().map(map -> PictureMap.of(map, by, new EachImage(gallery)))
                .orElseGet(() -> PictureMap.none(by));
    }

    @Override
    public Clusters clusters() {
        return gallery.map().map(Clusters::of).orElse(Clusters.NONE);
    }

    /// A map is derived: a process that only reads draws one for itself.
    @Override
    public Job drawMap() {
        return jobs.startOrJoin(Job.Kind.MAP, progress -> {
            gallery.drawMap(progress);
            return Jobs.Outcome.NONE;
        });
    }

    @Override
    public Job inspect(Inspection inspection) {
        var wanted = new dev.lookalike.gallery.Inspection(inspection.labels(), inspection.count());
        return begin(Job.Kind.INSPECT, null,
                progress -> Jobs.Outcome.found(Inspected.of(gallery.inspect(wanted, progress))));
    }

    /// Begins to embed every picture with another network and to let that serve: when the job is done, the gallery is closed.
    ///
    /// @param next
    ///            stays open
    public Job switchTo(Embedder next) {
        return begin(Job.Kind.SWITCH, null, progress -> {
            SwitchReport report = gallery.switchTo(next, progress);
            if (!report.switched()) {
                throw new ProblemException(Kind.UNAVAILABLE,
                        "stopped before all pictures were embedded with %s; the same command goes on"
                                .formatted(report.model()));
            }
            return Jobs.Outcome.reported(FromGallery.report(report.pictures()));
        });
    }

    @Override
    public UsersApi users() {
        return new LocalUsers(gallery, this::begin);
    }

    @Override
    public OutfitsApi outfits() {
        return new LocalOutfits(gallery, this::begin);
    }

    @Override
    public Job snapshot(Path file) {
        return start(Job.Kind.SNAPSHOT, file.toAbsolutePath().normalize(), gallery::snapshot);
    }

    @Override
    public Job exportTo(Path target) {
        return start(Job.Kind.EXPORT, target.toAbsolutePath().normalize(), gallery::exportTo);
    }

    @Override
    public Job importFrom(Path source) {
        var path = existing(source);
        return begin(Job.Kind.IMPORT, path,
                _ -> Jobs.Outcome.reported(FromGallery.report(gallery.importFrom(path))));
    }

    /// A gallery that is only read here has no work to be done: the one who asks is told at once, and not by a job.
    private Job begin(Job.Kind kind, @Nullable Path path, Jobs.Work work) {
        gallery.requireOwn();
        return jobs.start(kind, path, work);
    }

    private Job start(Job.Kind kind, Path path, Consumer<Path> work) {
        return begin(kind, path, _ -> {
            work.accept(path);
            return Jobs.Outcome.NONE;
        });
    }

    @Override
    public Job job(long id) {
        return jobs.job(id);
    }

    @Override
    public Job stop(long id) {
        return jobs.stop(id);
    }

    @Override
    public void close() {
        try (embedder; gallery; uploads) {
            jobs.close();
        }
    }

    private dev.lookalike.gallery.Image found(long id) {
        return gallery.image(id).orElseThrow(() -> new GalleryException.NoSuchImage(id));
    }

    private @Nullable Long next(Filter among, List<dev.lookalike.gallery.Image> page,
            int count) {
        if (page.size() < count) {
            return null;
        }
        long last = page.getLast().id();
        return gallery.images(among, last, 1).isEmpty() ? null : (Long) last;
    }

    private Query query(List<Search.Part> parts, Metric metric) {
        return Query.of(parts.stream().map(part -> part.inGallery(uploads)).toArray(Query.Part[]::new))
                .by(metric.inGallery());
    }

    static Path existing(Path path) {
        var absolute = path.toAbsolutePath().normalize();
        if (!Files.exists(absolute)) {
            throw new ProblemException(Kind.NO_SUCH_FILE,
                    "there is no file or folder %s; give the path of one".formatted(absolute));
        }
        return absolute;
    }
}
