package dev.lookalike.engines.milvus;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

import dev.lookalike.engines.milvus.MilvusCollection.Found;
import dev.lookalike.engines.milvus.MilvusCollection.Nearest;
import dev.lookalike.index.Hit;
import dev.lookalike.index.Ids;
import dev.lookalike.index.IndexException;
import dev.lookalike.index.IndexSpec;
import dev.lookalike.index.Metric;
import dev.lookalike.index.SearchSpec;
import dev.lookalike.index.VectorIndex;

/// An index that lives on a Milvus server. Any number of processes may have it open; what one of them put, the others
/// find as their [consistency][MilvusOptions#consistency()] says.
final class MilvusIndex implements VectorIndex {
    /*
     * Milvus finds, and this ranks: it asks for some more vectors than are wanted, with their values, and scores them as
     * an index in memory does. So scores are those of any other index, to the last bit, and equal ones go to the smaller id.
     *
     * Milvus sums in single precision. Its order is wrong by at most ROUNDING of the lengths involved, so a vector it left
     * out may still belong among the answers if the last of them scores hardly better than the last vector it sent. Where
     * the answer must be certain, it is asked for more until that is not so.
     *
     * Milvus builds an index for one metric, so each metric has a collection with the same vectors. The one for the cosine
     * is the main one: it alone tells what is stored, and it is changed last. Where a process ends in between, whoever keeps
     * the vectors and puts or removes the difference to ids() makes all of them the same again.
     */
    private static final double ROUNDING = 1e-5;
    private static final int SPARE = 16;
    private static final int MORE = 4;
    private static final int WARM_SEARCHES = 100;

    private final MilvusServer server;
    private final IndexSpec spec;
    private final MilvusCollection main;
    private final Map<Metric, MilvusCollection> collections;
    private final boolean shared;
    private volatile boolean closed;

    private MilvusIndex(MilvusServer server, IndexSpec spec, Map<Metric, MilvusCollection> collections,
            boolean shared) {
        this.shared = shared;
        this.server = server;
        this.spec = spec;
        this.main = Objects.requireNonNull(collections.get(Metric.COSINE));
        this.collections = collections;
    }

    /// Opens or begins an index.
    ///
    /// @throws IndexException.Unavailable
    ///             if the server does not answer, or refuses
    /// @throws IndexException.Incompatible
    ///             if there is a collection of this name and another kind
    static MilvusIndex open(MilvusOptions options, String stem, IndexSpec spec) {
        var server = new MilvusServer(options);
        try {
            var collections = MilvusCollection.exists(server, name(options, stem, Metric.COSINE))
                    ? opened(server, options, stem, spec.dimension())
                    : made(server, options, stem, spec.dimension());
            return new MilvusIndex(server, spec, collections, false);
        } catch (RuntimeException failure) {
            server.close();
            throw failure;
        }
    }

    /// Makes all collections; the main one last, so that there is none that was not made wholly.
    private static Map<Metric, MilvusCollection> made(MilvusServer server, MilvusOptions options, String stem,
            int dimension) {
        var collections = new EnumMap<Metric, MilvusCollection>(Metric.class);
        var mainLast = options.metrics().stream().sorted(Comparator.comparing(Metric.COSINE::equals)).toList();
        for (var metric : mainLast) {
            String name = name(options, stem, metric);
            if (metric != Metric.COSINE) {
                MilvusCollection.drop(server, name);
            }
            collections.put(metric, MilvusCollection.make(server, options, name, metric, dimension));
        }
        collections.values().forEach(MilvusCollection::loaded);
        return collections;
    }

    private static Map<Metric, MilvusCollection> opened(MilvusServer server, MilvusOptions options, String stem,
            int dimension) {
        var collections = new EnumMap<Metric, MilvusCollection>(Metric.class);
        var main = MilvusCollection.open(server, options, name(options, stem, Metric.COSINE), Metric.COSINE,
                dimension);
        for (var metric : options.metrics()) {
            String name = name(options, stem, metric);
            if (metric == Metric.COSINE) {
                collections.put(metric, main);
            } else if (MilvusCollection.exists(server, name)) {
                collections.put(metric, MilvusCollection.open(server, options, name, metric, dimension));
            } else {
                collections.put(metric, filled(server, options, name, metric, dimension, main));
            }
        }
        collections.values().forEach(MilvusCollection::loaded);
        return collections;
    }

    /// Filled under another name, so that one whose filling was cut off is not taken for whole.
    private static MilvusCollection filled(MilvusServer server, MilvusOptions options, String name, Metric metric,
            int dimension, MilvusCollection main) {
        String filling = name + MilvusOptions.BETWEEN + "filling";
        MilvusCollection.drop(server, filling);
        var made = MilvusCollection.make(server, options, filling, metric, dimension).loaded();
        made.copy(main.loaded());
        return made.renamed(name);
    }

    /// Opens an index that another process keeps, to search it.
    ///
    /// @throws IndexException.Unavailable
    ///             if the server does not answer, refuses, or has no such index
    static MilvusIndex openShared(MilvusOptions options, String stem, IndexSpec spec) {
        var server = new MilvusServer(options);
        try {
            var collections = new EnumMap<Metric, MilvusCollection>(Metric.class);
            for (var metric : options.metrics()) {
                String name = name(options, stem, metric);
                if (!MilvusCollection.exists(server, name)) {
                    throw new IndexException.Unavailable(
                            "%s has no collection %s; its owner makes it while it runs".formatted(server.name(), name),
                            null);
                }
                collections.put(metric, MilvusCollection.open(server, options, name, metric, spec.dimension()));
            }
            collections.values().forEach(MilvusCollection::loaded);
            return new MilvusIndex(server, spec, collections, true);
        } catch (RuntimeException failure) {
            server.close();
            throw failure;
        }
    }

    private static String name(MilvusOptions options, String stem, Metric metric) {
        String main = options.collection() + MilvusOptions.BETWEEN + stem;
        return metric == Metric.COSINE
                ? main
                : main + MilvusOptions.BETWEEN + metric.name().toLowerCase(Locale.ROOT);
    }

    /// Drops the collections of all indexes of this gallery but one.
    static void dropOthers(MilvusOptions options, String stem) {
        String kept = name(options, stem, Metric.COSINE);
        try (var server = new MilvusServer(options)) {
            MilvusCollection.names(server).stream()
                    .filter(name -> name.startsWith(options.collection() + MilvusOptions.BETWEEN))
                    .filter(name -> !name.equals(kept) && !name.startsWith(kept + MilvusOptions.BETWEEN))
                    .forEach(name -> MilvusCollection.drop(server, name));
        }
    }

    @Override
    public int dimension() {
        return spec.dimension();
    }

    @Override
    public long count() {
        return open().count("");
    }

    @Override
    public long[] ids() {
        var ids = open().ids();
        Arrays.sort(ids);
        return ids;
    }

    @Override
    public Optional<float[]> vector(long id) {
        return Optional.ofNullable(open().vector(id));
    }

    @Override
    public void put(long id, float[] vector) {
        putAll(new long[]{id}, new float[][]{vector});
    }

    @Override
    public void putAll(long[] ids, float[][] vectors) {
        open();
        try (var checked = VectorIndex.inMemory(dimension())) {
            checked.putAll(ids, vectors);
        }
        var rows = new LinkedHashMap<Long, float[]>();
        for (int i = 0; i < ids.length; i++) {
            rows.put(ids[i], vectors[i]);
        }
        mainLast(collection -> collection.upsert(List.copyOf(rows.keySet()), List.copyOf(rows.values())));
    }

    @Override
    public boolean remove(long id) {
        boolean there = open().count(MilvusIds.in(id)) > 0;
        if (there) {
            mainLast(collection -> collection.delete(id));
        }
        return there;
    }

    private void mainLast(Consumer<MilvusCollection> change) {
        if (shared) {
            throw new IllegalStateException("the index belongs to another process, and is open to be searched alone");
        }
        collections.values().stream().filter(each -> each != main).forEach(change);
        change.accept(main);
    }

    @Override
    public List<Hit> search(float[] query, SearchSpec wanted) {
        return searchAll(new float[][]{query}, wanted).getFirst();
    }

    @Override
    public List<List<Hit>> searchAll(float[][] queries, SearchSpec wanted) {
        open();
        var collection = collections.get(wanted.metric());
        if (collection == null) {
            throw new IllegalArgumentException("this index compares by %s, not by %s; open it with metrics=cosine+%s"
                    .formatted(collections.keySet(), wanted.metric(), wanted.metric()).toLowerCase(Locale.ROOT));
        }
        try (var checked = VectorIndex.inMemory(dimension())) {
            checked.searchAll(queries, wanted);
        }
        if (queries.length == 0 || (wanted.ids() instanceof Ids.Only only && only.count() == 0)) {
            return Arrays.stream(queries).map(_ -> List.<Hit>of()).toList();
        }
        String filter = MilvusIds.filter(wanted.ids());
        int limit = Math.min(wanted.count() + SPARE, MilvusCollection.MAX_FOUND);
        var found = collection.search(queries, limit, wanted.beamWidth(), filter);
        var answers = new ArrayList<List<Hit>>(queries.length);
        for (int i = 0; i < queries.length; i++) {
            answers.add(ranked(collection, queries[i], found.get(i), limit, wanted, filter));
        }
        return answers;
    }

    private List<Hit> ranked(MilvusCollection collection, float[] query, Nearest first, int asked, SearchSpec wanted,
            String filter) {
        var found = first;
        int limit = asked;
        while (true) {
            var hits = ranked(query, found.rows(), wanted);
            if (found.all() || limit == MilvusCollection.MAX_FOUND || !wanted.isExact()
                    || isCertain(query, found.rows(), hits, wanted)) {
                return hits;
            }
            limit = Math.min(MORE * limit, MilvusCollection.MAX_FOUND);
            found = collection.search(new float[][]{query}, limit, wanted.beamWidth(), filter).getFirst();
        }
    }

    private List<Hit> ranked(float[] query, List<Found> found, SearchSpec wanted) {
        try (var index = VectorIndex.inMemory(dimension())) {
            index.putAll(found.stream().mapToLong(Found::id).toArray(),
                    found.stream().map(Found::vector).toArray(float[][]::new));
            return index.search(query, wanted.among(Ids.all()).exact());
        }
    }

    /// Whether no vector beyond the last one found can belong among the hits.
    private boolean isCertain(float[] query, List<Found> found, List<Hit> hits, SearchSpec wanted) {
        if (found.isEmpty()) {
            return false;
        }
        var last = found.getLast();
        double worst = hits.size() < wanted.count() ? wanted.atLeast() : hits.getLast().score();
        double rest = ranked(query, List.of(last), wanted.atLeast(Double.NEGATIVE_INFINITY)).getFirst().score();
        double slack = ROUNDING * switch (wanted.metric()) {
            case COSINE -> 1;
            case EUCLIDEAN -> length(query) + length(last.vector());
            case INNER_PRODUCT -> length(query) * length(last.vector());
        };
        return worst > rest + slack;
    }

    private static double length(float[] vector) {
        double square = 0;
        for (float value : vector) {
            square += (double) value * value;
        }
        return Math.sqrt(square);
    }

    @Override
    public void warmUp(Duration most) {
        open();
        long end = System.nanoTime() + most.toNanos();
        var query = new float[dimension()];
        for (int i = 0; i < WARM_SEARCHES && System.nanoTime() < end; i++) {
            query[i % query.length] = i + 1;
            search(query, SearchSpec.nearest(10));
        }
    }

    /// Does nothing: the server keeps what it was given, and builds its index when it likes.
    @Override
    public void merge() {
        open();
    }

    /// Asks whether the server has the vectors; it checks its files itself.
    @Override
    public void verify() {
        open().count("");
    }

    @Override
    public void close() {
        closed = true;
        server.close();
    }

    private MilvusCollection open() {
        if (closed) {
            throw new IllegalStateException("the index is closed; open another");
        }
        return main;
    }
}
