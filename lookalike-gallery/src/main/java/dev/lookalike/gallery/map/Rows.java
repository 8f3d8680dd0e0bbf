package dev.lookalike.gallery.map;

import java.util.ArrayList;
import java.util.List;

import dev.lookalike.gallery.Vectors;

/// The directions of some pictures' vectors.
///
/// @param ids
///            ascending
/// @param units
///            vectors of length one, in the order of the ids
@SuppressWarnings("ArrayRecordComponent") // read and not compared
record Rows(long[] ids, float[][] units) {

    /// Gathers them, in one pass; of more than `most`, at least half as many are taken evenly.
    static Rows of(Vectors vectors, int most) {
        List<Long> ids = new ArrayList<>();
        List<float[]> units = new ArrayList<>();
        long[] seen = {0};
        long[] stride = {1};
        vectors.forEach((id, vector) -> {
            Cores.stopIfInterrupted();
            if (seen[0]++ % stride[0] != 0) {
                return;
            }
            if (ids.size() == most) {
                stride[0] *= 2;
                halve(ids);
                halve(units);
            }
            ids.add(id);
            units.add(unit(vector));
        });
        return new Rows(ids.stream().mapToLong(Long::longValue).toArray(), units.toArray(float[][]::new));
    }

    private static <T> void halve(List<T> list) {
        for (int i = 0; 2 * i < list.size(); i++) {
            list.set(i, list.get(2 * i));
        }
        list.subList((list.size() + 1) / 2, list.size()).clear();
    }

    private static float[] unit(double[] vector) {
        double squares = 0;
        for (double value : vector) {
            squares += value * value;
        }
        double length = Math.sqrt(squares);
        var unit = new float[vector.length];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = (float) (vector[i] / length);
        }
        return unit;
    }

    static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
