package dev.lookalike.training.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import dev.lookalike.vision.VisionException;

/// Other shapes for the same numbers.
public final class Shapes {
    private Shapes() {}

    /// A shape with sizes of 1 put in at the axes.
    public static long[] unsqueezed(long[] dims, long[] axes) {
        int rank = dims.length + axes.length;
        var result = new long[rank];
        for (long axis : axes) {
            result[(int) Math.floorMod(axis, (long) rank)] = 1;
        }
        int from = 0;
        for (int i = 0; i < rank; i++) {
            result[i] = result[i] == 1 ? 1 : dims[from++];
        }
        return result;
    }

    /// A shape without the axes, or without all sizes of 1 if none are named.
    public static long[] squeezed(long[] dims, long[] axes) {
        List<Long> kept = new ArrayList<>();
        for (int i = 0; i < dims.length; i++) {
            int at = i;
            boolean named = Arrays.stream(axes).anyMatch(axis -> Math.floorMod(axis, dims.length) == at);
            if (axes.length == 0 ? dims[i] != 1 : !named) {
                kept.add(dims[i]);
            }
        }
        return kept.stream().mapToLong(Long::longValue).toArray();
    }

    /// What ONNX's Reshape makes of a shape: 0 keeps a size, -1 takes what is left.
    public static long[] reshaped(long[] dims, long[] wanted) {
        long[] result = wanted.clone();
        long known = 1;
        int open = -1;
        for (int i = 0; i < result.length; i++) {
            if (result[i] == 0) {
                result[i] = dims[i];
            }
            if (result[i] == -1) {
                open = i;
            } else {
                known *= result[i];
            }
        }
        if (open >= 0) {
            result[open] = Arrays.stream(dims).reduce(1, (a, b) -> a * b) / known;
        }
        return result;
    }

    /// A table on its side.
    static Tensor transposed(Tensor table, long[] order) {
        if (table.dims().length != 2 || (order.length > 0 && order[0] == 0)) {
            throw new VisionException.BadModel(
                    "the graph turns weights of %d dimensions; fold its constants first (`onnxsim`, or ONNX Runtime's offline optimisation)"
                            .formatted(table.dims().length));
        }
        int rows = (int) table.dims()[0];
        int columns = (int) table.dims()[1];
        var values = new float[rows * columns];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                values[column * rows + row] = table.values()[row * columns + column];
            }
        }
        return new Tensor(new long[]{columns, rows}, values);
    }
}
