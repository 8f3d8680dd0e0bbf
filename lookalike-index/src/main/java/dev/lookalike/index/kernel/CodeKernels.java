package dev.lookalike.index.kernel;

import java.lang.foreign.MemorySegment;

/// Sums over rows of 6-bit codes in mapped memory, and rows of halves: the innermost loops of searches in a file.
///
/// A code is a byte of 0 to 63. A row is [#padded(int)] codes long; what pads it is zero.
public sealed interface CodeKernels permits ScalarCodeKernels, SimdCodeKernels {
    /*
     * Why six bits, when a byte holds eight: the product of a 6-bit code and a signed 8-bit one is at most 63 * 127 = 8,001, so a
     * signed 16-bit lane takes four of them before it must be widened. Widening is what makes 8-bit products slow without special
     * instructions (VNNI), which Java does not reach; a row of 128 codes is widened once by vectors of 512 bits. The even and the
     * odd bytes of a 16-bit lane are multiplied separately, so the query is given in that order (`arranged`).
     */

    /// Rows are padded to a multiple of this many codes: one 512-bit vector.
    int LANES = 64;

    /// The largest code.
    int LARGEST = 63;

    /// The largest value of a query, whose values may be negative too.
    int LARGEST_OF_QUERY = 127;

    /// The kernels of this machine, chosen once.
    static CodeKernels chosen() {
        return KernelChoice.CODES;
    }

    /// How many codes a row of `count` values takes.
    static int padded(int count) {
        return (count + LANES - 1) / LANES * LANES;
    }

    /// A query's values, from -[#LARGEST_OF_QUERY] to it, in the order in which these kernels read them.
    short[] arranged(byte[] values);

    /// Writes to `sums[i]` the sum of the products of `query` and the row at `start + i * stride`, for each `i` below
    /// `count`.
    ///
    /// @param query
    ///            [#arranged]
    void dots(short[] query, MemorySegment codes, long start, int stride, int count, int[] sums);

    /// Writes to `sums[i]` the sum of the products of `query` and the row at `ordinals[i] * stride`, for each `i` below
    /// `count`.
    ///
    /// @param query
    ///            [#arranged]
    void dotsAt(short[] query, MemorySegment codes, int stride, int[] ordinals, int count, int[] sums);

    /// The single-precision sum of the products of `query` and as many halves, with at most the roundings of
    /// [Kernels#dots]: the halves are exact in floats.
    ///
    /// @param query
    ///            a padded row
    float dotHalves(float[] query, MemorySegment halves, long start);

    /// Writes `count` halves (IEEE 754 binary16), each times `factor`, to the beginning of `into`.
    ///
    /// @param factor
    ///            a power of two that is a normal float
    void halves(MemorySegment halves, long start, int count, float factor, float[] into);
}
