package dev.lookalike.index.kernel;

import java.util.Arrays;

/// The kernels in plain Java: where the Vector API is missing, and the reference for where it is not.
public final class ScalarKernels implements Kernels {

    @Override
    public void dots(float[] query, float[] rows, int start, int stride, int count, float[] out) {
        for (int row = 0; row < count; row++) {
            out[row] = dot(query, rows, start + row * stride, stride);
        }
    }

    /// Four sums, so that each addition need not wait for the one before.
    private static float dot(float[] query, float[] rows, int start, int stride) {
        float sum0 = 0;
        float sum1 = 0;
        float sum2 = 0;
        float sum3 = 0;
        for (int i = 0; i < stride; i += 4) {
            sum0 += query[i] * rows[start + i];
            sum1 += query[i + 1] * rows[start + i + 1];
            sum2 += query[i + 2] * rows[start + i + 2];
            sum3 += query[i + 3] * rows[start + i + 3];
        }
        return (sum0 + sum1) + (sum2 + sum3);
    }

    /// One for the product, one for each addition to its sum, two for joining the sums.
    @Override
    public void sums(float[] query, int[] turned, float[] out) {
        Arrays.fill(out, 0);
        int width = out.length / 2;
        for (int j = 0; j < query.length; j++) {
            for (int at = 0; at < width; at++) {
                int pair = turned[j * width + at];
                int low = at / LANES * COLUMNS + at % LANES;
                out[low] += query[j] * Float.intBitsToFloat(pair << 16);
                out[low + LANES] += query[j] * Float.intBitsToFloat(pair);
            }
        }
    }

    @Override
    public int roundings(int stride) {
        return stride / 4 + 3;
    }

    @Override
    public double dot(float[] a, int aStart, float[] b, int bStart, int stride) {
        var sums = new double[LANES];
        for (int i = 0; i < stride; i += LANES) {
            for (int lane = 0; lane < LANES; lane++) {
                sums[lane] += (double) a[aStart + i + lane] * b[bStart + i + lane];
            }
        }
        return Kernels.total(sums);
    }

    @Override
    public double squaredDistance(float[] a, int aStart, float[] b, int bStart, int stride) {
        var sums = new double[LANES];
        for (int i = 0; i < stride; i += LANES) {
            for (int lane = 0; lane < LANES; lane++) {
                double difference = (double) a[aStart + i + lane] - b[bStart + i + lane];
                sums[lane] += difference * difference;
            }
        }
        return Kernels.total(sums);
    }
}
