package dev.lookalike.index.store;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.stream.IntStream;

import dev.lookalike.index.code.Code;
import dev.lookalike.index.code.Coder;
import dev.lookalike.index.exact.Ranking;
import dev.lookalike.index.flat.Rows;
import org.jspecify.annotations.Nullable;

/// The rows in memory that came after the file, with their codes by the file's coder once there is a file. A snapshot,
/// as [Rows] is: later ones share its memory and know more rows of it.
final class Tail implements CodedRows {
    private static final int FIRST_CAPACITY = 1024;

    private final Rows rows;
    private final @Nullable Coder coder;
    private final MemorySegment heads;
    private final MemorySegment rests;
    private final float[][] terms;

    private Tail(Rows rows, @Nullable Coder coder, MemorySegment heads, MemorySegment rests, float[][] terms) {
        this.rows = rows;
        this.coder = coder;
        this.heads = heads;
        this.rests = rests;
        this.terms = terms;
    }

    /// Rows, all of which are coded anew if there is a coder.
    static Tail of(Rows rows, @Nullable Coder coder) {
        int projected = coder == null ? 0 : coder.projection().count();
        var none = new Tail(rows, coder, room(FIRST_CAPACITY, Coder.headSize(projected)),
                room(FIRST_CAPACITY, Coder.restSize(projected)), new float[Coder.TERMS][FIRST_CAPACITY]);
        return none.coded(rows, 0);
    }

    /// These rows and more.
    Tail with(long[] ids, float[][] vectors) {
        return coded(rows.with(ids, vectors), rows.count());
    }

    /// These rows without the one at `ordinal`.
    Tail without(int ordinal) {
        return new Tail(rows.without(ordinal), coder, heads, rests, terms);
    }

    /// The snapshot of `newRows`, which are these and those from `first` on that are not coded yet.
    private Tail coded(Rows newRows, int first) {
        if (coder == null) {
            return new Tail(newRows, null, heads, rests, terms);
        }
        int capacity = terms[0].length;
        var newHeads = heads;
        var newRests = rests;
        float[][] newTerms = terms;
        if (newRows.count() > capacity) {
            int wider = Math.max(newRows.count(), 2 * capacity);
            newHeads = room(wider, headSize());
            MemorySegment.copy(heads, 0, newHeads, 0, (long) first * headSize());
            newRests = room(wider, restSize());
            MemorySegment.copy(rests, 0, newRests, 0, (long) first * restSize());
            newTerms = new float[Coder.TERMS][];
            Arrays.setAll(newTerms, term -> Arrays.copyOf(terms[term], wider));
        }
        var wide = new Tail(newRows, coder, newHeads, newRests, newTerms);
        return wide.withLongest(wide.write(coder, first));
    }

    private static MemorySegment room(int rows, int size) {
        return Arena.ofAuto().allocate((long) rows * size, 64);
    }

    private Tail withLongest(double length) {
        return coder == null || length <= coder.longest()
                ? this
                : new Tail(rows, coder.withLongest(length), heads, rests, terms);
    }

    /// Codes the rows from `first` on, on all cores where they are many.
    ///
    /// @return the length of the longest coded row
    private double write(Coder rowCoder, int first) {
        return IntStream.range(0, Math.ceilDiv(rows.count() - first, Coder.TOGETHER)).parallel()
                .mapToDouble(group -> write(rowCoder, first + group * Coder.TOGETHER,
                        Math.min(rows.count(), first + (group + 1) * Coder.TOGETHER)))
                .max().orElse(0);
    }

    private double write(Coder rowCoder, int first, int end) {
        var directions = new float[end - first][rows.stride()];
        for (int i = 0; i < directions.length; i++) {
            rows.read(first + i, directions[i]);
            directions[i] = Ranking.direction(directions[i], rows.square(first + i));
        }
        Code[] codes = rowCoder.encode(directions);
        double longest = 0;
        for (int i = 0; i < codes.length; i++) {
            write(codes[i].head(), heads, first + i);
            write(codes[i].rest(), rests, first + i);
            for (int term = 0; term < Coder.TERMS; term++) {
                terms[term][first + i] = codes[i].terms()[term];
            }
            longest = Math.max(longest, codes[i].length());
        }
        return longest;
    }

    private static void write(byte[] codes, MemorySegment to, int ordinal) {
        MemorySegment.copy(codes, 0, to, ValueLayout.JAVA_BYTE, (long) ordinal * codes.length, codes.length);
    }

    Rows rows() {
        return rows;
    }

    /// The file's coder, with the longest row of the file and of these; null without a file.
    @Nullable
    Coder coder() {
        return coder;
    }

    /// How many rows are not removed.
    int liveCount() {
        return rows.liveCount();
    }

    @Override
    public int count() {
        return rows.count();
    }

    @Override
    public int stride() {
        return rows.stride();
    }

    @Override
    public int headSize() {
        return coder == null ? 0 : Coder.headSize(coder.projection().count());
    }

    @Override
    public int restSize() {
        return coder == null ? 0 : Coder.restSize(coder.projection().count());
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

    @Override
    public long id(int ordinal) {
        return rows.id(ordinal);
    }

    @Override
    public double square(int ordinal) {
        return rows.square(ordinal);
    }

    @Override
    public void read(int ordinal, float[] into) {
        rows.read(ordinal, into);
    }

    @Override
    public int[] find(long[] sorted) {
        return rows.find(sorted);
    }
}
