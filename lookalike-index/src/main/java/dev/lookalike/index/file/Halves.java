package dev.lookalike.index.file;

/// Values in 16 bits: halves (IEEE 754 binary16) times a power of two that the values of a vector share.
public final class Halves {
    /*
     * The power of two brings the largest value to 2^14 or a little more, near the top of what a half holds, so that values
     * up to 2^28 times smaller keep their full 11 bits. Scaling by a power of two is exact, so halves come back as they were.
     */
    private static final int LARGEST_EXPONENT = 14;
    /// Up to this exponent its powers of two, both ways, are normal floats, and no half comes back too large for a float.
    private static final int TAME_EXPONENT = 112;

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

    /// The halves that stand for the first `count` values.
    static short[] encode(float[] values, int count, int exponent) {
        var halves = new short[count];
        if (Math.abs(exponent) <= TAME_EXPONENT) {
            float down = Math.scalb(1f, -exponent);
            for (int i = 0; i < count; i++) {
                halves[i] = Float.floatToFloat16(values[i] * down);
            }
        } else {
            for (int i = 0; i < count; i++) {
                halves[i] = encode(values[i], exponent);
            }
        }
        return halves;
    }

    /// The half that stands for `value`.
    private static short encode(float value, int exponent) {
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
        if (Math.abs(exponent) <= TAME_EXPONENT) {
            float down = Math.scalb(1f, -exponent);
            float up = Math.scalb(1f, exponent);
            for (int i = 0; i < rounded.length; i++) {
                rounded[i] = Float.float16ToFloat(Float.floatToFloat16(vector[i] * down)) * up;
            }
            return rounded;
        }
        for (int i = 0; i < rounded.length; i++) {
            if (Float.isFinite(vector[i])) {
                rounded[i] = decode(encode(vector[i], exponent), exponent);
            }
        }
        return rounded;
    }
}
