package dev.lookalike.training.onnx;

/// Numbers in a shape, row by row.
///
/// @param dims
///            none for a single number
/// @param values
///            as many as the dims say; shared, not to be changed
public record Tensor(long[] dims, float[] values) {
    public Tensor {
        long count = 1;
        for (long dim : dims) {
            count = Math.multiplyExact(count, dim);
        }
        if (count != values.length) {
            throw new IllegalArgumentException("%d values for a shape of %d".formatted(values.length, count));
        }
    }

    /// A row of numbers.
    static Tensor row(float... values) {
        return new Tensor(new long[]{values.length}, values);
    }

    /// The values as whole numbers.
    public long[] whole() {
        var whole = new long[values.length];
        for (int i = 0; i < whole.length; i++) {
            whole[i] = (long) values[i];
        }
        return whole;
    }
}
