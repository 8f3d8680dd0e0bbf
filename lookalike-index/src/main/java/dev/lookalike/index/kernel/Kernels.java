package dev.lookalike.index.kernel;

/// Sums over rows of floats: the innermost loops of an exact search.
///
/// A row is [#padded(int)] values long; what pads it is zero.
public sealed interface Kernels permits ScalarKernels, SimdKernels {
    /*
     * Two kinds of sum.
     *
     * 1. `dots` is fast and single precision. Its result depends on the width of the machine's vectors, and is off by at most
     *    `roundings() * 2^-24` times the sum of the absolute products (Higham, Accuracy and Stability of Numerical
     *    Algorithms, 3.1: each term passes through at most that many roundings). It may only preselect.
     * 2. `dot` and `squaredDistance` define an exact score. They are double precision, and the same on every machine to
     *    the last bit: value i is added to sum i mod 16 in ascending order, and the 16 sums are added in a fixed tree.
     *    The product of two floats is exact in a double and cannot overflow or vanish there, so it does not matter whether
     *    a machine fuses multiply and add.
     */

    /// Rows are padded to a multiple of this many values: one 512-bit vector.
    int LANES = 16;

    /// The kernels of this machine, chosen once.
    static Kernels chosen() {
        return KernelChoice.CHOSEN;
    }

    /// How many values a row of `dimension` values takes.
    static int padded(int dimension) {
        return (dimension + LANES - 1) / LANES * LANES;
    }

    /// Writes to `out[i]` the inner product of `query` and the row that starts at `start + i * stride`, for each `i`
    /// below `count`.
    void dots(float[] query, float[] rows, int start, int stride, int count, float[] out);

    /// Values of rows that many queries pass at a time: they stay in a core's nearest cache.
    int VALUES_PER_PASS = 10_240;

    /// Writes to `out[k]` what [#dots] writes for `queries[k]`, the same to the last bit: faster for several dozen queries, by
    /// bringing each row from memory once.
    default void products(float[][] queries, float[] rows, int stride, int count, float[][] out) {
        int perPass = Math.max(4, VALUES_PER_PASS / stride / 4 * 4);
        var sums = new float[perPass];
        for (int first = 0; first < count; first += perPass) {
            int here = Math.min(perPass, count - first);
            for (int k = 0; k < queries.length; k++) {
                dots(queries[k], rows, first * stride, stride, here, sums);
                System.arraycopy(sums, 0, out[k], first, here);
            }
        }
    }

    /// Rows that are turned into columns are padded to a multiple of this many.
    int COLUMNS = 2 * LANES;

    /// Some rows turned into columns for [#sums], each value in 16 bits (bfloat16).
    ///
    /// @param rows
    ///            `count` rows of `stride` values
    static int[] turned(float[] rows, int count, int stride) {
        int width = paddedColumns(count) / 2;
        var turned = new int[stride * width];
        for (int i = 0; i < count; i++) {
            int at = i / COLUMNS * LANES + i % LANES;
            boolean isLow = i % COLUMNS < LANES;
            for (int j = 0; j < stride; j++) {
                int bits = Float.floatToRawIntBits(rows[i * stride + j]);
                if (isLow) {
                    turned[j * width + at] |= (bits + 0x8000) >>> 16;
                } else {
                    // The low half stays below it as further digits of the fraction, so as not to be masked away.
                    int low = turned[j * width + at];
                    turned[j * width + at] = ((bits - low + 0x8000) & 0xFFFF_0000) | low;
                }
            }
        }
        return turned;
    }

    /// How many values `count` columns give.
    static int paddedColumns(int count) {
        return (count + COLUMNS - 1) / COLUMNS * COLUMNS;
    }

    /// Writes to `out[i]` about the inner product of `query` and row i of those that were [#turned], at half the bytes
    /// and in less than half the time of [#dots]: off by some thousandths of the product of the lengths, divided by the
    /// root of `stride`.
    ///
    /// @param out
    ///            as long as [#paddedColumns] says
    void sums(float[] query, int[] turned, float[] out);

    /// The most roundings that any term of `dots` passes through, for rows of `stride` values.
    int roundings(int stride);

    /// The inner product of two rows, the same on every machine.
    double dot(float[] a, int aStart, float[] b, int bStart, int stride);

    /// The sum of the squared differences of two rows, the same on every machine.
    double squaredDistance(float[] a, int aStart, float[] b, int bStart, int stride);

    /// Adds the 16 sums in the fixed order; overwrites them.
    static double total(double[] sums) {
        for (int half = LANES / 2; half > 0; half /= 2) {
            for (int lane = 0; lane < half; lane++) {
                sums[lane] += sums[lane + half];
            }
        }
        return sums[0];
    }
}
