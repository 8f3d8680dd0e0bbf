package dev.lookalike.vision.pixels;

/// Turns pictures upright, by the eight ways to hold a camera (EXIF, CIPA DC-008, tag 0x0112).
public final class Orientation {
    private static final int CHANNELS = 3;

    private Orientation() {}

    /// Whether rows become columns.
    public static boolean swapsSides(int orientation) {
        return orientation >= 5;
    }

    /// The picture turned upright; the same array where it is upright already.
    ///
    /// @param rgb
    ///            `3 * width * height` bytes
    /// @param orientation
    ///            1 to 8
    public static byte[] upright(byte[] rgb, int width, int height, int orientation) {
        if (orientation == 1) {
            return rgb;
        }
        // Where the first stored pixel goes, and how far the next one of the same row and of the next row is from it.
        boolean swapped = swapsSides(orientation);
        int columns = swapped ? height : width;
        int rows = swapped ? width : height;
        boolean fromRight = switch (orientation) {
            case 2, 3, 6, 7 -> true;
            default -> false;
        };
        boolean fromBottom = switch (orientation) {
            case 3, 4, 7, 8 -> true;
            default -> false;
        };
        int start = (fromBottom ? rows - 1 : 0) * columns + (fromRight ? columns - 1 : 0);
        int right = fromRight ? -1 : 1;
        int down = fromBottom ? -columns : columns;
        int alongRow = swapped ? down : right;
        int alongColumn = swapped ? right : down;
        byte[] upright = new byte[rgb.length];
        int from = 0;
        for (int y = 0; y < height; y++) {
            int to = (start + y * alongColumn) * CHANNELS;
            for (int x = 0; x < width; x++) {
                upright[to] = rgb[from];
                upright[to + 1] = rgb[from + 1];
                upright[to + 2] = rgb[from + 2];
                from += CHANNELS;
                to += alongRow * CHANNELS;
            }
        }
        return upright;
    }
}
