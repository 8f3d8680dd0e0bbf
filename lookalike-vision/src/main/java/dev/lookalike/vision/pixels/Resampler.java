package dev.lookalike.vision.pixels;

import java.util.Arrays;

/// Resizes pictures without aliasing: each new pixel is mixed from all old pixels it covers.
public final class Resampler {
    /*
     * As Pillow's resize does (on a photo 9 of 270,000 values differ by two levels, the others by one or none): the
     * filter is stretched over what a new pixel covers, its weights are made once for each row and each column and sum
     * to one exactly, so that flat areas stay flat.
     *
     * Rows first, then columns; as each of the two steps leaves the picture transposed, both are the same code, and
     * what lies next to each other in memory is always mixed with the same weight. Each old row is widened to ints once
     * and added to the few new rows that it belongs to (four, for a bicubic filter). That inner loop, the one that
     * counts, is written so that the compiler turns it into vector instructions: two arrays of one type, one index,
     * nothing else. Reading bytes or shifting an index in it makes it seven times slower.
     */
    private static final int CHANNELS = 3;
    private static final int BITS = 20;

    private Resampler() {}

    /// The part of a picture inside `box`, as `toWidth * toHeight` pixels; the neighbours of the box are looked at too.
    ///
    /// @param rgb
    ///            `3 * width * height` bytes
    /// @return `3 * toWidth * toHeight` bytes, a new array
    public static byte[] resize(byte[] rgb, int width, int height, Box box, int toWidth, int toHeight, Filter filter) {
        requireInside(rgb, width, height, box);
        if (toWidth < 1 || toHeight < 1) {
            throw new IllegalArgumentException("cannot resize to %d x %d".formatted(toWidth, toHeight));
        }
        Taps columns = Taps.of(width, box.left(), box.right(), toWidth, filter, BITS);
        Taps rows = Taps.of(height, box.top(), box.bottom(), toHeight, filter, BITS);
        int begin = columns.begin();
        byte[] mixed = mixRows(rgb, width, begin, columns.end() - begin, rows);
        return mixRows(mixed, toHeight, 0, toHeight, columns.startingAt(begin));
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

    /// Mixes rows, looking only at the columns from `begin` on, and returns the new picture transposed.
    private static byte[] mixRows(byte[] rgb, int width, int begin, int columns, Taps taps) {
        int places = taps.first().length;
        byte[] mixed = new byte[Math.multiplyExact(Math.multiplyExact(places, columns), CHANNELS)];
        int[] row = new int[columns * CHANNELS];
        int[][] sums = new int[taps.mostOpen()][row.length];
        int open = 0;
        for (int y = taps.begin(); open < places; y++) {
            widen(rgb, (y * width + begin) * CHANNELS, row);
            for (int place = open; place < places && taps.first()[place] <= y; place++) {
                int[] sum = sums[place % sums.length];
                int tap = y - taps.first()[place];
                if (tap == 0) {
                    Arrays.fill(sum, 1 << (BITS - 1));
                }
                add(row, taps.weights()[place * taps.stride() + tap], sum);
                if (tap == taps.count()[place] - 1) {
                    toLevels(sum);
                    transpose(sum, mixed, place, places);
                    open++;
                }
            }
        }
        return mixed;
    }

    private static void widen(byte[] rgb, int offset, int[] row) {
        for (int i = 0; i < row.length; i++) {
            row[i] = rgb[offset + i] & 0xFF;
        }
    }

    private static void add(int[] row, int weight, int[] sum) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += weight * row[i];
        }
    }

    private static void toLevels(int[] sum) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] = Math.max(0, Math.min(255, sum[i] >> BITS));
        }
    }

    private static void transpose(int[] levels, byte[] mixed, int place, int places) {
        int to = place * CHANNELS;
        for (int from = 0; from < levels.length; from += CHANNELS) {
            mixed[to] = (byte) levels[from];
            mixed[to + 1] = (byte) levels[from + 1];
            mixed[to + 2] = (byte) levels[from + 2];
            to += places * CHANNELS;
        }
    }
}
