package dev.lookalike.index.store;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Arrays;

import dev.lookalike.index.code.Code;
import dev.lookalike.index.code.Coder;
import dev.lookalike.index.file.Bytes;
import dev.lookalike.index.file.IndexFile;
import dev.lookalike.index.file.Section;
import dev.lookalike.index.graph.Graph;
import dev.lookalike.index.kernel.Kernels;
import org.jspecify.annotations.Nullable;

/// The rows of an index file. They never change; which of them are removed is told elsewhere.
final class Part implements CodedRows {
    private final IndexFile file;
    private final int count;
    private final MemorySegment ids;
    private final MemorySegment squares;
    private final MemorySegment heads;
    private final MemorySegment rests;
    private final float[][] terms;
    private final @Nullable Graph graph;

    private Part(IndexFile file) {
        this.file = file;
        count = file.layout().count();
        ids = file.section(Section.IDS);
        squares = file.section(Section.SQUARES);
        heads = file.section(Section.HEADS);
        rests = file.section(Section.RESTS);
        terms = turned(file.section(Section.TERMS).toArray(Bytes.FLOAT));
        int maxDegree = file.layout().maxDegree();
        graph = maxDegree == 0
                ? null
                : new Graph(file.section(Section.EDGES), maxDegree, file.section(Section.ENTRIES).toArray(Bytes.INT),
                        count);
    }

    /// An array for each term, so that loops over rows can be turned into vector instructions.
    private static float[][] turned(float[] byRow) {
        var turned = new float[Coder.TERMS][byRow.length / Coder.TERMS];
        for (int i = 0; i < byRow.length; i++) {
            turned[i % Coder.TERMS][i / Coder.TERMS] = byRow[i];
        }
        return turned;
    }

    static Part open(Path path) {
        return new Part(IndexFile.open(path));
    }

    IndexFile file() {
        return file;
    }

    @Override
    public int count() {
        return count;
    }

    /// The graph of the rows' directions, if there is one.
    @Nullable
    Graph graph() {
        return graph;
    }

    @Override
    public int stride() {
        return Kernels.padded(file.layout().dimension());
    }

    @Override
    public int headSize() {
        return file.layout().headSize();
    }

    @Override
    public int restSize() {
        return file.layout().restSize();
    }

    @Override
    public MemorySegment heads() {
        return heads;
    }

    @Override
    public MemorySegment rests() {
        return rests;
    }

    @Override
    public float[] terms(int term) {
        return terms[term];
    }

    /// A row's code; of how long it is, only that it is no longer than the longest.
    Code code(int ordinal) {
        var rowTerms = new float[Coder.TERMS];
        for (int term = 0; term < Coder.TERMS; term++) {
            rowTerms[term] = terms[term][ordinal];
        }
        return new Code(bytes(heads, ordinal, headSize()), bytes(rests, ordinal, restSize()), rowTerms,
                file.coder().longest());
    }

    private static byte[] bytes(MemorySegment rows, int ordinal, int size) {
        return rows.asSlice((long) ordinal * size, size).toArray(ValueLayout.JAVA_BYTE);
    }

    @Override
    public long id(int ordinal) {
        return ids.get(Bytes.LONG, (long) ordinal * Long.BYTES);
    }

    @Override
    public double square(int ordinal) {
        return squares.get(Bytes.DOUBLE, (long) ordinal * Double.BYTES);
    }

    @Override
    public void read(int ordinal, float[] into) {
        file.read(ordinal, into);
    }

    @Override
    public float dot(float[] vector, int ordinal) {
        return file.dot(vector, ordinal);
    }

    /// The row of `id`, or -1.
    int find(long id) {
        int place = place(id, 0);
        return place < count && id(place) == id ? place : -1;
    }

    /// The first row from `from` on whose id is not below `id`: by steps that double, and then by halving.
    private int place(long id, int from) {
        int low = from;
        int high = from;
        for (int step = 1; high < count && id(high) < id; step *= 2) {
            low = high + 1;
            high += step;
        }
        high = Math.min(high, count);
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (id(middle) < id) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    @Override
    public int[] find(long[] sorted) {
        var found = new int[Math.min(sorted.length, count)];
        int foundCount = 0;
        int place = 0;
        for (long id : sorted) {
            place = place(id, place);
            if (place < count && id(place) == id) {
                found[foundCount++] = place;
            }
        }
        return Arrays.copyOf(found, foundCount);
    }
}
