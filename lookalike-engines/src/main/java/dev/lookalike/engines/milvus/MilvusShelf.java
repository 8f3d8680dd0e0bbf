package dev.lookalike.engines.milvus;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.LongStream;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.lookalike.index.IndexException;
import dev.lookalike.index.Shelf;
import io.milvus.v2.common.ConsistencyLevel;
import io.milvus.v2.common.DataType;
import io.milvus.v2.common.IndexParam;
import io.milvus.v2.service.collection.request.AddFieldReq;
import io.milvus.v2.service.collection.request.CreateCollectionReq;
import io.milvus.v2.service.collection.request.DescribeCollectionReq;
import io.milvus.v2.service.collection.request.HasCollectionReq;
import io.milvus.v2.service.collection.request.LoadCollectionReq;
import io.milvus.v2.service.index.request.CreateIndexReq;
import io.milvus.v2.service.vector.request.DeleteReq;
import io.milvus.v2.service.vector.request.QueryIteratorReq;
import io.milvus.v2.service.vector.request.QueryReq;
import io.milvus.v2.service.vector.request.UpsertReq;

/// A collection of ids, vectors and texts on a Milvus server, for whoever moves them there. Milvus can search it, too: by
/// cosine, looking at all vectors. Every answer sees whatever anybody wrote.
final class MilvusShelf implements Shelf {
    private static final String VECTOR = "vector";
    private static final String TEXT = "text";
    private static final int LEAST_VALUES = 2;
    private static final int ROWS_PER_PAGE = 10_000;
    /// A server takes and sends messages of up to 64 MB.
    private static final int ROWS_PER_MESSAGE = 100;

    private final MilvusServer server;
    private final String name;
    private final int dimension;

    private MilvusShelf(MilvusServer server, String name, int dimension) {
        this.server = server;
        this.name = name;
        this.dimension = dimension;
    }

    /// The shelf that the options name, made if there is none.
    static MilvusShelf open(MilvusOptions options, int dimension) {
        var server = new MilvusServer(options);
        try {
            var shelf = new MilvusShelf(server, options.collection(), dimension);
            shelf.begin();
            return shelf;
        } catch (RuntimeException failure) {
            server.close();
            throw failure;
        }
    }

    private void begin() {
        if (server.ask("look for collection " + name,
                client -> client.hasCollection(HasCollectionReq.builder().collectionName(name).build()))) {
            check();
        } else {
            make();
        }
        server.tell("load collection " + name,
                client -> client.loadCollection(LoadCollectionReq.builder().collectionName(name).sync(false).build()));
    }

    private void check() {
        var schema = server.ask("describe collection " + name,
                client -> client.describeCollection(DescribeCollectionReq.builder().collectionName(name).build()))
                .getCollectionSchema();
        var vectors = schema.getField(VECTOR);
        if (vectors == null || schema.getField(TEXT) == null) {
            throw new IndexException.Incompatible(Path.of(name), "it is not a gallery that was moved there");
        }
        if (vectors.getDimension() != Math.max(LEAST_VALUES, dimension)) {
            throw new IndexException.Incompatible(Path.of(name),
                    "its vectors have %d values, and %d are wanted".formatted(vectors.getDimension(), dimension));
        }
    }

    private void make() {
        var schema = CreateCollectionReq.CollectionSchema.builder().build();
        schema.addField(AddFieldReq.builder().fieldName(MilvusIds.FIELD).dataType(DataType.Int64).isPrimaryKey(true)
                .autoID(false).build());
        schema.addField(AddFieldReq.builder().fieldName(VECTOR).dataType(DataType.FloatVector)
                .dimension(Math.max(LEAST_VALUES, dimension)).build());
        schema.addField(AddFieldReq.builder().fieldName(TEXT).dataType(DataType.VarChar).maxLength(MAX_TEXT_BYTES)
                .build());
        server.tell("make collection " + name, client -> client.createCollection(CreateCollectionReq.builder()
                .collectionName(name).description("a Lookalike gallery").collectionSchema(schema).build()));
        var index = IndexParam.builder().fieldName(VECTOR).indexType(IndexParam.IndexType.FLAT)
                .metricType(IndexParam.MetricType.COSINE).build();
        server.tell("index collection " + name, client -> client.createIndex(
                CreateIndexReq.builder().collectionName(name).indexParams(List.of(index)).sync(false).build()));
    }

    @Override
    public long[] ids() {
        // Pages are as of the time on this machine's clock when they are begun, which may be before the last change.
        entries(0);
        return server.ask("list ids", client -> {
            var ids = LongStream.builder();
            var pages = client.queryIterator(QueryIteratorReq.builder().collectionName(name).expr("")
                    .batchSize(ROWS_PER_PAGE).outputFields(List.of(MilvusIds.FIELD))
                    .consistencyLevel(ConsistencyLevel.STRONG).build());
            for (var page = pages.next(); !page.isEmpty(); page = pages.next()) {
                page.forEach(row -> ids.add((long) row.get(MilvusIds.FIELD)));
            }
            pages.close();
            return ids.build().sorted().toArray();
        });
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
        int bytes = entry.text().getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_TEXT_BYTES || entry.vector().length != dimension) {
            throw new IllegalArgumentException("row %d has %d values and %d bytes of text; it takes %d and up to %d"
                    .formatted(entry.id(), entry.vector().length, bytes, dimension, MAX_TEXT_BYTES));
        }
        var values = new JsonArray(dimension);
        for (float value : Arrays.copyOf(entry.vector(), Math.max(LEAST_VALUES, dimension))) {
            values.add(value);
        }
        var row = new JsonObject();
        row.addProperty(MilvusIds.FIELD, entry.id());
        row.add(VECTOR, values);
        row.addProperty(TEXT, entry.text());
        return row;
    }

    @Override
    public List<Optional<Entry>> entries(long... ids) {
        var found = new HashMap<Long, Entry>();
        for (int first = 0; first < ids.length; first += ROWS_PER_MESSAGE) {
            long[] some = Arrays.copyOfRange(ids, first, Math.min(first + ROWS_PER_MESSAGE, ids.length));
            server.ask("fetch rows",
                    client -> client.query(QueryReq.builder().collectionName(name).filter(MilvusIds.in(some))
                            .outputFields(List.of(MilvusIds.FIELD, VECTOR, TEXT))
                            .consistencyLevel(ConsistencyLevel.STRONG).build()))
                    .getQueryResults().stream().map(row -> entry(row.getEntity()))
                    .forEach(entry -> found.put(entry.id(), entry));
        }
        return Arrays.stream(ids).mapToObj(id -> Optional.ofNullable(found.get(id))).toList();
    }

    private Entry entry(Map<String, Object> row) {
        var values = (List<?>) Objects.requireNonNull(row.get(VECTOR));
        var vector = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            vector[i] = (Float) values.get(i);
        }
        return new Entry((long) Objects.requireNonNull(row.get(MilvusIds.FIELD)), vector,
                (String) Objects.requireNonNull(row.get(TEXT)));
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
