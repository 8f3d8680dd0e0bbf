package dev.lookalike.bench;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import dev.lookalike.index.kernel.CodeKernels;
import dev.lookalike.index.kernel.Kernels;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Nanoseconds of one distance, by each kernel, from rows in the first cache and from rows at random in memory.
///
/// A step is what a walk takes at once: the neighbours of one row.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class KernelTimes {
    static final int DIMENSION = 1_280;
    static final int HEAD = 128;
    static final String NEAR = "near";
    static final String FAR = "far";

    private static final int STEP = 24;
    private static final int FAR_SIZE = 256 << 20;
    private static final int NEAR_SIZE = 16 << 10;
    private static final int STEPS = 4_096;

    /// Whether rows lie in 16 KiB or at random in 256 MiB.
    @Param({NEAR, FAR})
    public String place = NEAR;

    private final Random random = new Random(1);
    private final int[] sums = new int[STEP];
    private final float[] scores = new float[1];
    private float[] query = {};
    private short[] codeQuery = {};
    private float[] floats = {};
    private int[] ints = {};
    private MemorySegment bytes = MemorySegment.NULL;
    private int[][] codeRows = {};
    private int[][] halfRows = {};
    private int[][] floatRows = {};
    private int step;

    /// Fills the memory and picks the rows.
    @Setup(Level.Trial)
    public void fill() {
        int size = FAR.equals(place) ? FAR_SIZE : NEAR_SIZE;
        query = new float[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            query[i] = random.nextFloat();
        }
        var values = new byte[HEAD];
        random.nextBytes(values);
        for (int i = 0; i < HEAD; i++) {
            values[i] = (byte) Math.max(-CodeKernels.LARGEST_OF_QUERY, values[i]);
        }
        codeQuery = CodeKernels.chosen().arranged(values);
        bytes = Arena.ofAuto().allocate(size, 64);
        for (long at = 0; at < size; at += Integer.BYTES) {
            // Four codes, and two halves that are not subnormal.
            bytes.set(ValueLayout.JAVA_INT, at, (random.nextInt() & 0x3F3F_3F3F) | 0x3000_3000);
        }
        floats = new float[size / Float.BYTES];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = random.nextFloat();
        }
        ints = new int[size / Integer.BYTES];
        codeRows = rows(size / HEAD);
        halfRows = rows(size / (Short.BYTES * DIMENSION));
        floatRows = rows(size / (Float.BYTES * DIMENSION));
    }

    private int[][] rows(int count) {
        var rows = new int[STEPS][STEP];
        for (int[] each : rows) {
            Arrays.setAll(each, _ -> random.nextInt(count));
        }
        return rows;
    }

    private int[] next(int[][] rows) {
        step = (step + 1) % STEPS;
        return rows[step];
    }

    /// What a walk costs: 128 codes of 6 bits.
    @Benchmark
    @OperationsPerInvocation(STEP)
    public int[] codes() {
        CodeKernels.chosen().dotsAt(codeQuery, bytes, HEAD, next(codeRows), STEP, sums);
        return sums;
    }

    /// What re-ranking costs: 1,280 halves.
    @Benchmark
    @OperationsPerInvocation(STEP)
    public float halves() {
        float sum = 0;
        for (int row : next(halfRows)) {
            sum += CodeKernels.chosen().dotHalves(query, bytes, (long) row * DIMENSION * Short.BYTES);
        }
        return sum;
    }

    /// What preselects in an exact search of rows in memory: 1,280 floats.
    @Benchmark
    @OperationsPerInvocation(STEP)
    public float floats() {
        float sum = 0;
        for (int row : next(floatRows)) {
            Kernels.chosen().dots(query, floats, row * DIMENSION, DIMENSION, 1, scores);
            sum += scores[0];
        }
        return sum;
    }

    /// What defines a score: 1,280 floats in doubles, in the order that is the same everywhere.
    @Benchmark
    @OperationsPerInvocation(STEP)
    public double doubles() {
        double sum = 0;
        for (int row : next(floatRows)) {
            sum += Kernels.chosen().dot(query, 0, floats, row * DIMENSION, DIMENSION);
        }
        return sum;
    }

    /// What the memory gives to one thread that reads it in order: nanoseconds for as many bytes as 1,280 floats take.
    @Benchmark
    @OperationsPerInvocation(NEAR_SIZE / (Float.BYTES * DIMENSION))
    public int reading() {
        int rows = NEAR_SIZE / (Float.BYTES * DIMENSION);
        step = (step + 1) % Math.max(1, ints.length / DIMENSION / rows);
        int start = step * rows * DIMENSION;
        int sum = 0;
        for (int i = start; i < start + rows * DIMENSION; i++) {
            sum += ints[i];
        }
        return sum;
    }
}
