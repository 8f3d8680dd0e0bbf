package dev.lookalike.gallery.catalogue;

/// Values as the catalogue stores them.
public final class Float16 {
    private Float16() {}

    /// The float16 bits nearest to each value.
    public static short[] of(float[] values) {
        var bits = new short[values.length];
        for (int i = 0; i < values.length; i++) {
            bits[i] = Float.floatToFloat16(values[i]);
        }
        return bits;
    }

    /// What float16 bits say.
    public static float[] floats(short[] bits) {
        var values = new float[bits.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = Float.float16ToFloat(bits[i]);
        }
        return values;
    }
}
