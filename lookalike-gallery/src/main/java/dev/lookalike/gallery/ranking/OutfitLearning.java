package dev.lookalike.gallery.ranking;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import dev.lookalike.gallery.GalleryException;
import dev.lookalike.gallery.Outfit;
import dev.lookalike.gallery.OutfitStatus;
import dev.lookalike.gallery.Outfits;
import dev.lookalike.gallery.catalogue.Catalogue;
import dev.lookalike.gallery.catalogue.Float16;
import dev.lookalike.gallery.catalogue.Item;
import dev.lookalike.gallery.catalogue.StoredEmbedding;
import dev.lookalike.gallery.compatibility.Compatibility;
import dev.lookalike.gallery.compatibility.Pieces;
import dev.lookalike.gallery.traits.Colours;
import dev.lookalike.gallery.traits.Making;
import dev.lookalike.gallery.traits.Textures;
import dev.lookalike.gallery.traits.Upkeep;
import org.jspecify.annotations.Nullable;

/// Learns what goes with what from the outfits that are kept: now, or in the background. All methods may be called from any thread.
public final class OutfitLearning implements AutoCloseable {
    /*
     * What was learnt is never changed: the next is made beside it and takes its place when it is whole. It is learnt anew once a
     * twentieth of the outfits or of the pictures has changed, or their colours and textures have become known, and the gallery has
     * been left alone for a moment. It takes seconds, so nothing is kept in a file: a process learns when it is first asked, a
     * server when it starts. Which outfits there are is looked up whenever one was kept or removed, so that a new one is answered at once.
     */
    private static final Logger LOG = System.getLogger(OutfitLearning.class.getName());
    private static final double CHANGED = 0.05;
    private static final double ALL = 0.95;
    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long LOOK_MILLIS = 500;
    private static final long AGAIN_MILLIS = 30_000;

    /// How long a question waits for what is being learnt for the first time.
    private static final long WAIT_MILLIS = 10_000;
    private static final long SEED = 1;

    /// Null where another process owns the gallery.
    private final @Nullable Catalogue owned;
    private final @Nullable Making traits;
    private final Supplier<Space> space;
    private final AtomicLong changedPictures = new AtomicLong();
    /// Held while something is learnt.
    private final Object learningNow = new Object();
    private final Upkeep background = new Upkeep("lookalike-outfits", this::look);
    private volatile @Nullable Learnt learnt;
    private volatile @Nullable Worn worn;
    private volatile long changedNanos = System.nanoTime() - QUIET_NANOS;
    private volatile boolean learning;
    private volatile double done;

    /// @param space
    ///            the one that pictures are compared in
    OutfitLearning(Ranking.Shown shown, @Nullable Making traits, Supplier<Space> space) {
        this.owned = shown.owned();
        this.traits = traits;
        this.space = space;
        if (owned != null) {
            owned.follow(_ -> {
                changedPictures.incrementAndGet();
                changedNanos = System.nanoTime();
            });
        }
    }

    private Catalogue catalogue() {
        if (owned == null) {
            throw new IllegalArgumentException(
                    "what goes with what is known to the process that owns the gallery; ask that one");
        }
        return owned;
    }

    /// How many pictures' colours are known.
    private long colours() {
        return traits == null ? 0 : traits.kept().count(Colours.NAME);
    }

    /// What was learnt.
    ///
    /// @param ids
    ///            of the pictures it was learnt of, by ordinal
    /// @param outfits
    ///            from how many outfits
    @SuppressWarnings("ArrayRecordComponent") // not compared
    record Learnt(Compatibility model, long[] ids, Map<Long, Integer> ordinals, long outfits, Seen seen) {}

    /// What there was when it was learnt.
    private record Seen(long outfitChanges, long pictureChanges, long colours) {}

    /// The outfits there are.
    ///
    /// @param of
    ///            those of each picture
    record Worn(Map<Long, List<Outfit>> of, long changes) {}

    /// How far it has come.
    public OutfitStatus status() {
        Learnt now = learnt;
        return owned == null
                ? OutfitStatus.NONE
                : new OutfitStatus(owned.outfits().count(), now == null ? 0 : now.outfits, learning, done);
    }

    /// Learns in the background from now on.
    public void keepLearnt() {
        catalogue();
        background.begin();
    }

    private long look() {
        try {
            boolean quiet = System.nanoTime() - changedNanos >= QUIET_NANOS;
            if (quiet && catalogue().outfits().count() >= Outfits.LEAST_LEARNT && isDue()) {
                learn();
            }
            return LOOK_MILLIS;
        } catch (TooFew wait) {
            return AGAIN_MILLIS;
        } catch (RuntimeException failure) {
            LOG.log(background.isClosed() ? Level.DEBUG : Level.WARNING,
                    "what goes with what is not learnt for now: {0}", failure.getMessage());
            return AGAIN_MILLIS;
        }
    }

    private boolean isDue() {
        Learnt now = learnt;
        return now == null
                || isMuch(catalogue().outfits().changes() - now.seen.outfitChanges, now.outfits)
                || isMuch(changedPictures.get() - now.seen.pictureChanges, now.ids.length)
                || (now.seen.colours < ALL * now.ids.length && colours() >= ALL * now.ids.length);
    }

    private static boolean isMuch(long changed, long of) {
        return changed > 0 && changed >= CHANGED * of;
    }

    /// What was learnt last. Learns first where nobody does so in the background.
    ///
    /// @throws IllegalArgumentException
    ///             if too few outfits are kept
    /// @throws GalleryException.Unavailable
    ///             if it is being learnt, and that takes long
    Learnt now() {
        Learnt known = learnt;
        if (known != null && (isInBackground() || !isDue())) {
            return known;
        }
        requireEnough(catalogue().outfits().count());
        if (!isInBackground()) {
            return learn();
        }
        for (long waited = 0; waited < WAIT_MILLIS; waited += LOOK_MILLIS / 10) {
            known = learnt;
            if (known != null) {
                return known;
            }
            if (background.isClosing(LOOK_MILLIS / 10)) {
                throw closed();
            }
        }
        throw new GalleryException.Unavailable(
                "what goes with what is being learnt from %,d outfits (%.0f %% done); ask again in a moment"
                        .formatted(catalogue().outfits().count(), 100 * done),
                null);
    }

    private boolean isInBackground() {
        if (background.isClosed()) {
            throw closed();
        }
        return background.isBegun();
    }

    private static IllegalStateException closed() {
        return new IllegalStateException("the gallery is closed");
    }

    private static final class TooFew extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        TooFew(long outfits) {
            super("what goes with what is learnt from %d outfits or more of pictures that are there, and there are %d; add some: lookalike outfits add TABLE"
                    .formatted(Outfits.LEAST_LEARNT, outfits));
        }
    }

    private static void requireEnough(long outfits) {
        if (outfits < Outfits.LEAST_LEARNT) {
            throw new TooFew(outfits);
        }
    }

    /// The outfits there are now.
    Worn worn() {
        Worn known = worn;
        long changes = catalogue().outfits().changes();
        if (known == null || known.changes != changes) {
            var of = new HashMap<Long, List<Outfit>>();
            catalogue().outfits().forEach(outfit -> outfit.images()
                    .forEach(id -> of.computeIfAbsent(id, _ -> new ArrayList<>(1)).add(outfit)));
            known = new Worn(of, changes);
            worn = known;
        }
        return known;
    }

    private Learnt learn() {
        synchronized (learningNow) {
            Learnt known = learnt;
            if (known != null && !isDue()) {
                return known;
            }
            done = 0;
            learning = true;
            try {
                Learnt next = learnt(new Seen(catalogue().outfits().changes(), changedPictures.get(),
                        colours()));
                learnt = next;
                return next;
            } finally {
                learning = false;
            }
        }
    }

    private Learnt learnt(Seen seen) {
        var ordinals = new HashMap<Long, Integer>();
        var vectors = new ArrayList<float[]>();
        var told = new ArrayList<Map<String, String>>();
        Space now = space.get();
        catalogue().readAll(new Catalogue.Reader() {
            @Override
            public void begin(long rows) {
                vectors.ensureCapacity(Math.toIntExact(rows));
            }

            @Override
            public void row(Item item, StoredEmbedding embedding) {
                ordinals.put(item.id(), vectors.size());
                vectors.add(SpaceIndex.floats(now.map(embedding.unit(), embedding.norm())));
                told.add(item.metadata());
            }
        });
        var ids = new long[vectors.size()];
        ordinals.forEach((id, ordinal) -> ids[ordinal] = id);
        var outfits = new ArrayList<int[]>();
        catalogue().outfits().forEach(outfit -> {
            int[] there = outfit.images().stream().filter(ordinals::containsKey).mapToInt(ordinals::get).toArray();
            if (there.length >= Outfit.LEAST) {
                outfits.add(there);
            }
        });
        requireEnough(outfits.size());
        var pieces = new Pieces(vectors.toArray(float[][]::new), told, seen(Colours.NAME, ids),
                seen(Textures.NAME, ids));
        Compatibility model = Compatibility.learn(pieces, outfits, SEED, this::progress);
        return new Learnt(model, ids, ordinals, outfits.size(), seen);
    }

    /// A trait of some pictures, as far as it was made.
    private float[][] seen(String trait, long[] ids) {
        var seen = new float[ids.length][];
        for (int i = 0; i < ids.length; i++) {
            short[] known = traits == null ? null : traits.kept().find(trait, ids[i]);
            seen[i] = known == null ? new float[0] : Float16.floats(known);
        }
        return seen;
    }

    private void progress(double share) {
        if (background.isClosed()) {
            throw new CancellationException("the gallery is closed");
        }
        done = share;
    }

    @Override
    public void close() {
        background.close();
    }
}
