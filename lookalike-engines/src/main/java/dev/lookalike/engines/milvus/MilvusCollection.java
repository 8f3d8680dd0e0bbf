package dev.lookalike.engines.milvus;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.stream.LongStream;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.lookalike.index.IndexException;
import dev.lookalike.index.Metric;
import io.milvus.v2.client.MilvusClientV2;
import io.milvus.v2.common.ConsistencyLevel;
import io.milvus.v2.common.DataType;
import io.milvus.v2.common.IndexParam;
import io.milvus.v2.service.collection.request.AddFieldReq;
import io.milvus.v2.service.collection.request.CreateCollectionReq;
import io.milvus.v2.service.collection.request.DescribeCollectionReq;
import io.milvus.v2.service.collection.request.DropCollectionReq;
import io.milvus.v2.service.collection.request.GetLoadStateReq;
import io.milvus.v2.service.collection.request.HasCollectionReq;
import io.milvus.v2.service.collection.request.LoadCollectionReq;
import io.milvus.v2.service.collection.request.RenameCollectionReq;
import io.milvus.v2.service.index.request.CreateIndexReq;
import io.milvus.v2.service.index.request.DescribeIndexReq;
import io.milvus.v2.service.index.response.DescribeIndexResp;
import io.milvus.v2.service.vector.request.DeleteReq;
import io.milvus.v2.service.vector.request.QueryIteratorReq;
import io.milvus.v2.service.vector.request.QueryReq;
import io.milvus.v2.service.vector.request.SearchReq;
import io.milvus.v2.service.vector.request.UpsertReq;
import io.milvus.v2.service.vector.request.data.BaseVector;
import io.milvus.v2.service.vector.request.data.FloatVec;
import io.milvus.v2.service.vector.response.SearchResp.SearchResult;
import org.jspecify.annotations.Nullable;

/// A collection of ids and vectors on a Milvus server.
final class MilvusCollection {
    /// The most vectors that Milvus answers with.
    static final int MAX_FOUND = 16_384;

    private static final String VECTOR = "vector";
    private static final String COUNT = "count(*)";
    /// Milvus 2.4 and later know no vectors of one value, so one gets a zero beside it.
    private static final int LEAST_VALUES = 2;
    /// A server takes messages of up to 64 MB; a write of this size keeps it from starving others.
    private static final int BYTES_PER_MESSAGE = 4 << 20;
    private static final int ROWS_PER_MESSAGE = 2_000;
    private static final int BYTES_PER_ANSWER = 32 << 20;
    private static final int ROWS_PER_PAGE = 10_000;

    private final MilvusServer server;
    private final MilvusOptions options;
    private final String name;
    private final Metric metric;
    private final int dimension;
    private final MilvusIndexType index;
    private final MilvusWhole whole;

    /// How many changes were made that Milvus tells no time for, and how many of them every later read is known to see.
    /// The first is whatever happened before this was opened.
    private final AtomicLong untimed = new AtomicLong(1);
    private final AtomicLong untimedSeen = new AtomicLong();

    private MilvusCollection(MilvusServer server, MilvusOptions options, String name, Metric metric, int dimension,
            MilvusIndexType index) {
        this.server = server;
        this.options = options;
        this.name = name;
        this.metric = metric;
        this.dimension = dimension;
        this.index = index;
        whole = new MilvusWhole(server, name);
    }

    /// A row that was found.
    record Found(long id, float[] vector) {}

    /// The rows that were found for a query.
    ///
    /// @param all
    ///            whether there are no others
    record Nearest(List<Found> rows, boolean all) {}

    /// Whether there is a collection of this name.
    static boolean exists(MilvusServer server, String name) {
        return server.ask("look for collection " + name,
                client -> client.hasCollection(HasCollectionReq.builder().collectionName(name).build()));
    }

    /// The names of all collections on a server.
    static List<String> names(MilvusServer server) {
        return List.copyOf(server.ask("list collections", client -> client.listCollections()).getCollectionNames());
    }

    /// Makes an empty collection.
    static MilvusCollection make(MilvusServer server, MilvusOptions options, String name, Metric metric,
            int dimension) {
        var type = options.index() == null ? MilvusIndexType.HNSW : options.index();
        var schema = CreateCollectionReq.CollectionSchema.builder().build();
        schema.addField(AddFieldReq.builder().fieldName(MilvusIds.FIELD).dataType(DataType.Int64).isPrimaryKey(true)
                .autoID(false).build());
        schema.addField(AddFieldReq.builder().fieldName(VECTOR).dataType(DataType.FloatVector)
                .dimension(Math.max(LEAST_VALUES, dimension)).build());
        server.tell("make collection " + name, client -> client.createCollection(CreateCollectionReq.builder()
                .collectionName(name).description("vectors of a Lookalike index").collectionSchema(schema).build()));
        var built = IndexParam.builder().fieldName(VECTOR).indexType(type.type()).metricType(type(metric))
                .extraParams(type.building()).build();
        server.tell("index collection %s as %s by %s".formatted(name, type, metric),
                client -> client.createIndex(CreateIndexReq.builder().collectionName(name).indexParams(List.of(built))
                        .sync(false).build()));
        return new MilvusCollection(server, options, name, metric, dimension, type).loading();
    }

    private static IndexParam.MetricType type(Metric metric) {
        return switch (metric) {
            case COSINE -> IndexParam.MetricType.COSINE;
            case EUCLIDEAN -> IndexParam.MetricType.L2;
            case INNER_PRODUCT -> IndexParam.MetricType.IP;
        };
    }

    /// The collection of this name.
    ///
    /// @throws IndexException.Incompatible
    ///             if it is of another kind than the options say
    static MilvusCollection open(MilvusServer server, MilvusOptions options, String name, Metric metric,
            int dimension) {
        var schema = server.ask("describe collection " + name,
                client -> client.describeCollection(DescribeCollectionReq.builder().collectionName(name).build()))
                .getCollectionSchema();
        var vectors = schema.getField(VECTOR);
        var indexes = vectors == null
                ? List.<DescribeIndexResp.IndexDesc>of()
                : server.ask("describe the index of " + name, client -> client.describeIndex(DescribeIndexReq
                        .builder().collectionName(name).fieldName(VECTOR).build())).getIndexDescriptions();
        if (vectors == null || schema.getField(MilvusIds.FIELD) == null || indexes.isEmpty()) {
            throw incompatible(name, "it is not a collection of Lookalike's");
        }
        if (vectors.getDimension() != Math.max(LEAST_VALUES, dimension)) {
            throw incompatible(name,
                    "its vectors have %d values, and %d are wanted".formatted(vectors.getDimension(), dimension));
        }
        var there = indexes.getFirst();
        if (there.getMetricType() != type(metric)) {
            throw incompatible(name,
                    "it compares by %s, and %s is wanted".formatted(there.getMetricType(), type(metric)));
        }
        for (var known : MilvusIndexType.values()) {
            if (known.type() == there.getIndexType() && (options.index() == null || options.index() == known)) {
                return new MilvusCollection(server, options, name, metric, dimension, known).loading();
            }
        }
        throw incompatible(name, "it is indexed as %s%s".formatted(there.getIndexType(),
                options.index() == null ? "" : ", and " + options.index() + " is wanted"));
    }

    private static IndexException.Incompatible incompatible(String name, String what) {
        return new IndexException.Incompatible(Path.of(name), what);
    }

    /// Has the server begin to load it.
    private MilvusCollection loading() {
        load(server, name);
        return this;
    }

    static void load(MilvusServer server, String name) {
        server.tell("load collection " + name,
                client -> client.loadCollection(LoadCollectionReq.builder().collectionName(name).sync(false).build()));
    }

    /// Waits until the server has loaded it.
    MilvusCollection loaded() {
        awaitLoaded(server, name);
        return this;
    }

    static void awaitLoaded(MilvusServer server, String name) {
        server.await("load collection " + name,
                client -> client.getLoadState(GetLoadStateReq.builder().collectionName(name).build()));
    }

    /// The same collection under another name.
    MilvusCollection renamed(String other) {
        server.tell("rename collection %s to %s".formatted(name, other), client -> client.renameCollection(
                RenameCollectionReq.builder().collectionName(name).newCollectionName(other).build()));
        return new MilvusCollection(server, options, other, metric, dimension, index);
    }

    /// Forgets the collection of this name, if there is one.
    static void drop(MilvusServer server, String name) {
        server.tell("drop collection " + name,
                client -> client.dropCollection(DropCollectionReq.builder().collectionName(name).build()));
    }

    /// Writes rows, over those with their ids.
    void upsert(List<Long> ids, List<float[]> vectors) {
        int most = Math.clamp(BYTES_PER_MESSAGE / (Float.BYTES * dimension), 1, ROWS_PER_MESSAGE);
        for (int first = 0; first < ids.size(); first += most) {
            int end = Math.min(first + most, ids.size());
            var rows = new ArrayList<JsonObject>(end - first);
            for (int i = first; i < end; i++) {
                rows.add(row(ids.get(i), vectors.get(i)));
            }
            server.ask("store %d vectors".formatted(rows.size()), client -> client
                    .upsert(UpsertReq.builder().collectionName(name).data(rows).build()));
        }
    }

    private static JsonObject row(long id, float[] vector) {
        var values = new JsonArray(Math.max(LEAST_VALUES, vector.length));
        for (float value : vector) {
            values.add(value);
        }
        while (values.size() < LEAST_VALUES) {
            values.add(0f);
        }
        var row = new JsonObject();
        row.addProperty(MilvusIds.FIELD, id);
        row.add(VECTOR, values);
        return row;
    }

    /// Forgets rows.
    void delete(long... ids) {
        try {
            server.ask("forget %d vectors".formatted(ids.length), client -> client
                    .delete(DeleteReq.builder().collectionName(name).filter(MilvusIds.in(ids)).build()));
        } finally {
            untimed.incrementAndGet();
        }
    }

    /// Asks for what is stored, as of the moment that the consistency promises. Milvus tells when what is stored becomes
    /// visible, but not a deletion, so the first to read after one waits for all there was.
    private <T> T read(String doing, BiFunction<MilvusClientV2, ConsistencyLevel, T> request) {
        long before = untimed.get();
        boolean waits = options.consistency() == ConsistencyLevel.SESSION && untimedSeen.get() < before;
        var usual = waits ? ConsistencyLevel.STRONG : options.consistency();
        T answer = server.ask(doing, client -> whole.read(client, usual, level -> request.apply(client, level)));
        untimedSeen.accumulateAndGet(before, Math::max);
        return answer;
    }

    /// How many rows pass.
    long count(String filter) {
        return read("count vectors", (client, level) -> {
            var rows = client.query(QueryReq.builder().collectionName(name).filter(filter)
                    .outputFields(List.of(COUNT)).consistencyLevel(level).build()).getQueryResults();
            return (long) field(rows.getFirst().getEntity(), COUNT);
        });
    }

    /// The ids of all rows, in any order.
    long[] ids() {
        // Pages are as of the time on this machine's clock when they are begun, which may be before the last change.
        count("");
        return read("list ids", (client, level) -> {
            var ids = LongStream.builder();
            var pages = client.queryIterator(QueryIteratorReq.builder().collectionName(name).expr("")
                    .batchSize(ROWS_PER_PAGE).outputFields(List.of(MilvusIds.FIELD))
                    .consistencyLevel(level).build());
            for (var page = pages.next(); !page.isEmpty(); page = pages.next()) {
                page.forEach(row -> ids.add((long) row.get(MilvusIds.FIELD)));
            }
            pages.close();
            return ids.build().toArray();
        });
    }

    /// The vector under an id, or null.
    float @Nullable [] vector(long id) {
        return vectors(id).get(id);
    }

    /// Takes over the rows of another collection.
    void copy(MilvusCollection other) {
        long[] ids = other.ids();
        for (int first = 0; first < ids.length; first += ROWS_PER_MESSAGE) {
            var rows = other.vectors(Arrays.copyOfRange(ids, first, Math.min(first + ROWS_PER_MESSAGE, ids.length)));
            upsert(List.copyOf(rows.keySet()), List.copyOf(rows.values()));
        }
    }

    private Map<Long, float[]> vectors(long... ids) {
        var vectors = new HashMap<Long, float[]>();
        for (int first = 0; first < ids.length; first += rowsPerAnswer()) {
            long[] some = Arrays.copyOfRange(ids, first, Math.min(first + rowsPerAnswer(), ids.length));
            read("fetch vectors", (client, level) -> client.query(QueryReq.builder().collectionName(name)
                    .filter(MilvusIds.in(some)).outputFields(List.of(MilvusIds.FIELD, VECTOR))
                    .consistencyLevel(level).build())).getQueryResults()
                    .forEach(row -> vectors.put((long) field(row.getEntity(), MilvusIds.FIELD),
                            vector(row.getEntity())));
        }
        return vectors;
    }

    private int rowsPerAnswer() {
        return Math.max(1, BYTES_PER_ANSWER / (Float.BYTES * dimension));
    }

    /// The rows that Milvus finds nearest to each query, best first. A row that was removed while they were looked for is
    /// left out.
    ///
    /// @param limit
    ///            1 to [#MAX_FOUND]
    List<Nearest> search(float[][] queries, int limit, int beamWidth, String filter) {
        int together = Math.max(1, MAX_FOUND / limit);
        var answers = new ArrayList<Nearest>(queries.length);
        for (int first = 0; first < queries.length; first += together) {
            var data = new ArrayList<BaseVector>(together);
            for (int i = first; i < Math.min(first + together, queries.length); i++) {
                data.add(new FloatVec(Arrays.copyOf(queries[i], Math.max(LEAST_VALUES, dimension))));
            }
            var found = read("search", (client, level) -> client.search(SearchReq.builder().collectionName(name)
                    .annsField(VECTOR).data(data).limit(limit).filter(filter).metricType(type(metric))
                    .consistencyLevel(level).searchParams(index.searching(limit, beamWidth)).build()))
                    .getSearchResults();
            // Asked for vectors with the answer, Milvus fails where one of them goes meanwhile.
            var vectors = vectors(found.stream().flatMap(List::stream).mapToLong(hit -> (long) hit.getId()).distinct()
                    .toArray());
            found.forEach(hits -> answers.add(nearest(hits, vectors, limit)));
        }
        return answers;
    }

    private static Nearest nearest(List<SearchResult> hits, Map<Long, float[]> vectors, int limit) {
        var rows = new ArrayList<Found>(hits.size());
        for (var hit : hits) {
            long id = (long) hit.getId();
            float[] vector = vectors.get(id);
            if (vector != null) {
                rows.add(new Found(id, vector));
            }
        }
        return new Nearest(rows, hits.size() < limit);
    }

    private float[] vector(Map<String, Object> row) {
        var values = (List<?>) field(row, VECTOR);
        var vector = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            vector[i] = (Float) values.get(i);
        }
        return vector;
    }

    private static Object field(Map<String, Object> row, String name) {
        return Objects.requireNonNull(row.get(name), name);
    }
}
