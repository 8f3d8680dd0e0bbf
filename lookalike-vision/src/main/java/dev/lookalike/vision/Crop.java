package dev.lookalike.vision;

/// A box inside an upright picture, in shares of its width and height from the upper left corner.
///
/// @param left
///            0 to less than 1
/// @param top
///            0 to less than 1
/// @param width
///            more than 0; `left + width` at most 1
/// @param height
///            more than 0; `top + height` at most 1
public record Crop(double left, double top, double width, double height) {
    /// The whole picture.
    public static final Crop WHOLE = new Crop(0, 0, 1, 1);

    public Crop {
        boolean inside = left >= 0 && top >= 0 && width > 0 && height > 0 && left + width <= 1 + 1e-9
                && top + height <= 1 + 1e-9;
        if (!inside) {
            throw new IllegalArgumentException(
                    "crop is %s,%s,%s,%s; give left, top, width and height as shares of the picture, inside 0..1"
                            .formatted(left, top, width, height));
        }
    }
}
