package dev.lookalike.gallery.traits;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongConsumer;

import dev.lookalike.gallery.Filter;
import dev.lookalike.gallery.TraitStatus;
import dev.lookalike.gallery.catalogue.Catalogue;
import dev.lookalike.gallery.catalogue.Item;
import dev.lookalike.gallery.catalogue.State;
import org.jspecify.annotations.Nullable;

/// The traits of a gallery's pictures, in a folder of their own that can be deleted, and which pictures lack some.
///
/// All methods may be called from any thread.
public final class KeptTraits implements AutoCloseable {
    /*
     * Files are opened, and compared with the catalogue, when they are first asked for: a process that asks for no traits
     * pays nothing. From then on each item that is committed is looked at again, before the next picture is taken to be
     * made or counted: its row goes, or stays, or waits to be made.
     */
    private final Path folder;
    private final List<Trait> kinds;
    private final Catalogue catalogue;
    private final Map<String, TraitFile> files = new LinkedHashMap<>();
    private final ConcurrentLinkedQueue<Long> touched = new ConcurrentLinkedQueue<>();
    private final TreeSet<Long> waiting = new TreeSet<>();
    private final Set<Long> inHand = new HashSet<>();
    private final Set<Long> skipped = new HashSet<>();
    private final List<LongConsumer> followers = new CopyOnWriteArrayList<>();
    private volatile boolean opened;
    private volatile long touchedNanos = System.nanoTime();
    private boolean closed;

    /// A picture that lacks some traits.
    ///
    /// @param sha256
    ///            of its file
    record Lacking(long id, String sha256, List<Trait> kinds) {}

    /// Sees traits one by one.
    public interface Visitor {
        /// One picture's.
        ///
        /// @param values
        ///            as float16 bits; belongs to the visitor
        void visit(long id, short[] values);
    }

    /// @param folder
    ///            where they are kept; may be deleted while closed
    public KeptTraits(Path folder, List<Trait> kinds, Catalogue catalogue) {
        this.folder = folder;
        this.kinds = List.copyOf(kinds);
        this.catalogue = catalogue;
        catalogue.follow(this::touched);
    }

    // On the catalogue's one writing thread, so it only notes.
    private void touched(long id) {
        touchedNanos = System.nanoTime();
        if (opened) {
            touched.add(id);
        }
    }

    /// How long nothing was written to the catalogue.
    long quietNanos() {
        return System.nanoTime() - touchedNanos;
    }

    private synchronized void open() {
        if (closed) {
            throw new IllegalStateException("the gallery is closed");
        }
        if (!opened) {
            opened = true;
            for (Trait kind : kinds) {
                files.put(kind.name(), TraitFile.open(folder, kind));
            }
            var there = new HashSet<Long>();
            catalogue.contents((id, sha256) -> {
                there.add(id);
                if (!lacking(id, sha256).isEmpty()) {
                    waiting.add(id);
                }
            });
            files.values().forEach(file -> file.ids().stream().filter(id -> !there.contains(id)).forEach(file::remove));
        }
        for (Long id = touched.poll(); id != null; id = touched.poll()) {
            look(id);
        }
    }

    private void look(long id) {
        Item item = catalogue.item(id);
        skipped.remove(id);
        if (item == null || item.state() != State.EMBEDDED) {
            waiting.remove(id);
            files.values().forEach(file -> file.remove(id));
            followers.forEach(follower -> follower.accept(id));
        } else if (!lacking(id, item.image(folder).sha256()).isEmpty()) {
            waiting.add(id);
        }
    }

    private List<Trait> lacking(long id, String sha256) {
        return kinds.stream().filter(kind -> !file(kind.name()).has(id, sha256)).toList();
    }

    private TraitFile file(String kind) {
        TraitFile file = files.get(kind);
        if (file == null) {
            throw new IllegalArgumentException("no trait is called " + kind);
        }
        return file;
    }

    private synchronized TraitFile opened(String kind) {
        open();
        return file(kind);
    }

    /// The kind of a name.
    public Trait kind(String name) {
        return kinds.stream().filter(kind -> kind.name().equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no trait is called " + name));
    }

    /// How many pictures have a trait.
    public long count(String kind) {
        return opened(kind).count();
    }

    /// A picture's values as float16 bits, or null if they were not made yet.
    public short @Nullable [] find(String kind, long id) {
        return opened(kind).find(id);
    }

    /// Shows the values of every picture that has them. Costs one pass over the file.
    public void forEach(String kind, Visitor visitor) {
        opened(kind).forEach(visitor::visit);
    }

    /// Tells `follower` the id of every picture of which a trait comes, changes or goes from now on.
    public void follow(LongConsumer follower) {
        followers.add(follower);
    }

    /// How far it has come.
    synchronized TraitStatus status(boolean making) {
        open();
        long total = catalogue.count(Filter.all());
        long left = (long) waiting.size() + inHand.size();
        return new TraitStatus(Math.max(0, total - left - skipped.size()), total, skipped.size(), making);
    }

    /// Some pictures that lack traits, which nobody else makes; to be [given back][#giveBack].
    synchronized List<Lacking> take(int count) {
        open();
        var taken = new ArrayList<Lacking>();
        while (taken.size() < count && !waiting.isEmpty()) {
            long id = waiting.pollFirst();
            Item item = catalogue.item(id);
            if (item != null && item.state() == State.EMBEDDED && !inHand.contains(id)) {
                String sha256 = item.image(folder).sha256();
                List<Trait> lacking = lacking(id, sha256);
                if (!lacking.isEmpty()) {
                    taken.add(new Lacking(id, sha256, lacking));
                    inHand.add(id);
                }
            }
        }
        return taken;
    }

    /// Keeps the values of a picture's trait.
    void put(Lacking picture, Trait kind, float[] values) {
        opened(kind.name()).put(picture.id(), picture.sha256(), values);
        followers.forEach(follower -> follower.accept(picture.id()));
    }

    /// Notes that a picture cannot be looked at.
    synchronized void skip(Lacking picture) {
        skipped.add(picture.id());
    }

    /// Ends what [#take] began; what was neither put nor skipped waits again.
    synchronized void giveBack(List<Lacking> taken) {
        for (Lacking picture : taken) {
            inHand.remove(picture.id());
            if (!closed && !skipped.contains(picture.id()) && !lacking(picture.id(), picture.sha256()).isEmpty()) {
                waiting.add(picture.id());
            }
        }
    }

    /// Whether somebody has taken some.
    synchronized boolean isInHand() {
        return !inHand.isEmpty();
    }

    /// What is wrong with the files, each row with its place.
    public synchronized List<String> damages() {
        if (!opened && !Files.isDirectory(folder)) {
            return List.of();
        }
        open();
        return files.values().stream().flatMap(file -> file.damages().stream()).toList();
    }

    /// Forgets all; they are made again.
    public synchronized void clear() {
        open();
        files.values().forEach(TraitFile::clear);
        skipped.clear();
        catalogue.contents((id, _) -> {
            waiting.add(id);
            followers.forEach(follower -> follower.accept(id));
        });
    }

    @Override
    public synchronized void close() {
        closed = true;
        files.values().forEach(TraitFile::close);
        kinds.forEach(Trait::close);
    }
}
