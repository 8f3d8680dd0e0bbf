package dev.lookalike.vision.pixels;

/// Pixels row by row, red, green and blue.
///
/// @param rgb
///            `3 * width * height` bytes, shared
public record Pixels(int width, int height, byte[] rgb) {
    public Pixels {
        if (width < 1 || height < 1 || rgb.length != 3L * width * height) {
            throw new IllegalArgumentException(
                    "%d bytes are no picture of %d x %d pixels; give 3 bytes for each".formatted(rgb.length, width,
                            height));
        }
    }

    /// These pixels turned upright.
    public Pixels upright(int orientation) {
        byte[] turned = Orientation.upright(rgb, width, height, orientation);
        return Orientation.swapsSides(orientation)
                ? new Pixels(height, width, turned)
                : new Pixels(width, height, turned);
    }

    /// The columns `left` to `right` and the rows `top` to `bottom`, the last ones not included.
    public Pixels cut(int left, int top, int right, int bottom) {
        int columns = right - left;
        byte[] cut = new byte[3 * columns * (bottom - top)];
        for (int y = top; y < bottom; y++) {
            System.arraycopy(rgb, 3 * (y * width + left), cut, 3 * (y - top) * columns, 3 * columns);
        }
        return new Pixels(columns, bottom - top, cut);
    }
}
