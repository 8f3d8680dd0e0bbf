package dev.lookalike.index.file;

/// Values in 16 bits: halves (IEEE 754 binary16) times a power of two that the values of a vector share.
public final class Halves {
    /*
     * The power of two brings the largest value to 2^14 or a little more, near the top of what a half holds, so that values
     * up to 2^28 times smaller keep their full 11 bits. Scaling by a power of two is exact, so halves come back as they were.
     */
    private static final int LARGEST_EXPONENT = 14;

    private Halves() {}

    /// The exponent of the power of two with which the halves of a vector are multiplied.
    public static int exponent(float[] vector) {
        float largest = 0;
        for (float value : vector) {
            largest = Math.max(largest, Math.abs(value));
        }
        // In doubles no float is subnormal.
        return Math.getExponent((double) largest) - LARGEST_EXPONENT;
    }

    /// The half that stands for `value`.
    static short encode(float value, int exponent) {
        short half = Float.floatToFloat16((float) (value * Math.scalb(1.0, -exponent)));
        // Rounding up the largest floats would reach 2^128.
        return Float.isFinite(value) && Float.isInfinite(decode(half, exponent)) ? (short) (half - 1) : half;
    }

    /// What a half stands for.
    static float decode(short half, int exponent) {
        return (float) (Float.float16ToFloat(half) * Math.scalb(1.0, exponent));
    }

    /// Rounds each value to what its half stands for; values that are not finite stay.
    public static float[] rounded(float[] vector) {
        var rounded = vector.clone();
        int exponent = exponent(vector);
        for (int i = 0; i < rounded.length; i++) {
            if (Float.isFinite(vector[i])) {
                rounded[i] = decode(encode(vector[i], exponent), exponent);
            }
        }
        return rounded;
    }
}
