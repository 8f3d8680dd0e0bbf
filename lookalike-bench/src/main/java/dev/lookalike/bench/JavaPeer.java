package dev.lookalike.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

import io.github.jbellis.jvector.graph.GraphIndexBuilder;
import io.github.jbellis.jvector.graph.GraphSearcher;
import io.github.jbellis.jvector.graph.ListRandomAccessVectorValues;
import io.github.jbellis.jvector.graph.similarity.BuildScoreProvider;
import io.github.jbellis.jvector.graph.similarity.DefaultSearchScoreProvider;
import io.github.jbellis.jvector.util.Bits;
import io.github.jbellis.jvector.vector.VectorSimilarityFunction;
import io.github.jbellis.jvector.vector.VectorizationProvider;
import io.github.jbellis.jvector.vector.types.VectorFloat;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.KnnVectorsReader;
import org.apache.lucene.codecs.KnnVectorsWriter;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.SegmentReadState;
import org.apache.lucene.index.SegmentWriteState;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.store.FSDirectory;

/// A library in Java that finds near vectors, given the vectors along their 256 principal axes, in which it is several times
/// faster than on the whole ones. Half of what it keeps, at least twenty, are re-scored on the whole vectors, as FAISS's
/// composite does. With `-Dlookalike.bench.whole=true` they are given the whole ones.
abstract class JavaPeer implements AutoCloseable {
    private static final int AXES = 256;
    static final boolean WHOLE = Boolean.getBoolean("lookalike.bench.whole");
    private static final float[][] NO_AXES = {};
    private static final int SAMPLE = 8_192;
    private static final int RESCORED_MIN = 20;
    private static final int MAX_DEGREE = 16;
    private static final int BUILD_BEAM_WIDTH = 200;

    private final float[][] vectors;
    private final float[][] columns;

    private JavaPeer(float[][] vectors, float[][] columns) {
        this.vectors = vectors;
        this.columns = columns;
    }

    /// Builds both.
    static List<JavaPeer> all(float[][] vectors, Path folder) throws IOException {
        if (WHOLE) {
            return List.of(built(() -> new JVector(vectors, NO_AXES, vectors)),
                    built(() -> new Lucene(vectors, NO_AXES, vectors, folder)));
        }
        int step = Math.max(1, vectors.length / SAMPLE);
        float[][] sample = IntStream.range(0, vectors.length / step).mapToObj(i -> vectors[i * step])
                .toArray(float[][]::new);
        float[][] columns = Spaces.transposed(Spaces.axes(sample, AXES));
        float[][] projected = IntStream.range(0, vectors.length).parallel()
                .mapToObj(i -> Spaces.along(columns, vectors[i])).toArray(float[][]::new);
        return List.of(built(() -> new JVector(vectors, columns, projected)),
                built(() -> new Lucene(vectors, columns, projected, folder)));
    }

    private interface Building {
        JavaPeer build() throws IOException;
    }

    private static JavaPeer built(Building building) throws IOException {
        long start = System.nanoTime();
        JavaPeer peer = building.build();
        System.out.printf(Locale.ROOT, "%s: built in %.1f s%n", peer.name(), (System.nanoTime() - start) / 1e9);
        return peer;
    }

    abstract String name();

    /// What the library finds for a projected query, nearest first.
    abstract int[] nearest(float[] projected, int count);

    /// The nearest vectors, about.
    long[] search(float[] query, int count, int setting) {
        int[] found = nearest(WHOLE ? query : Spaces.along(columns, query), setting);
        int rescored = Math.min(found.length, Math.max(RESCORED_MIN, setting / 2));
        return IntStream.range(0, rescored).mapToObj(i -> new Scored(found[i], dot(query, vectors[found[i]])))
                .sorted((a, b) -> Float.compare(b.score, a.score)).limit(count).mapToLong(Scored::ordinal).toArray();
    }

    private record Scored(int ordinal, float score) {}

    private static float dot(float[] a, float[] b) {
        return org.apache.lucene.util.VectorUtil.dotProduct(a, b);
    }

    @Override
    public abstract void close() throws IOException;

    /// JVector, its graph in memory, on floats.
    private static final class JVector extends JavaPeer {
        private static final float OVERFLOW = 1.2f;
        private static final float ALPHA = 1.2f;

        private final ListRandomAccessVectorValues values;
        private final GraphSearcher searcher;

        JVector(float[][] vectors, float[][] columns, float[][] projected) throws IOException {
            super(vectors, columns);
            var list = new ArrayList<VectorFloat<?>>();
            for (float[] each : projected) {
                list.add(vector(each));
            }
            values = new ListRandomAccessVectorValues(list, projected[0].length);
            var building = GraphIndexBuilder
                    .builder(BuildScoreProvider.randomAccessScoreProvider(values, VectorSimilarityFunction.EUCLIDEAN),
                            projected[0].length, 2 * MAX_DEGREE)
                    .withBeamWidth(BUILD_BEAM_WIDTH).withNeighborOverflow(OVERFLOW).withAlpha(ALPHA);
            try (var builder = building.build()) {
                searcher = new GraphSearcher(builder.build(values));
            }
        }

        private static VectorFloat<?> vector(float[] values) {
            return VectorizationProvider.getInstance().getVectorTypeSupport().createFloatVector(values);
        }

        @Override
        String name() {
            return WHOLE ? "jvector" : "jvector-pca256";
        }

        @Override
        int[] nearest(float[] projected, int count) {
            var scores = DefaultSearchScoreProvider.exact(vector(projected), VectorSimilarityFunction.EUCLIDEAN,
                    values);
            var nodes = searcher.search(scores, count, Bits.ALL).getNodes();
            return IntStream.range(0, nodes.length).map(i -> nodes[i].node).toArray();
        }

        @Override
        public void close() throws IOException {
            searcher.close();
        }
    }

    /// Lucene's own format, which by itself takes 1,024 values at most.
    private static final class Wide extends KnnVectorsFormat {
        private static final int MAX_DIMENSIONS = 8_192;

        private final KnnVectorsFormat format;

        Wide(KnnVectorsFormat format) {
            super(format.getName());
            this.format = format;
        }

        @Override
        public KnnVectorsWriter fieldsWriter(SegmentWriteState state) throws IOException {
            return format.fieldsWriter(state);
        }

        @Override
        public KnnVectorsReader fieldsReader(SegmentReadState state) throws IOException {
            return format.fieldsReader(state);
        }

        @Override
        public int getMaxDimensions(String field) {
            return MAX_DIMENSIONS;
        }
    }

    /// Lucene, one segment, on floats.
    private static final class Lucene extends JavaPeer {
        private static final String FIELD = "vector";

        private final DirectoryReader reader;
        private final IndexSearcher searcher;

        Lucene(float[][] vectors, float[][] columns, float[][] projected, Path folder) throws IOException {
            super(vectors, columns);
            var directory = FSDirectory.open(folder.resolve("lucene"));
            var config = new IndexWriterConfig().setRAMBufferSizeMB(1_024).setCodec(new Lucene104Codec() {
                @Override
                public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
                    return new Wide(new Lucene99HnswVectorsFormat(MAX_DEGREE, BUILD_BEAM_WIDTH));
                }
            });
            try (var writer = new IndexWriter(directory, config)) {
                for (float[] each : projected) {
                    var document = new Document();
                    document.add(new KnnFloatVectorField(FIELD, each,
                            org.apache.lucene.index.VectorSimilarityFunction.EUCLIDEAN));
                    writer.addDocument(document);
                }
                writer.forceMerge(1);
            }
            reader = DirectoryReader.open(directory);
            searcher = new IndexSearcher(reader);
        }

        @Override
        String name() {
            return WHOLE ? "lucene" : "lucene-pca256";
        }

        @Override
        int[] nearest(float[] projected, int count) {
            try {
                var found = searcher.search(new KnnFloatVectorQuery(FIELD, projected, count), count).scoreDocs;
                return IntStream.range(0, found.length).map(i -> found[i].doc).toArray();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() throws IOException {
            reader.close();
        }
    }
}
