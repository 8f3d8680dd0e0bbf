package dev.lookalike.engines.milvus;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.lookalike.index.Condition;
import dev.lookalike.index.IndexException;
import dev.lookalike.index.Shelf;
import io.milvus.v2.common.ConsistencyLevel;
import io.milvus.v2.common.DataType;
import io.milvus.v2.common.IndexParam;
import io.milvus.v2.service.collection.request.AddFieldReq;
import io.milvus.v2.service.collection.request.CreateCollectionReq;
import io.milvus.v2.service.collection.request.DescribeCollectionReq;
import io.milvus.v2.service.index.request.CreateIndexReq;
import io.milvus.v2.service.vector.request.DeleteReq;
import io.milvus.v2.service.vector.request.QueryIteratorReq;
import io.milvus.v2.service.vector.request.QueryReq;
import io.milvus.v2.service.vector.request.UpsertReq;
import io.milvus.v2.service.vector.response.QueryResp;

/// A collection of ids, vectors, texts and values on a Milvus server. Milvus can search it, too: by cosine, looking at all
/// vectors. Who fills it sees whatever anybody wrote, who only reads it what its [consistency][MilvusOptions#consistency()]
/// promises.
final class MilvusShelf implements Shelf {
    private static final String VECTOR = "vector";
    private static final String TEXT = "text";
    private static final String COUNT = "count(*)";
    private static final int LEAST_VALUES = 2;
    private static final int ROWS_PER_PAGE = 10_000;
    /// A server takes and sends messages of up to 64 MB.
    private static final int ROWS_PER_MESSAGE = 100;
    private static final int TEXTS_PER_MESSAGE = 500;

    private final MilvusServer server;
    private final String name;
    private final int dimension;
    private final ConsistencyLevel consistency;
    private final MilvusWhole whole;

    private MilvusShelf(MilvusServer server, String name, int dimension, ConsistencyLevel consistency) {
        this.server = server;
        this.name = name;
        this.dimension = dimension;
        this.consistency = consistency;
        whole = new MilvusWhole(server, name);
    }

    /// The shelf that the options name, made if there is none.
    static MilvusShelf open(MilvusOptions options, int dimension) {
        var server = new MilvusServer(options);
        try {
            var shelf = new MilvusShelf(server, options.collection(), dimension, ConsistencyLevel.STRONG);
            shelf.begin();
            return shelf;
        } catch (RuntimeException failure) {
            server.close();
            throw failure;
        }
    }

    /// The shelf that another process fills.
    static MilvusShelf existing(MilvusOptions options) {
        var server = new MilvusServer(options);
        try {
            String name = options.collection();
            if (!MilvusCollection.exists(server, name)) {
                throw new IndexException.Unavailable(
                        "%s has no collection %s; name the one that the gallery's owner fills".formatted(server.name(),
                                name),
                        null);
            }
            return new MilvusShelf(server, name, valuesThere(server, name), options.consistency()).loaded();
        } catch (RuntimeException failure) {
            server.close();
            throw failure;
        }
    }

    private void begin() {
        if (MilvusCollection.exists(server, name)) {
            int there = valuesThere(server, name);
            if (there != Math.max(LEAST_VALUES, dimension)) {
                throw new IndexException.Incompatible(Path.of(name),
                        "its vectors have %d values, and %d are wanted".formatted(there, dimension));
            }
        } else {
            make();
        }
        loaded();
    }

    private MilvusShelf loaded() {
        MilvusCollection.load(server, name);
        MilvusCollection.awaitLoaded(server, name);
        return this;
    }

    private static int valuesThere(MilvusServer server, String name) {
        var schema = server.ask("describe collection " + name,
                client -> client.describeCollection(DescribeCollectionReq.builder().collectionName(name).build()))
                .getCollectionSchema();
        var vectors = schema.getField(VECTOR);
        if (vectors == null || schema.getField(TEXT) == null || schema.getField(MilvusCondition.FIELD) == null) {
            throw new IndexException.Incompatible(Path.of(name), "it is not a collection of a gallery's pictures");
        }
        return vectors.getDimension();
    }

    private void make() {
        var schema = CreateCollectionReq.CollectionSchema.builder().build();
        schema.addField(AddFieldReq.builder().fieldName(MilvusIds.FIELD).dataType(DataType.Int64).isPrimaryKey(true)
                .autoID(false).build());
        schema.addField(AddFieldReq.builder().fieldName(VECTOR).dataType(DataType.FloatVector)
                .dimension(Math.max(LEAST_VALUES, dimension)).build());
        schema.addField(AddFieldReq.builder().fieldName(TEXT).dataType(DataType.VarChar).maxLength(MAX_TEXT_BYTES)
                .build());
        schema.addField(AddFieldReq.builder().fieldName(MilvusCondition.FIELD).dataType(DataType.JSON).build());
        server.tell("make collection " + name, client -> client.createCollection(CreateCollectionReq.builder()
                .collectionName(name).description("a Lookalike gallery").collectionSchema(schema).build()));
        var index = IndexParam.builder().fieldName(VECTOR).indexType(IndexParam.IndexType.FLAT)
                .metricType(IndexParam.MetricType.COSINE).build();
        server.tell("index collection " + name, client -> client.createIndex(
                CreateIndexReq.builder().collectionName(name).indexParams(List.of(index)).sync(false).build()));
    }

    @Override
    public int dimension() {
        return dimension;
    }

    @Override
    public long[] ids() {
        return ids("", Integer.MAX_VALUE);
    }

    @Override
    public long[] ids(Condition condition, long after, int count) {
        return ids(MilvusCondition.filter(condition, after), count);
    }

    // Pages come by ascending id.
    private long[] ids(String filter, int most) {
        if (consistency == ConsistencyLevel.STRONG || !whole.isKnown()) {
            // Pages are as of the time on this machine's clock when they are begun, which may be before the last change.
            texts(0);
        }
        return server.ask("list ids", client -> {
            var ids = new ArrayList<Long>();
            var pages = client.queryIterator(QueryIteratorReq.builder().collectionName(name).expr(filter)
                    .batchSize(Math.min(most, ROWS_PER_PAGE)).outputFields(List.of(MilvusIds.FIELD))
                    .consistencyLevel(consistency).build());
            for (var page = pages.next(); !page.isEmpty() && ids.size() < most; page = pages.next()) {
                page.forEach(row -> ids.add((long) row.get(MilvusIds.FIELD)));
            }
            pages.close();
            return ids.stream().mapToLong(Long::longValue).sorted().limit(most).toArray();
        });
    }

    @Override
    public long count(Condition condition, long after) {
        var rows = query("count rows", MilvusCondition.filter(condition, after), List.of(COUNT));
        return (long) Objects.requireNonNull(rows.getFirst().getEntity().get(COUNT));
    }

    private List<QueryResp.QueryResult> query(String doing, String filter, List<String> fields) {
        return server.ask(doing,
                client -> whole.read(client, consistency,
                        level -> client.query(QueryReq.builder().collectionName(name).filter(filter)
                                .outputFields(fields).consistencyLevel(level).build()).getQueryResults()));
    }

    @Override
    public void put(List<Entry> entries) {
        var rows = entries.stream().map(this::row).toList();
        for (int first = 0; first < rows.size(); first += ROWS_PER_MESSAGE) {
            var some = rows.subList(first, Math.min(first + ROWS_PER_MESSAGE, rows.size()));
            server.ask("store %d rows".formatted(some.size()),
                    client -> client.upsert(UpsertReq.builder().collectionName(name).data(some).build()));
        }
    }

    private JsonObject row(Entry entry) {
        var told = told(entry.values());
        int bytes = entry.text().getBytes(StandardCharsets.UTF_8).length;
        int toldBytes = told.toString().getBytes(StandardCharsets.UTF_8).length;
        if (Math.max(bytes, toldBytes) > MAX_TEXT_BYTES || entry.vector().length != dimension) {
            throw new IllegalArgumentException(
                    "row %d has %d values, %d bytes of text and %d of values; it takes %d and up to %d".formatted(
                            entry.id(), entry.vector().length, bytes, toldBytes, dimension, MAX_TEXT_BYTES));
        }
        var values = new JsonArray(dimension);
        for (float value : Arrays.copyOf(entry.vector(), Math.max(LEAST_VALUES, dimension))) {
            values.add(value);
        }
        var row = new JsonObject();
        row.addProperty(MilvusIds.FIELD, entry.id());
        row.add(VECTOR, values);
        row.addProperty(TEXT, entry.text());
        row.add(MilvusCondition.FIELD, told);
        return row;
    }

    private static JsonObject told(Map<String, Object> values) {
        var told = new JsonObject();
        values.forEach((name, value) -> told.add(MilvusCondition.key(name), switch (value) {
            case Double number -> new JsonPrimitive(number);
            case String text -> new JsonPrimitive(text);
            case List<?> texts -> {
                var list = new JsonArray(texts.size());
                texts.forEach(each -> list.add((String) each));
                yield list;
            }
            default -> throw new IllegalArgumentException("%s is a %s; give a text, a Double or a list of texts"
                    .formatted(name, value.getClass().getSimpleName()));
        }));
        return told;
    }

    @Override
    public List<Optional<Entry>> entries(long... ids) {
        return rows(ids, ROWS_PER_MESSAGE, List.of(MilvusIds.FIELD, VECTOR, TEXT), this::entry);
    }

    @Override
    public List<Optional<String>> texts(long... ids) {
        return rows(ids, TEXTS_PER_MESSAGE, List.of(MilvusIds.FIELD, TEXT), MilvusShelf::text);
    }

    private <T> List<Optional<T>> rows(long[] ids, int together, List<String> fields,
            Function<Map<String, Object>, T> read) {
        var found = new HashMap<Long, T>();
        for (int first = 0; first < ids.length; first += together) {
            long[] some = Arrays.copyOfRange(ids, first, Math.min(first + together, ids.length));
            query("fetch rows", MilvusIds.in(some), fields)
                    .forEach(row -> found.put(id(row.getEntity()), read.apply(row.getEntity())));
        }
        return Arrays.stream(ids).mapToObj(id -> Optional.ofNullable(found.get(id))).toList();
    }

    private static long id(Map<String, Object> row) {
        return (long) Objects.requireNonNull(row.get(MilvusIds.FIELD));
    }

    private static String text(Map<String, Object> row) {
        return (String) Objects.requireNonNull(row.get(TEXT));
    }

    private Entry entry(Map<String, Object> row) {
        var values = (List<?>) Objects.requireNonNull(row.get(VECTOR));
        var vector = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            vector[i] = (Float) values.get(i);
        }
        return new Entry(id(row), vector, text(row), Map.of());
    }

    @Override
    public void remove(long... ids) {
        server.ask("forget %d rows".formatted(ids.length), client -> client
                .delete(DeleteReq.builder().collectionName(name).filter(MilvusIds.in(ids)).build()));
    }

    @Override
    public void close() {
        server.close();
    }
}
