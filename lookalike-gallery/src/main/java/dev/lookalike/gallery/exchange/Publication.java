package dev.lookalike.gallery.exchange;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.CRC32C;

import dev.lookalike.gallery.GalleryException;
import dev.lookalike.gallery.Image;
import dev.lookalike.gallery.catalogue.Catalogue;
import dev.lookalike.gallery.catalogue.Float16;
import dev.lookalike.gallery.catalogue.Generation;
import dev.lookalike.gallery.catalogue.Item;
import dev.lookalike.gallery.catalogue.Json;
import dev.lookalike.gallery.catalogue.State;
import dev.lookalike.gallery.catalogue.StoredEmbedding;
import dev.lookalike.gallery.ranking.Announcing;
import dev.lookalike.index.IndexException;
import dev.lookalike.index.Shelf;
import org.jspecify.annotations.Nullable;

/// Shows a gallery on a shelf of its engine's server, to processes that only serve it.
public final class Publication implements Announcing, AutoCloseable {
    /*
     * Each picture stands under its id as in a move (ShelfRow), the space of the serving index under ids below 0, and the
     * Notice under 0. Whatever is committed is noted here and put soon afterwards by one thread; at the start that thread
     * compares all there is. A server that is away is asked again until it is back, and the catalogue waits for nothing.
     *
     * An index is switched by one row: its space is put first, under ids that the notice does not name, then the notice,
     * and only then may the earlier index go. A reader that meets the end of an index looks at the notice again.
     */
    private static final Logger LOG = System.getLogger(Publication.class.getName());
    private static final int ROWS = 200;
    private static final long AGAIN_MILLIS = 1_000;
    private static final long CLOSING_SECONDS = 60;
    private static final int SPACE_BYTES = 45_000;
    private static final int MOST_SPACE_ROWS = 10_000;
    /// With its words once more, and those in quotes, this is as much as a shelf takes.
    private static final int MOST_METADATA_BYTES = 20_000;

    private final Shelf shelf;
    private final Catalogue catalogue;
    private final Path gallery;
    private final ScheduledThreadPoolExecutor worker = new ScheduledThreadPoolExecutor(1,
            task -> Thread.ofPlatform().name("lookalike-publication").daemon().unstarted(task));
    private final TreeSet<Long> changed = new TreeSet<>();
    private volatile Notice notice;
    private volatile boolean compared;
    private volatile boolean closed;

    private Publication(Shelf shelf, Catalogue catalogue, Path gallery, Notice notice) {
        this.shelf = shelf;
        this.catalogue = catalogue;
        this.gallery = gallery;
        this.notice = notice;
        worker.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        catalogue.follow(this::changed);
        worker.execute(this::work);
    }

    /// Begins to show a gallery where its engine has shelves, or does nothing.
    ///
    /// @param publisher
    ///            a name that no other gallery has
    /// @throws GalleryException.Incompatible
    ///             if another gallery is there
    /// @throws IndexException
    ///             if the server cannot be reached, or holds something else
    public static @Nullable Publication begin(String engine, Catalogue catalogue, Path gallery, String publisher) {
        Generation generation = catalogue.generation();
        Shelf shelf = Shelf.at(engine, generation.dimension()).orElse(null);
        if (shelf == null) {
            return null;
        }
        try {
            Notice there = Notice.on(shelf);
            if (there == null ? shelf.ids().length > 0 : !publisher.equals(there.publisher())) {
                throw new GalleryException.Incompatible(
                        "%s holds %s; name another place for this gallery behind the port, such as milvus:HOST:PORT/NAME"
                                .formatted(engine, there == null || there.publisher() == null
                                        ? "a gallery that was moved there"
                                        : "the gallery of " + there.owner()));
            }
            var own = new Notice(generation.model(), generation.fingerprint(), generation.dimension(),
                    folders(catalogue), publisher, owner(gallery), null, List.of(), 0);
            Notice notice = own;
            String index = there == null ? null : there.index();
            if (there != null && index != null && there.fingerprint().equals(own.fingerprint())) {
                notice = own.serving(index, there.space(), there.spaceChecksum());
            } else {
                shelf.put(List.of(Notice.entry(Notice.ID, own.dimension(), own.line())));
            }
            return new Publication(shelf, catalogue, gallery, notice);
        } catch (RuntimeException failure) {
            shelf.close();
            throw failure;
        }
    }

    private static List<Map<String, Object>> folders(Catalogue catalogue) {
        return catalogue.sources().stream().filter(source -> source.walked())
                .map(source -> Map.<String, Object>of("path", source.path())).toList();
    }

    private static String owner(Path gallery) {
        return "%s on %s".formatted(gallery,
                Optional.ofNullable(System.getenv("HOSTNAME")).orElseGet(Publication::hostName));
    }

    private static String hostName() {
        try {
            return java.net.InetAddress.getLocalHost().getHostName();
        } catch (java.net.UnknownHostException unnamed) {
            return "a machine without a name";
        }
    }

    private void changed(long id) {
        synchronized (changed) {
            changed.add(id);
        }
        soon(0);
    }

    private void soon(long millis) {
        if (!closed && worker.getQueue().isEmpty()) {
            var _ = worker.schedule(this::work, millis, TimeUnit.MILLISECONDS);
        }
    }

    private void work() {
        try {
            if (!compared) {
                compareAll();
                compared = true;
            }
            for (List<Long> some = next(); !some.isEmpty(); some = next()) {
                putOrKeep(some);
            }
        } catch (IndexException | GalleryException failure) {
            LOG.log(Level.WARNING, "what readers see is behind for now: {0}", failure.getMessage());
            soon(AGAIN_MILLIS);
        }
    }

    private List<Long> next() {
        synchronized (changed) {
            List<Long> some = changed.stream().limit(ROWS).toList();
            some.forEach(changed::remove);
            return some;
        }
    }

    private void putOrKeep(List<Long> ids) {
        try {
            put(ids);
        } catch (RuntimeException failure) {
            synchronized (changed) {
                changed.addAll(ids);
            }
            throw failure;
        }
    }

    private void put(List<Long> ids) {
        var entries = new ArrayList<Shelf.Entry>();
        var gone = new ArrayList<Long>();
        for (long id : ids) {
            Shelf.Entry entry = entry(id);
            if (entry == null) {
                gone.add(id);
            } else {
                entries.add(entry);
            }
        }
        if (!gone.isEmpty()) {
            shelf.remove(gone.stream().mapToLong(Long::longValue).toArray());
        }
        if (!entries.isEmpty()) {
            shelf.put(entries);
        }
    }

    private Shelf.@Nullable Entry entry(long id) {
        Item item = catalogue.item(id);
        StoredEmbedding embedding = catalogue.embeddings().find(id);
        return item == null || item.state() != State.EMBEDDED || embedding == null ? null : entry(item, embedding);
    }

    private Shelf.Entry entry(Item item, StoredEmbedding embedding) {
        Item shown = item;
        if (Json.object(item.metadata()).getBytes(StandardCharsets.UTF_8).length > MOST_METADATA_BYTES) {
            LOG.log(Level.WARNING, "readers do not see the metadata of picture {0}: it is longer than {1} bytes",
                    item.id(), MOST_METADATA_BYTES);
            shown = item.described(Map.of());
        }
        Image image = shown.image(gallery);
        return ShelfRow.of(item.id(), Float16.floats(embedding.unit()), Export.line(gallery, shown, embedding),
                ShelfRow.values(image));
    }

    /// Puts what is not there, or is another, and takes away what is there in vain.
    private void compareAll() {
        long[] wanted = catalogue.embeddings().contents(0).ids();
        long[] foreign = Arrays.stream(shelf.ids())
                .filter(id -> id > Notice.ID && Arrays.binarySearch(wanted, id) < 0).toArray();
        for (int first = 0; first < foreign.length && !closed; first += ROWS) {
            shelf.remove(Arrays.copyOfRange(foreign, first, Math.min(first + ROWS, foreign.length)));
        }
        for (int first = 0; first < wanted.length && !closed; first += ROWS) {
            long[] some = Arrays.copyOfRange(wanted, first, Math.min(first + ROWS, wanted.length));
            List<Optional<String>> there = shelf.texts(some);
            var different = new ArrayList<Long>();
            for (int i = 0; i < some.length; i++) {
                Shelf.Entry entry = entry(some[i]);
                if (entry == null || !entry.text().equals(there.get(i).orElse(null))) {
                    different.add(some[i]);
                }
            }
            put(different);
        }
    }

    @Override
    public synchronized boolean serves(byte[] space, Path indexFile) {
        if (notice.index() == null && !compared) {
            return false;
        }
        String index = String.valueOf(indexFile.getFileName());
        var crc = new CRC32C();
        crc.update(space);
        int checksum = (int) crc.getValue();
        if (index.equals(notice.index()) && checksum == notice.spaceChecksum()) {
            return true;
        }
        long before = notice.space().stream().mapToLong(id -> -id).min().orElse(Long.MAX_VALUE);
        long first = before <= MOST_SPACE_ROWS ? MOST_SPACE_ROWS + 1 : 1;
        List<Long> earlier = notice.space();
        var ids = new ArrayList<Long>();
        for (int at = 0; at < space.length; at += SPACE_BYTES) {
            long id = -(first + ids.size());
            String line = Base64.getEncoder()
                    .encodeToString(Arrays.copyOfRange(space, at, Math.min(at + SPACE_BYTES, space.length)));
            shelf.put(List.of(Notice.entry(id, notice.dimension(), line)));
            ids.add(id);
        }
        Notice next = notice.serving(index, ids, checksum);
        shelf.put(List.of(Notice.entry(Notice.ID, next.dimension(), next.line())));
        notice = next;
        if (!earlier.isEmpty()) {
            shelf.remove(earlier.stream().mapToLong(Long::longValue).toArray());
        }
        return true;
    }

    /// Waits until what was committed is shown, unless the server is away.
    public void keepUp() {
        await(Long.MAX_VALUE);
    }

    private void await(long seconds) {
        try {
            CompletableFuture.runAsync(this::work, worker).get(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException late) {
            LOG.log(Level.WARNING, "readers see what changed last when the gallery is opened again", late);
        }
    }

    /// Shows what was committed, if the server answers in time, and lets go of it.
    @Override
    public void close() {
        await(CLOSING_SECONDS);
        closed = true;
        worker.shutdownNow();
        shelf.close();
    }
}
