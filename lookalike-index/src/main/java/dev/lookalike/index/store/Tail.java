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
    /// From so many rows on, coding is shared among the cores.
    private static final int MANY = 32;

    private final Rows rows;
    private final @Nullable Coder coder;
    private final MemorySegment codes;
    private final float[][] terms;

    private Tail(Rows rows, @Nullable Coder coder, MemorySegment codes, float[][] terms) {
        this.rows = rows;
        this.coder = coder;
        this.codes = codes;
        this.terms = terms;
    }

    /// Rows, all of which are coded anew if there is a coder.
    static Tail of(Rows rows, @Nullable Coder coder) {
        int size = coder == null ? 0 : coder.codeSize();
        var none = new Tail(rows, coder, Arena.ofAuto().allocate((long) FIRST_CAPACITY * size, 64),
                new float[Coder.TERMS][FIRST_CAPACITY]);
        return none.coded(rows, 0);
    }

    /// These rows and more.
    Tail with(long[] ids, float[][] vectors) {
        return coded(rows.with(ids, vectors), rows.count());
    }

    /// These rows without the one at `ordinal`.
    Tail without(int ordinal) {
        return new Tail(rows.without(ordinal), coder, codes, terms);
    }

    /// The snapshot of `newRows`, which are these and those from `first` on that are not coded yet.
    private Tail coded(Rows newRows, int first) {
        if (coder == null) {
            return new Tail(newRows, null, codes, terms);
        }
        int capacity = terms[0].length;
        var newCodes = codes;
        float[][] newTerms = terms;
        if (newRows.count() > capacity) {
            int wider = Math.max(newRows.count(), 2 * capacity);
            newCodes = Arena.ofAuto().allocate((long) wider * codeSize(), 64);
            MemorySegment.copy(codes, 0, newCodes, 0, (long) first * codeSize());
            newTerms = new float[Coder.TERMS][];
            Arrays.setAll(newTerms, term -> Arrays.copyOf(terms[term], wider));
        }
        double longest = write(coder, newRows, first, newCodes, newTerms);
        return new Tail(newRows, coder.withLongest(Math.max(longest, coder.longest())), newCodes, newTerms);
    }

    /// Codes the rows from `first` on, on all cores where they are many.
    ///
    /// @return the length of the longest coded row
    private static double write(Coder coder, Rows newRows, int first, MemorySegment newCodes, float[][] newTerms) {
        var ordinals = IntStream.range(first, newRows.count());
        boolean isMany = newRows.count() - first >= MANY;
        return (isMany ? ordinals.parallel() : ordinals).mapToDouble(ordinal -> {
            var row = new float[newRows.stride()];
            newRows.read(ordinal, row);
            Code code = coder.encode(Ranking.direction(row, newRows.square(ordinal)));
            MemorySegment.copy(code.codes(), 0, newCodes, ValueLayout.JAVA_BYTE, (long) ordinal * coder.codeSize(),
                    coder.codeSize());
            for (int term = 0; term < Coder.TERMS; term++) {
                newTerms[term][ordinal] = code.terms()[term];
            }
            return code.length();
        }).max().orElse(0);
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
    public int codeSize() {
        return coder == null ? 0 : coder.codeSize();
    }

    @Override
    public MemorySegment codes() {
        return codes;
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
