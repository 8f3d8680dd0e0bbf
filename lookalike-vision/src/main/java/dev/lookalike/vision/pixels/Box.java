package dev.lookalike.vision.pixels;

/// A part of a picture, in pixels that may be fractions of one: `left` and `top` inside it, `right` and `bottom`
/// just outside.
public record Box(double left, double top, double right, double bottom) {
    public Box {
        if (!(left >= 0 && top >= 0 && right > left && bottom > top)) {
            throw new IllegalArgumentException(
                    "box is %s,%s to %s,%s; it must hold something".formatted(left, top, right, bottom));
        }
    }

    /// All of a picture.
    public static Box whole(int width, int height) {
        return new Box(0, 0, width, height);
    }
}
