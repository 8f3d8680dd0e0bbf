package dev.lookalike.gallery.map;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.LongFunction;

import dev.lookalike.gallery.GalleryException;
import dev.lookalike.gallery.Image;
import dev.lookalike.gallery.PictureMap;
import dev.lookalike.gallery.PictureMap.Cluster;
import dev.lookalike.gallery.PictureMap.Place;
import dev.lookalike.gallery.Progress;
import dev.lookalike.gallery.Vectors;
import dev.lookalike.gallery.ranking.Ranking;
import dev.lookalike.index.Hit;
import org.jspecify.annotations.Nullable;

/// The map of a gallery: kept in its derived folder, and brought up to the pictures there are until it is drawn again.
public final class KeptMap implements AutoCloseable {
    /*
     * A picture that came since lies at the median of its nearest that were drawn: where they are of several clumps, among those of
     * one and not between them. It is in the cluster that most of them are in. What is searched for that is the serving index.
     */
    private static final Logger LOG = System.getLogger(KeptMap.class.getName());
    private static final long SEED = 1;
    private static final int NEAREST = 5;
    private static final int ASKED = 24;
    private static final int TOGETHER = 256;
    private static final int MOST_PLACED = 4_096;
    /// A map is due when so many pictures came or went, and this share of those that were drawn.
    private static final long DUE_FROM = 20;
    private static final double DUE_SHARE = 0.1;

    private final MapFile file;
    private final Ranking ranking;
    private final String fingerprint;
    private final LongFunction<List<Image.Category>> guesses;
    private final Object drawing = new Object();
    private MapFile.@Nullable Kept kept;
    private boolean read;
    private final Map<Long, Place> placed = new HashMap<>();
    private volatile boolean closed;

    /// @param derived
    ///            the folder of what is derived
    /// @param fingerprint
    ///            of the model whose embeddings are mapped
    /// @param guesses
    ///            what the picture with an id was guessed to be
    public KeptMap(Path derived, Ranking ranking, String fingerprint, LongFunction<List<Image.Category>> guesses) {
        file = new MapFile(derived);
        this.ranking = ranking;
        this.fingerprint = fingerprint;
        this.guesses = guesses;
    }

    /// Draws it anew and keeps it.
    public PictureMap draw(Progress progress) {
        synchronized (drawing) {
            Vectors vectors = ranking.vectors();
            String basis = basis();
            PictureMap map = Drawing.of(vectors, guesses, SEED, state -> {
                if (closed) {
                    throw new CancellationException("the gallery was closed before its map was drawn");
                }
                progress.at(state);
            });
            take(new MapFile.Kept(basis, map));
        }
        return now().orElseThrow();
    }

    private synchronized void take(MapFile.Kept drawn) {
        try {
            file.write(drawn);
        } catch (GalleryException.Storage failure) {
            LOG.log(Level.WARNING, "the gallery''s map is not kept: {0}", failure.getMessage());
        }
        kept = drawn;
        read = true;
        placed.clear();
    }

    /// What a map is drawn from.
    private String basis() {
        return fingerprint + "\n" + ranking.space();
    }

    /// The map that was drawn last, with the pictures there are now; empty if there is none.
    public synchronized Optional<PictureMap> now() {
        if (!read) {
            kept = file.read();
            read = true;
        }
        return Optional.ofNullable(kept).map(this::broughtUp);
    }

    private PictureMap broughtUp(MapFile.Kept base) {
        List<Place> drawn = base.map().places();
        long[] ids = ranking.ids();
        List<Place> places = new ArrayList<>(ids.length);
        List<Long> missing = new ArrayList<>();
        int at = 0;
        for (long id : ids) {
            while (at < drawn.size() && drawn.get(at).id() < id) {
                at++;
            }
            if (at < drawn.size() && drawn.get(at).id() == id) {
                places.add(drawn.get(at));
            } else {
                missing.add(id);
            }
        }
        long gone = (long) drawn.size() - places.size();
        long came = missing.size() - (drawn.size() >= PictureMap.MAX_DRAWN / 2 ? undrawn(drawn, ids) : 0);
        long since = gone + Math.max(0, came);
        boolean due = !base.basis().equals(basis()) || since >= Math.max(DUE_FROM, DUE_SHARE * drawn.size());
        place(missing, base.map());
        missing.stream().map(placed::get).filter(Objects::nonNull).forEach(places::add);
        places.sort(Comparator.comparingLong(Place::id));
        return new PictureMap(places, clusters(base.map().clusters(), places), base.map().drawn(), since, due);
    }

    // Of a very large gallery, every second picture or less is drawn; the others did not come since.
    private static long undrawn(List<Place> drawn, long[] ids) {
        long last = drawn.getLast().id();
        int position = Arrays.binarySearch(ids, last);
        return Math.max(0, (position < 0 ? -position - 1 : position + 1) - drawn.size());
    }

    private void place(List<Long> missing, PictureMap base) {
        List<Long> asked = missing.stream().filter(id -> !placed.containsKey(id))
                .limit(Math.max(0, MOST_PLACED - placed.size())).toList();
        if (asked.isEmpty() || base.places().isEmpty()) {
            return;
        }
        var known = new HashMap<Long, Place>();
        base.places().forEach(place -> known.put(place.id(), place));
        for (int first = 0; first < asked.size(); first += TOGETHER) {
            List<Long> some = asked.subList(first, Math.min(first + TOGETHER, asked.size()));
            List<List<Hit>> hits = ranking.nearest(some, ASKED);
            for (int i = 0; i < some.size(); i++) {
                long id = some.get(i);
                List<Place> nearest = hits.get(i).stream().map(hit -> known.get(hit.id()))
                        .filter(Objects::nonNull).limit(NEAREST).toList();
                if (!nearest.isEmpty()) {
                    placed.put(id, among(id, nearest));
                }
            }
        }
    }

    private static Place among(long id, List<Place> nearest) {
        return new Place(id, median(nearest.stream().map(Place::x).toList()),
                median(nearest.stream().map(Place::y).toList()), median(nearest.stream().map(Place::pcaX).toList()),
                median(nearest.stream().map(Place::pcaY).toList()), majority(nearest));
    }

    private static float median(List<Float> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static int majority(List<Place> nearest) {
        for (Place each : nearest) {
            if (2 * nearest.stream().filter(other -> other.cluster() == each.cluster()).count() > nearest.size()) {
                return each.cluster();
            }
        }
        return Place.NO_CLUSTER;
    }

    // A typical picture that went is followed by the first member there is.
    private static List<Cluster> clusters(List<Cluster> drawn, List<Place> places) {
        var counts = new long[drawn.size()];
        var firsts = new long[drawn.size()];
        var present = new HashSet<Long>();
        for (Place place : places) {
            if (place.cluster() != Place.NO_CLUSTER) {
                if (counts[place.cluster()]++ == 0) {
                    firsts[place.cluster()] = place.id();
                }
                present.add(place.id());
            }
        }
        List<Cluster> clusters = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            Cluster cluster = drawn.get(i);
            boolean there = present.contains(cluster.typical());
            clusters.add(new Cluster(cluster.name(), there ? cluster.typical() : firsts[i], counts[i]));
        }
        return clusters;
    }

    /// What is wrong with the kept map, with its place; empty if nothing is.
    public List<String> damages() {
        String damage = file.damage();
        return damage == null ? List.of() : List.of(damage);
    }

    /// Drops it: it is drawn again when it is looked at.
    public synchronized void clear() {
        file.clear();
        kept = null;
        read = true;
        placed.clear();
    }

    /// Has a drawing that is under way end soon.
    @Override
    public void close() {
        closed = true;
    }
}
