package dev.lookalike.vision.pixels;

import java.util.Arrays;

/// Resizes pictures without aliasing: each new pixel is mixed from all old pixels it covers.
public final class Resampler {
    /*
     * As Pillow's resize does (on a photo 9 of 270,000 values differ by two levels, the others by one or none): the
     * filter is stretched over what a new pixel covers, and its weights are made once for each row and each column.
     *
     * Rows first, then columns; as each of the two steps leaves the picture transposed, both are the same code, and
     * what lies next to each other in memory is always mixed with the same weight. Each old row is widened to floats once
     * and kept as long as new rows read it (six or seven of them, for a bicubic filter and a third off each side).
     *
     * The loops over a row are written so that the compiler turns them into vector instructions. It does so for bytes that
     * become floats and floats that become ints, not for bytes that become ints: hence the detour in Stored. Transposing
     * cannot be done so; with the three channels of a pixel in one int it is a third of the work.
     */
    private static final int CHANNELS = 3;

    private Resampler() {}

    /// The part of a picture inside `box`, as `toWidth * toHeight` pixels; the neighbours of the box are looked at too.
    ///
    /// @param rgb
    ///            `3 * width * height` bytes
    /// @return `3 * toWidth * toHeight` bytes, a new array
    public static byte[] resize(byte[] rgb, int width, int height, Box box, int toWidth, int toHeight, Filter filter) {
        int[] packed = packed(rgb, width, height, box, toWidth, toHeight, filter);
        byte[] resized = new byte[Math.multiplyExact(packed.length, CHANNELS)];
        for (int i = 0, to = 0; i < packed.length; i++) {
            resized[to++] = (byte) packed[i];
            resized[to++] = (byte) (packed[i] >> 8);
            resized[to++] = (byte) (packed[i] >> 16);
        }
        return resized;
    }

    /// The same as [#resize], each pixel in one int: red in the lowest byte, then green, then blue.
    ///
    /// @return `toWidth * toHeight` pixels, a new array
    public static int[] packed(byte[] rgb, int width, int height, Box box, int toWidth, int toHeight, Filter filter) {
        requireInside(rgb, width, height, box);
        if (toWidth < 1 || toHeight < 1) {
            throw new IllegalArgumentException("cannot resize to %d x %d".formatted(toWidth, toHeight));
        }
        Taps columns = Taps.of(width, box.left(), box.right(), toWidth, filter);
        Taps rows = Taps.of(height, box.top(), box.bottom(), toHeight, filter);
        int begin = columns.begin();
        int[] mixed = mixRows(new Stored(rgb, width, begin), columns.end() - begin, rows);
        return mixRows(new Mixed(mixed, toHeight, begin), toHeight, columns);
    }

    private static void requireInside(byte[] rgb, int width, int height, Box box) {
        if (rgb.length != (long) CHANNELS * width * height || width < 1 || height < 1) {
            throw new IllegalArgumentException(
                    "%d bytes are no picture of %d x %d pixels".formatted(rgb.length, width, height));
        }
        if (box.left() >= width || box.top() >= height || box.right() > width + 1e-6 || box.bottom() > height + 1e-6) {
            throw new IllegalArgumentException("%s is outside a picture of %d x %d".formatted(box, width, height));
        }
    }

    /// Mixes rows of `columns` pixels, and returns the new picture transposed.
    private static int[] mixRows(Rows rows, int columns, Taps taps) {
        int places = taps.first().length;
        int[] mixed = new int[Math.multiplyExact(places, columns)];
        float[][] recent = new float[taps.stride()][columns * CHANNELS];
        float[] sum = new float[columns * CHANNELS];
        int[] levels = new int[sum.length];
        int[] packed = new int[columns];
        int read = taps.begin();
        for (int place = 0; place < places; place++) {
            int first = taps.first()[place];
            int count = taps.count()[place];
            for (; read < first + count; read++) {
                rows.read(read, recent[read % recent.length]);
            }
            Arrays.fill(sum, 0.5f);
            for (int tap = 0; tap < count; tap++) {
                add(recent[(first + tap) % recent.length], taps.weights()[place * taps.stride() + tap], sum);
            }
            toLevels(sum, levels);
            rows.pack(levels, packed);
            transpose(packed, mixed, place, places);
        }
        return mixed;
    }

    private static void add(float[] row, float weight, float[] sum) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += weight * row[i];
        }
    }

    private static void toLevels(float[] sum, int[] levels) {
        for (int i = 0; i < sum.length; i++) {
            levels[i] = Math.max(0, Math.min(255, (int) sum[i]));
        }
    }

    private static void transpose(int[] packed, int[] mixed, int to, int width) {
        for (int i = 0, at = to; i < packed.length; i++, at += width) {
            mixed[at] = packed[i];
        }
    }

    /// The rows of a picture, and how the levels of a row lie.
    private sealed interface Rows {
        void read(int y, float[] row);

        void pack(int[] levels, int[] packed);
    }

    /// A picture as it is stored, from the column `begin` on; red, green and blue of a pixel side by side.
    private record Stored(byte[] rgb, int width, int begin) implements Rows {
        @Override
        public void read(int y, float[] row) {
            int offset = (y * width + begin) * CHANNELS;
            for (int i = 0; i < row.length; i++) {
                float signed = rgb[offset + i];
                row[i] = (int) signed & 0xFF;
            }
        }

        @Override
        public void pack(int[] levels, int[] packed) {
            for (int x = 0, from = 0; x < packed.length; x++, from += CHANNELS) {
                packed[x] = levels[from] | levels[from + 1] << 8 | levels[from + 2] << 16;
            }
        }
    }

    /// Packed pixels; all red of a row, then all green, then all blue.
    private record Mixed(int[] pixels, int width, int begin) implements Rows {
        @Override
        public void read(int y, float[] row) {
            int offset = (y - begin) * width;
            for (int channel = 0; channel < CHANNELS; channel++) {
                int shift = 8 * channel;
                int to = channel * width;
                for (int x = 0; x < width; x++) {
                    row[to + x] = pixels[offset + x] >> shift & 0xFF;
                }
            }
        }

        @Override
        public void pack(int[] levels, int[] packed) {
            for (int x = 0; x < width; x++) {
                packed[x] = levels[x] | levels[width + x] << 8 | levels[2 * width + x] << 16;
            }
        }
    }
}
