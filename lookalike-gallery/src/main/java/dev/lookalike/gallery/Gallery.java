package dev.lookalike.gallery;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.lookalike.gallery.catalogue.Catalogue;
import dev.lookalike.gallery.catalogue.Item;
import dev.lookalike.gallery.catalogue.Source;
import dev.lookalike.gallery.catalogue.State;
import dev.lookalike.gallery.exchange.Describing;
import dev.lookalike.gallery.exchange.Export;
import dev.lookalike.gallery.exchange.Moving;
import dev.lookalike.gallery.exchange.Restore;
import dev.lookalike.gallery.exchange.Snapshot;
import dev.lookalike.gallery.ingest.Ingest;
import dev.lookalike.gallery.ingest.Network;
import dev.lookalike.gallery.ingest.Uploads;
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
    private final GalleryLock lock;
    private final Catalogue catalogue;
    private final Ranking ranking;
    private final Ingest ingest;
    private final Uploads uploads;
    private final Thumbnails thumbnails;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Gallery(Path folder, Embedder embedder, GalleryLock lock, Catalogue catalogue, IndexChoice choice) {
        this.folder = folder;
        this.embedder = embedder;
        this.lock = lock;
        this.catalogue = catalogue;
        Path derived = folder.resolve("derived");
        this.ranking = Ranking.open(derived, folder.resolve("head"), embedder, catalogue.embeddings(),
                this::imageOrNull, this::picture,
                catalogue::ids, choice);
        var mirror = new Followed(ranking);
        Network network = Network.of(embedder);
        this.ingest = new Ingest(folder, catalogue, network, mirror);
        this.uploads = new Uploads(folder, catalogue, network, mirror);
        this.thumbnails = new Thumbnails(derived.resolve("thumbnails"));
    }

    /// Opens the gallery in `folder`, or makes one there.
    ///
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
    /// @throws GalleryException.Unavailable
    ///             if the engine cannot be used here; the message says why and what to do
    public static Gallery open(Path folder, Embedder embedder, @Nullable String engine) {
        Path home = GalleryLock.folder(folder.toAbsolutePath().normalize());
        GalleryLock lock = GalleryLock.take(home);
        @Nullable
        Catalogue catalogue = null;
        try {
            catalogue = Catalogue.open(home,
                    new Catalogue.Model(embedder.fingerprint(), embedder.name(), embedder.dimension()));
            IndexChoice kept = Choices.of(catalogue);
            IndexChoice choice = engine == null ? kept : kept.by(engine);
            var gallery = new Gallery(home, embedder, lock, catalogue, choice);
            if (!choice.equals(kept)) {
                Choices.keep(catalogue, choice);
            }
            return gallery;
        } catch (RuntimeException failure) {
            if (catalogue != null) {
                catalogue.close();
            }
            lock.close();
            throw failure;
        }
    }

    /// The name of the model that the gallery in `folder` was made with; empty where there is no gallery.
    public static Optional<String> model(Path folder) {
        return Optional.ofNullable(Catalogue.modelIn(folder.toAbsolutePath().normalize()));
    }

    /// The folder this gallery lies in.
    public Path folder() {
        return folder;
    }

    /// Adds a picture, or every picture below a folder, in place; what became of them.
    ///
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
        return kept(ingest.add(fileOrFolder, progress));
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
        return uploads.add(content, name).image(folder);
    }

    /// Looks again at everything that was added: files added, changed, moved and deleted since. The pictures of a
    /// folder that is not there, such as an unmounted drive, are kept, and a warning says so.
    public IngestReport sync(Progress progress) {
        return kept(ingest.sync(progress));
    }

    private IngestReport kept(IngestReport report) {
        ranking.keepUp();
        return report;
    }

    /// Syncs now, whenever a file below an added folder changes, and at least as often as `rescan` says, because
    /// network drives do not tell. Returns when its thread is interrupted or the gallery closed.
    ///
    /// @param rescan
    ///            1 second or more
    public void watch(Duration rescan, Progress progress) {
        ingest.watch(rescan, progress);
    }

    /// Takes a picture out; its file stays, except for an upload, whose bytes are deleted. A later
    /// [#sync(Progress)] leaves it out, [#add(Path)] of the file itself takes it in again.
    ///
    /// @return whether it was there
    public boolean remove(long id) {
        return catalogue.write(change -> {
            Item item = change.item(id);
            if (item == null || item.state() != State.EMBEDDED) {
                return false;
            }
            if (item.place().source() == Source.UPLOADS) {
                change.delete(id);
                uploads.remove(change, item);
            } else {
                change.update(item.removed());
                change.forget(id);
            }
            change.afterCommit(() -> ranking.remove(id));
            return true;
        });
    }

    /// Tells something about a picture, in place of what was told before; shows it.
    ///
    /// @param metadata
    ///            up to 100 fields of up to 100 characters, with values of up to 10,000
    /// @throws GalleryException.NoSuchImage
    ///             if there is no such picture
    public Image describe(long id, Map<String, String> metadata) {
        return catalogue.write(change -> {
            Item item = change.item(id);
            if (item == null || item.state() != State.EMBEDDED) {
                throw new GalleryException.NoSuchImage(id);
            }
            Item described = item.described(metadata);
            change.update(described);
            return described;
        }).image(folder);
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
        return new Describing(folder, catalogue).of(table.toAbsolutePath().normalize());
    }

    /// The fields of the pictures' metadata, by name, with how many pictures have them.
    public Map<String, Long> fields() {
        return catalogue.fields();
    }

    /// The values that a field has among the pictures that pass `filter`, with how many have them: most first, then by name.
    public Map<String, Long> values(String field, Filter filter) {
        var values = new LinkedHashMap<String, Long>();
        catalogue.values(field, filter).entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .forEach(each -> values.put(each.getKey(), each.getValue()));
        return values;
    }

    /// The picture with this id.
    public Optional<Image> image(long id) {
        return Optional.ofNullable(imageOrNull(id));
    }

    private @Nullable Image imageOrNull(long id) {
        Item item = catalogue.item(id);
        return item == null || item.state() != State.EMBEDDED ? null : item.image(folder);
    }

    private Picture picture(long id) {
        Image image = imageOrNull(id);
        if (image == null) {
            throw new GalleryException.NoSuchImage(id);
        }
        return Picture.read(image.path(), Limits.FOLDER, embedder.sideNeeded());
    }

    /// The pictures that pass `filter`, by ascending id, from the first id greater than `after`.
    ///
    /// @param count
    ///            1 to [#MAX_COUNT]
    public List<Image> images(Filter filter, long after, int count) {
        checkCount(count);
        return catalogue.items(filter, after, count).stream().map(item -> item.image(folder)).toList();
    }

    private static void checkCount(int count) {
        if (count < 1 || count > MAX_COUNT) {
            throw new IllegalArgumentException("count is " + count + "; ask for 1 to " + MAX_COUNT);
        }
    }

    /// How many pictures pass `filter`.
    public long count(Filter filter) {
        return catalogue.count(filter);
    }

    /// Every folder that holds pictures, with how many lie in it or below.
    public Map<String, Long> folders() {
        return catalogue.folders();
    }

    /// Every guessed category, with how many pictures have it as their likeliest, most first.
    public Map<String, Long> categories() {
        return catalogue.categories();
    }

    /// The files that were not taken, by path, from the first whose path is greater than `after`.
    ///
    /// @param count
    ///            1 to [#MAX_COUNT]
    public List<Rejection> rejections(String after, int count) {
        checkCount(count);
        return catalogue.rejected(after, count).stream().map(item -> item.rejection(folder)).toList();
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

    /// The `count` pictures that answer `query` best.
    ///
    /// @param count
    ///            1 to 1,000
    /// @throws GalleryException.NoSuchImage
    ///             if the query names a picture that is not there
    public Answer search(Query query, int count) {
        return ranking.search(query, count);
    }

    /// Why `query` finds the picture with this id alike.
    ///
    /// @throws GalleryException.NoSuchImage
    ///             if there is no such picture
    public Explanation explain(Query query, long id) {
        return ranking.explain(query, id);
    }

    /// A small copy of a picture as a JPEG, its longer side at most `side` pixels, without metadata; cached.
    ///
    /// @param side
    ///            16 to 2,048
    /// @throws GalleryException.NoSuchImage
    ///             if there is no such picture
    public byte[] thumbnail(long id, int side) {
        return thumbnails.of(image(id).orElseThrow(() -> new GalleryException.NoSuchImage(id)), side);
    }

    /// What the gallery holds.
    public GalleryStatus status() {
        Catalogue.Counts counts = catalogue.counts();
        return new GalleryStatus(counts.embedded(), counts.rejected(), counts.pending(), counts.removed(),
                catalogue.generation().model(), catalogue.generation().fingerprint(),
                catalogue.generation().dimension(), ranking.space(), catalogue.bytes());
    }

    /// Checks every checksum, row and file; the list names what is wrong and where, empty if nothing is.
    public List<String> verify() {
        var problems = new ArrayList<>(catalogue.verify());
        problems.addAll(uploads.verify());
        problems.addAll(ranking.damages());
        problems.addAll(thumbnails.damages());
        return problems;
    }

    /// Drops what is derived and makes it again: the space and its index at once, thumbnails when they are asked for.
    /// Searches go on meanwhile.
    public void repair() {
        thumbnails.clear();
        ranking.repair();
    }

    /// What the index is, and how well it finds.
    public IndexStatus index() {
        return ranking.index();
    }

    /// Has searches find `recall` of the ten most alike from now on, and measures how hard they have to look for that: on
    /// an index of all but some hundred pictures, which are asked for. A gallery of less than
    /// [dev.lookalike.index.IndexSpec#GRAPH_FROM] pictures is searched exactly whatever is asked.
    ///
    /// Costs about as much as making the index.
    ///
    /// @param recall
    ///            more than 0 up to 1; 1 for certainty
    public IndexStatus tune(double recall) {
        IndexChoice choice = Choices.of(catalogue).recall(recall);
        ranking.tune(recall);
        Choices.keep(catalogue, choice);
        return ranking.index();
    }

    /// Learns from labels, measures that on pictures held out, and compares pictures in the space that was learnt from then
    /// on, unless something is found worse in it. Adding, removing and searching go on meanwhile. Costs seconds for thousands
    /// of pictures, on all cores.
    ///
    /// @throws IllegalArgumentException
    ///             if too few classes have labels, or no picture that has some is held out
    public TrainingReport train(Training training) {
        return new Learning(this, ranking, training).run();
    }

    /// Undoes the last training that was switched to: what was compared in before is compared in again.
    ///
    /// @return whether there was one
    public boolean undoTraining() {
        return ranking.unlearn();
    }

    /// Writes one moment of the gallery to `file`, to be restored elsewhere; uploads are in it, pictures in folders of
    /// their own are not.
    public void snapshot(Path file) {
        Snapshot.write(folder, catalogue, uploads, file);
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
        Export.write(this.folder, catalogue, folder);
    }

    /// Takes in what [#exportTo(Path)] wrote, or another program in the same form, without embedding anything. A row
    /// whose file is missing or holds something else is reported and left out.
    ///
    /// @throws GalleryException.Incompatible
    ///             if the embeddings are of another model
    /// @throws IllegalArgumentException
    ///             if `folder` holds no such files
    public IngestReport importFrom(Path folder) {
        return kept(ingest.importFrom(folder));
    }

    /// Puts what [#exportTo(Path)] wrote where an engine keeps things, such as `milvus:HOST:PORT/NAME`, and takes away what
    /// else is there. Every row is read back and compared. A move that was cut off goes on where it was, when it is begun
    /// again.
    ///
    /// @throws IllegalArgumentException
    ///             if there is no such place
    /// @throws dev.lookalike.index.IndexException
    ///             if the place cannot be reached, or holds something else
    public static MoveReport move(Path export, String place) {
        return Moving.to(place, export);
    }

    /// Writes what was [moved][#move(Path, String)] as an export into `folder`, for [#importFrom(Path)]; every row is
    /// compared with its checksum.
    ///
    /// @param dimension
    ///            values of an embedding
    /// @return how many rows there are
    /// @throws GalleryException.Incompatible
    ///             if no gallery was moved there, or not wholly
    public static long fetch(String place, int dimension, Path folder) {
        return Moving.from(place, dimension, folder);
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
        ranking.settle();
        return ranking.vectors();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            try (lock; catalogue; ranking) {
                ingest.close();
                catalogue.finishWriting();
            }
        }
    }
}
