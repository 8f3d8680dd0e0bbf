package dev.lookalike.gallery.compatibility;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What is known of pieces, as learning takes it.
final class Known {
    /*
     * Blocks, within which any two values may go together or not: each field of few values, where a piece has one of them; and the
     * places of a piece among colours (those that are told, that of its picture), along the axes of its texture and of its picture's
     * vector, where it has some of each. And relations of two pieces: for each field whether they say the same, for each number how far
     * apart they are, how the colours lie to each other, how alike texture and picture are.
     */

    /// Of each field, each piece's value; -1 for none.
    final int[][] codes;
    final int[] values;
    /// Of each piece, its coordinates in all other blocks, one after the other.
    final float[][] places;
    /// Where those blocks begin, and where the last ends.
    final int[] begins;
    private final double[][] numbers;
    private final List<Shades> shades = new ArrayList<>();
    private final List<float[][]> axes;

    Known(Pieces pieces) {
        Fields fields = Fields.of(pieces.told());
        codes = fields.codes();
        values = fields.values();
        numbers = fields.numbers();
        var blocks = new ArrayList<float[][]>();
        fields.colours().forEach(colours -> shades.add(new Shades(colours)));
        shades.add(new Shades(pieces.colours()));
        shades.forEach(each -> blocks.add(each.memberships()));
        axes = List.of(Axes.of(pieces.textures()), Axes.of(pieces.vectors()));
        blocks.addAll(axes);
        begins = new int[blocks.size() + 1];
        for (int block = 0; block < blocks.size(); block++) {
            begins[block + 1] = begins[block] + (block < shades.size() ? Shades.LANDMARKS : Axes.COUNT);
        }
        places = new float[pieces.count()][begins[blocks.size()]];
        for (int block = 0; block < blocks.size(); block++) {
            for (int piece = 0; piece < places.length; piece++) {
                float[] row = blocks.get(block)[piece];
                System.arraycopy(row, 0, places[piece], begins[block], row.length);
            }
        }
    }

    int pieces() {
        return places.length;
    }

    /// How many numbers a piece's coordinates are.
    int coordinates() {
        return begins[begins.length - 1];
    }

    /// How many values all fields have together.
    int allValues() {
        return Arrays.stream(values).sum();
    }

    int relations() {
        return codes.length + numbers.length + shades.size() * Shades.RELATIONS + axes.size();
    }

    /// Adds the relations of two pieces.
    void relate(int one, int other, float[] into, int from) {
        int at = from;
        for (int[] code : codes) {
            into[at++] += code[one] >= 0 && code[one] == code[other] ? 1 : 0;
        }
        for (double[] number : numbers) {
            into[at++] += (float) Math.abs(number[one] - number[other]);
        }
        for (Shades each : shades) {
            each.relate(one, other, into, at);
            at += Shades.RELATIONS;
        }
        for (float[][] each : axes) {
            into[at++] += cosine(each[one], each[other]);
        }
    }

    private static float cosine(float[] a, float[] b) {
        float product = 0;
        float squareA = 0;
        float squareB = 0;
        for (int i = 0; i < a.length; i++) {
            product += a[i] * b[i];
            squareA += a[i] * a[i];
            squareB += b[i] * b[i];
        }
        return squareA == 0 || squareB == 0 ? 0 : (float) (product / Math.sqrt((double) squareA * squareB));
    }
}
