package dev.lookalike.gallery;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import dev.lookalike.gallery.catalogue.Catalogue;
import dev.lookalike.gallery.exchange.Describing;
import dev.lookalike.gallery.exchange.Export;
import dev.lookalike.gallery.exchange.Published;
import dev.lookalike.gallery.exchange.Restore;
import dev.lookalike.gallery.exchange.Snapshot;
import dev.lookalike.gallery.map.KeptMap;
import dev.lookalike.gallery.ranking.Ranking;
import dev.lookalike.vision.Embedder;
import dev.lookalike.vision.Limits;
import dev.lookalike.vision.Picture;
import org.jspecify.annotations.Nullable;

/// Which pictures should this person see?
///
/// A gallery is a folder that remembers pictures: their files stay where they are, their embeddings and all that is
/// known of them lie in its catalogue. What a call acknowledges is on stable storage and findable at once. One process
/// has a gallery open at a time; all methods may be called from any of its threads.
///
/// Any method may throw [GalleryException.Storage] when the operating system refuses to read or write, and
/// [GalleryException.Corrupt] when what is stored does not match its checksum; the message names file, table and row.
/// After the system failed to say that a write reached the disk, reading goes on and every write is refused until the
/// gallery is opened again. A closed gallery throws [IllegalStateException].
public final class Gallery implements AutoCloseable {
    /// The most pictures that one call lists.
    public static final int MAX_COUNT = 10_000;

    private final Path folder;
    private final Embedder embedder;
    private final Pictures pictures;
    private final Ranking ranking;
    private final Thumbnails thumbnails;
    private final KeptMap map;
    /// Null in a process that only reads.
    private final @Nullable Own own;
    /// Null in the process that owns the gallery.
    private final @Nullable Published published;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile Situating situating = Situating.by(List.of());

    Gallery(Path folder, Embedder embedder, Pictures pictures, Ranking ranking, @Nullable Own own,
            @Nullable Published published) {
        this.folder = folder;
        this.embedder = embedder;
        this.pictures = pictures;
        this.ranking = ranking;
        this.own = own;
        this.published = published;
        this.thumbnails = new Thumbnails(folder.resolve("derived").resolve("thumbnails"));
        this.map = new KeptMap(folder.resolve("derived"), ranking, embedder.fingerprint(),
                id -> image(id).map(Image::categories).orElse(List.of()));
    }

    /// Opens the gallery in `folder`, or makes one there.
    /// Costs one pass over the embeddings that came after its index was written, about 100 ms for 10,000.
    ///
    /// @param embedder
    ///            makes the embeddings; stays open when the gallery is closed
    /// @throws GalleryException.InUse
    ///             if another process has it open
    /// @throws GalleryException.Incompatible
    ///             if it was made with another model, or by a newer version of this program
    /// @throws GalleryException.Corrupt
    ///             if its catalogue is missing, cut or damaged
    public static Gallery open(Path folder, Embedder embedder) {
        return open(folder, embedder, null);
    }

    /// Opens the gallery in `folder`, or makes one there, with an index of another engine from now on.
    ///
    /// @param engine
    ///            as [dev.lookalike.index.EngineProvider#open] takes it, or null for the one it has
    /// @throws IllegalArgumentException
    ///             if there is no such engine, or it knows no such options
    /// @throws dev.lookalike.index.IndexException.Unavailable
    ///             if the engine cannot be used here; the message says why and what to do
    public static Gallery open(Path folder, Embedder embedder, @Nullable String engine) {
        Path home = Own.made(folder.toAbsolutePath().normalize());
        Own own = Own.open(home, embedder, engine);
        return new Gallery(home, embedder, own.pictures(home, embedder), own.ranking(), own,
                null);
    }

    /// Opens a gallery that another process owns, as that process [shows][#open(Path, Embedder, String)] it on the server of
    /// its engine: it answers what is asked and refuses what changes it. Any number of processes may do so. What the owner
    /// acknowledged is seen here soon afterwards, or at once if the engine's options say so.
    ///
    /// @param folder
    ///            where thumbnails are kept; no gallery
    /// @param embedder
    ///            makes the embeddings of pictures that are asked for; stays open when the gallery is closed
    /// @param engine
    ///            the owner's
    /// @throws IllegalArgumentException
    ///             if the engine's indexes are files, or there is a gallery in `folder`
    /// @throws GalleryException.Incompatible
    ///             if the gallery was made with another model
    /// @throws GalleryException.Unavailable
    ///             if no gallery is shown there yet
    public static Gallery openReadOnly(Path folder, Embedder embedder, String engine) {
        return SharedPictures.open(folder.toAbsolutePath().normalize(), embedder, engine);
    }

    /// The name of the model of the gallery that is shown on an engine's server.
    ///
    /// @throws GalleryException.Unavailable
    ///             if no gallery is shown there yet
    public static String sharedModel(String engine) {
        try (var published = Published.open(engine)) {
            return published.model();
        }
    }

    /// Refuses to go on in a process that only reads: [GalleryException.ReadOnly], naming the owner.
    public void requireOwn() {
        own();
    }

    private Own own() {
        if (own == null) {
            throw new GalleryException.ReadOnly(published == null ? "another process" : published.owner());
        }
        return own;
    }

    /// The name of the model that the gallery in `folder` was made with; empty where there is no gallery.
    public static Optional<String> model(Path folder) {
        return Optional.ofNullable(Catalogue.modelIn(folder.toAbsolutePath().normalize()));
    }

    /// The name of the model that the gallery in `folder` was [switched][#switchTo] from; empty where it was not.
    public static Optional<String> modelBefore(Path folder) {
        return Optional.ofNullable(Catalogue.modelBeforeIn(folder.toAbsolutePath().normalize()));
    }

    /// The folder this gallery lies in.
    public Path folder() {
        return folder;
    }

    /// Adds a picture, or every picture below a folder, in place; what became of them.
    /// Files already there are left alone unless they changed, and removed ones stay out, except for a file that is
    /// named itself. A bad file is reported and stops nothing. One add, sync or import works at a time, others wait.
    /// Interrupting the thread, or closing the gallery, ends the work after the batches in flight, with what is left
    /// [pending][IngestReport#pending()]; the interrupt stays set.
    ///
    /// @throws IllegalArgumentException
    ///             if there is no such file or folder
    public IngestReport add(Path fileOrFolder) {
        return add(fileOrFolder, Progress.none());
    }

    /// [#add(Path)], telling how far it has come.
    public IngestReport add(Path fileOrFolder, Progress progress) {
        return kept(own().ingest().add(fileOrFolder, progress));
    }

    /// Adds an upload and shows it; its bytes are kept in the gallery's folder. The same content again is the same
    /// picture. Does not wait for an [#add(Path)] under way.
    ///
    /// @param content
    ///            of the file, up to [Limits#UPLOAD]
    /// @param name
    ///            what to call it; folders in it are dropped
    /// @throws dev.lookalike.vision.VisionException.Refused
    ///             if it is no picture, is damaged or too large
    public Image add(byte[] content, String name) {
        return own().uploads().add(content, name).image(folder);
    }

    /// Looks again at everything that was added: files added, changed, moved and deleted since. The pictures of a
    /// folder that is not there, such as an unmounted drive, are kept, and a warning says so.
    public IngestReport sync(Progress progress) {
        return kept(own().ingest().sync(progress));
    }

    private IngestReport kept(IngestReport report) {
        own().keepUp();
        return report;
    }

    /// Syncs now, whenever a file below an added folder changes, and at least as often as `rescan` says, because
    /// network drives do not tell. Returns when its thread is interrupted or the gallery closed.
    ///
    /// @param rescan
    ///            1 second or more
    public void watch(Duration rescan, Progress progress) {
        own().ingest().watch(rescan, progress);
    }

    /// Takes a picture out, and says whether it was there; its file stays, except for an upload, whose bytes are deleted. A later
    /// [#sync(Progress)] leaves it out, [#add(Path)] of the file itself takes it in again.
    public boolean remove(long id) {
        return own().remove(id);
    }

    /// Tells something about a picture, in place of what was told before; shows it.
    ///
    /// @param metadata
    ///            up to 100 fields of up to 100 characters, with values of up to 10,000
    /// @throws GalleryException.NoSuchImage
    ///             if there is no such picture
    public Image describe(long id, Map<String, String> metadata) {
        return own().describe(id, metadata).image(folder);
    }

    /// Tells what a table says about pictures, and what became of its rows: `changed`, `unchanged`, and `rejected` with
    /// their lines.
    ///
    /// The table is CSV with a header (UTF-8, RFC 4180), or NDJSON if its name ends in `.ndjson` or `.jsonl`. A row's
    /// picture is the one with its `id`; where there is no such column the one at its `path`, absolute, from the
    /// table's folder or from a folder that was added; else the only file called `name`. The other columns are fields: they
    /// take the place of what was told before, an empty one takes it away, and fields that the table does not have
    /// stay. A row that fits no picture, or says too much, is rejected and stops nothing.
    ///
    /// @throws IllegalArgumentException
    ///             if there is no such file, or it has neither of the three columns
    public IngestReport describe(Path table) {
        return new Describing(folder, own().catalogue()).of(table.toAbsolutePath().normalize());
    }

    /// Which pictures go together; [GalleryException.ReadOnly] in a process that only reads.
    public Outfits outfits() {
        return new Outfits(folder, own().catalogue(), ranking.outfits());
    }

    /// What people did with the pictures; [GalleryException.ReadOnly] in a process that only reads.
    public Users users() {
        return new Users(folder, own().catalogue(), own().tastes(), visitor -> ranking.vectors().forEach(visitor));
    }

    /// Keeps how much a person likes a picture; see [Users#keep(List)].
    ///
    /// @param rating
    ///            1 (not at all) to 5
    public void rate(String user, long id, int rating) {
        users().keep(List.of(Event.rating(user, id, rating)));
    }

    /// The fields of the pictures' metadata, by name, with how many pictures have them.
    public Map<String, Long> fields() {
        return pictures.fields();
    }

    /// The values that a field has among the pictures that pass `filter`, with how many have them: most first, then by name.
    public Map<String, Long> values(String field, Filter filter) {
        return pictures.valuesMostFirst(field, filter);
    }

    /// The picture with this id.
    public Optional<Image> image(long id) {
        return Optional.ofNullable(pictures.image(id));
    }

    /// The pictures that pass `filter`, by ascending id, from the first id greater than `after`.
    ///
    /// @param count
    ///            1 to [#MAX_COUNT]
    public List<Image> images(Filter filter, long after, int count) {
        Pictures.checkCount(count);
        return pictures.images(filter, after, count);
    }

    /// How many pictures pass `filter`.
    public long count(Filter filter) {
        return pictures.count(filter);
    }

    /// Every folder that holds pictures, with how many lie in it or below.
    public Map<String, Long> folders() {
        return pictures.folders();
    }

    /// Every guessed category, with how many pictures have it as their likeliest, most first.
    public Map<String, Long> categories() {
        return pictures.categories();
    }

    /// The files that were not taken, by path, from the first whose path is greater than `after`; 1 to [#MAX_COUNT] of them.
    public List<Rejection> rejections(String after, int count) {
        Pictures.checkCount(count);
        return pictures.rejections(after, count);
    }

    /// The `count` pictures most like the one with this id, best first.
    public List<Match> similarTo(long id, int count) {
        return search(Query.like(id), count).matches();
    }

    /// The `count` pictures most like the one in `file`, best first; the file is not kept.
    ///
    /// @throws dev.lookalike.vision.VisionException.Refused
    ///             if it is no picture, is damaged or too large
    public List<Match> similarTo(Path file, int count) {
        return search(Query.like(Picture.read(file, Limits.FOLDER, embedder.sideNeeded())), count).matches();
    }

    /// The `count` pictures that look most like what `words` describe, best first.
    public List<Match> similarTo(Words words, int count) {
        return search(Query.like(words), count).matches();
    }

    /// The `count` pictures that answer `query` best.
    ///
    /// @param count
    ///            1 to 1,000
    /// @throws GalleryException.NoSuchImage
    ///             if the query names a picture that is not there
    public Answer search(Query query, int count) {
        return situating.answer(ranking, query, count);
    }

    /// From now on, by which rules the [contexts][Context] of queries are understood, and what is asked for what they do not tell.
    public void situate(Situating situating) {
        this.situating = situating;
    }

    /// By which rules pictures suit a situation.
    public Rules rules() {
        return situating.rules();
    }

    /// Why `query` finds the picture with this id alike; [GalleryException.NoSuchImage] if there is no such picture.
    public Explanation explain(Query query, long id) {
        return ranking.explain(query, id);
    }

    /// How likely a picture is of each class that was [learnt][#train], by name; empty where none was.
    public Map<String, Double> labels(long id) {
        return ranking.labels(id);
    }

    /// A small copy of a picture as a JPEG, its longer side at most `side` pixels (16 to 2,048), without metadata; cached.
    /// @throws GalleryException.NoSuchImage
    ///             if there is no such picture
    public byte[] thumbnail(long id, int side) {
        return thumbnails.of(image(id).orElseThrow(() -> new GalleryException.NoSuchImage(id)), side);
    }

    /// What else is known of the pictures by looking at them.
    public Traits traits() {
        return new Traits(own == null ? null : own.traits());
    }

    /// What the gallery holds.
    public GalleryStatus status() {
        return pictures.status(ranking.space(), ranking.outfits().status());
    }

    /// Checks every checksum, row and file; the list names what is wrong and where, empty if nothing is.
    public List<String> verify() {
        return Stream.of(own().catalogue().verify(), own().uploads().verify(), ranking.damages(), thumbnails.damages(),
                map.damages(), own().damages()).flatMap(List::stream).toList();
    }

    /// Drops what is derived and makes it again: the space and its index at once, the rest when it is asked for; searches go on.
    public void repair() {
        own().clear();
        thumbnails.clear();
        map.clear();
        ranking.repair();
    }

    /// What the index is, and how well it finds.
    public IndexStatus index() {
        return ranking.index();
    }

    /// Has searches find `recall` of the ten most alike from now on, and measures how hard they have to look for that: on
    /// an index of all but some hundred pictures, which are asked for. A gallery of less than
    /// [dev.lookalike.index.IndexSpec#GRAPH_FROM] pictures is searched exactly whatever is asked.
    /// Costs about as much as making the index.
    ///
    /// @param recall
    ///            more than 0 up to 1; 1 for certainty
    public IndexStatus tune(double recall) {
        return Choices.tuned(own(), recall);
    }

    /// Learns from labels or pairs, measures that on pictures held out, and compares pictures in the space that was learnt from then
    /// on, unless something is found worse in it. Adding, removing and searching go on meanwhile. Costs seconds for thousands
    /// of pictures, on all cores.
    ///
    /// @throws IllegalArgumentException
    ///             if too few classes have labels, or pairs are few, or no picture that has some is held out
    public TrainingReport train(Training training) {
        return new Learning(this, own().ranking(), own().catalogue(), training).run();
    }

    /// Looks for copies, outliers and doubtful labels, and changes nothing; an interrupt ends it, as [PictureMap] says. Every
    /// picture is searched with, and those that have something alike are read: two minutes for 3,781 photos on a busy machine.
    public InspectionReport inspect(Inspection inspection, Progress progress) {
        return new Inspecting(this, own().ranking(), inspection, progress).run();
    }

    /// Undoes the last training that was switched to: what was compared in before is compared in again.
    ///
    /// @return whether there was one
    public boolean undoTraining() {
        return own().ranking().unlearn();
    }

    /// Embeds every picture with another model while this one goes on serving, then has those embeddings serve: this gallery is
    /// closed then, and opened again with `next`. Pictures that were embedded with it before are not again, so that a call that
    /// was stopped or killed is gone on with by the next, and switching back costs only what came since. The embeddings of two
    /// models are kept: a third takes the place of the one that does not serve. A picture that cannot be embedded is rejected by
    /// the switch, and is there again once it is switched back.
    ///
    /// @throws IllegalArgumentException
    ///             if `next` serves already, or the gallery is shown on a server
    public SwitchReport switchTo(Embedder next, Progress progress) {
        SwitchReport report = own().switchTo(next, progress);
        if (report.switched()) {
            close();
        }
        return report;
    }

    /// Writes one moment of the gallery to `file`, to be restored elsewhere; uploads are in it, pictures in folders of
    /// their own are not.
    public void snapshot(Path file) {
        Snapshot.write(folder, own().catalogue(), own().uploads(), file);
    }

    /// Makes a gallery in `folder`, which must not hold one, from a snapshot; verified before it becomes visible.
    ///
    /// @throws GalleryException.Corrupt
    ///             if the snapshot is damaged; nothing is restored
    /// @throws IllegalArgumentException
    ///             if there is something in `folder`
    public static void restore(Path file, Path folder) {
        Restore.from(file, folder);
    }

    /// Writes all embeddings to `folder`, which must be empty: `embeddings.npy` (float16 unit vectors), the same rows in
    /// `images.ndjson` (one JSON object a line, with `path`, `sha256`, `norm` ...), and `export.json` (what made them).
    public void exportTo(Path folder) {
        Export.write(this.folder, own().catalogue(), folder);
    }

    /// Takes in what [#exportTo(Path)] wrote, or another program in the same form, without embedding anything. A row
    /// whose file is missing or holds something else is reported and left out.
    ///
    /// @throws GalleryException.Incompatible
    ///             if the embeddings are of another model
    /// @throws IllegalArgumentException
    ///             if `folder` holds no such files
    public IngestReport importFrom(Path folder) {
        return kept(own().ingest().importFrom(folder));
    }

    /// Of which share of pictures that have something alike here an answer may say that they have nothing, from now on:
    /// 0.005 to 0.25, and 0.05 unless told. Fewer false alarms find fewer strangers.
    public void falseAlarms(double share) {
        ranking.falseAlarms(share);
    }

    /// Runs the network and a search a few times, so that the first query answers as fast as the next.
    public void warm() {
        ranking.warm();
    }

    /// Every picture's vector in the gallery's space.
    public Vectors vectors() {
        return ranking.vectors();
    }

    /// The map that was drawn last, with the pictures there are now; empty if none was.
    public Optional<PictureMap> map() {
        return map.now();
    }

    /// Draws a [map][PictureMap#of] of all pictures and keeps it. Adding, removing and searching go on meanwhile.
    public PictureMap drawMap(Progress progress) {
        return map.draw(progress);
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            map.close();
            try (own; published) {
                if (own == null) {
                    ranking.close();
                }
            }
        }
    }
}
