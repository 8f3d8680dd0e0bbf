package dev.lookalike.index.code;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;

import dev.lookalike.index.contract.Seed;
import dev.lookalike.index.contract.Vectors;
import dev.lookalike.index.exact.Ranking;
import dev.lookalike.index.kernel.CodeKernels;
import dev.lookalike.index.kernel.Kernels;
import dev.lookalike.index.projection.PrincipalDirections;
import dev.lookalike.index.projection.Sample;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/// Estimates stay within their bound, for queries like the collection and unlike it.
final class CoderTest {
    @ParameterizedTest
    @CsvSource({"1,1", "3,3", "40,40", "64,20", "100,64", "300,128", "1280,64", "700,256"})
    void estimate_ofAnyQuery_isWithinItsBound(int dimension, int count) {
        var random = Seed.random("estimate_" + dimension + "_" + count);
        float[][] rows = directions(Vectors.clustered(random, 300, dimension), dimension);
        var coder = coder(rows, dimension, count);
        var codes = new Code[rows.length];
        double longest = 0;
        for (int i = 0; i < rows.length; i++) {
            codes[i] = coder.encode(rows[i])[0];
            longest = Math.max(longest, codes[i].length());
        }
        coder = coder.withLongest(longest);
        for (float[] query : queries(random, rows, dimension)) {
            var queryCode = coder.query(query);
            for (int i = 0; i < rows.length; i++) {
                double truth = Kernels.chosen().dot(query, 0, rows[i], 0, query.length);
                assertWithinBound(queryCode, codes[i], truth);
            }
        }
    }

    private static void assertWithinBound(QueryCode query, Code code, double truth) {
        float outside = code.terms()[Coder.OUTSIDE];
        float inside = code.terms()[Coder.INSIDE];
        double error = query.error(outside, inside);
        assertThat(truth - estimate(query, code)).isLessThanOrEqualTo(error);
        assertThat(error).isLessThan(1.5);
        float headOutside = code.terms()[Coder.HEAD_OUTSIDE];
        double headError = query.headError(headOutside, inside);
        assertThat(truth - headEstimate(query, code)).isLessThanOrEqualTo(headError);
        assertThat(headOutside).isGreaterThanOrEqualTo(outside - 1e-4f);
        assertThat(headError).isLessThan(1.7);
    }

    /// Where nothing is left out but bits, estimates are near.
    @ParameterizedTest
    @CsvSource({"16", "100", "256"})
    void estimate_withAllDirections_isNear(int dimension) {
        var random = Seed.random("estimate_withAllDirections_" + dimension);
        float[][] rows = directions(Vectors.random(random, 200, dimension), dimension);
        var coder = coder(rows, dimension, dimension);
        var query = coder.query(rows[3]);
        var sketch = coder.sketch(rows[3]);
        for (float[] row : rows) {
            var code = coder.encode(row)[0];
            double truth = Kernels.chosen().dot(rows[3], 0, row, 0, row.length);
            assertThat(Math.abs(estimate(query, code) - truth)).isLessThan(0.05);
            assertThat(Math.abs(estimate(sketch, code) - truth)).isLessThan(0.06);
            assertThat(query.error(code.terms()[Coder.OUTSIDE], code.terms()[Coder.INSIDE])).isLessThan(0.25);
        }
    }

    private static float headEstimate(QueryCode query, Code code) {
        return query.headEstimate(product(query.head(), code.head()), code.terms()[Coder.MEAN_TERM],
                code.terms()[Coder.HEAD_OUTSIDE]);
    }

    private static double estimate(QueryCode query, Code code) {
        return query.estimate(headEstimate(query, code), product(query.rest(), code.rest()),
                code.terms()[Coder.HEAD_OUTSIDE], code.terms()[Coder.OUTSIDE]);
    }

    private static int product(short[] query, byte[] codes) {
        try (var arena = Arena.ofConfined()) {
            var segment = arena.allocate(Math.max(1, codes.length), 64);
            MemorySegment.copy(codes, 0, segment, ValueLayout.JAVA_BYTE, 0, codes.length);
            var sums = new int[1];
            CodeKernels.chosen().dots(query, segment, 0, codes.length, 1, sums);
            return sums[0];
        }
    }

    private static Coder coder(float[][] rows, int dimension, int count) {
        var sample = new Sample() {
            @Override
            public int count() {
                return rows.length;
            }

            @Override
            public void read(int row, float[] into) {
                System.arraycopy(rows[row], 0, into, 0, into.length);
            }
        };
        return Coder.learn(PrincipalDirections.learn(sample, dimension, count, 1), sample);
    }

    /// Rows, differences of rows, random directions, single axes.
    private static float[][] queries(Random random, float[][] rows, int dimension) {
        var difference = new float[dimension];
        var axis = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            difference[i] = rows[0][i] - rows[1][i];
        }
        difference[0] += difference[0] == 0 ? 1e-3f : 0;
        axis[random.nextInt(dimension)] = -1;
        return directions(new float[][]{rows[0], rows[1], difference, Vectors.random(random, dimension), axis},
                dimension);
    }

    private static float[][] directions(float[][] vectors, int dimension) {
        var directions = new float[vectors.length][];
        for (int i = 0; i < vectors.length; i++) {
            var padded = new float[Kernels.padded(dimension)];
            System.arraycopy(vectors[i], 0, padded, 0, dimension);
            directions[i] = Ranking.direction(padded, Kernels.chosen().dot(padded, 0, padded, 0, padded.length));
        }
        return directions;
    }
}
