package dev.lookalike.gallery.health;

import dev.lookalike.vision.Picture;

/// A picture so small that it can be compared with thousands: a square of [#SIDE] times [#SIDE] pixels whatever its shape.
///
/// @param proportion
///            width by height of the picture
/// @param rgb
///            row by row, red, green and blue
@SuppressWarnings("ArrayRecordComponent") // not compared
record Miniature(float proportion, byte[] rgb) {
    /// Enough to tell a photo from the next one of a burst, and to find a quarter of it in it.
    static final int SIDE = 48;

    static final int BYTES = 3 * SIDE * SIDE;

    static Miniature of(Picture picture) {
        return new Miniature((float) picture.width() / picture.height(), picture.resized(SIDE, SIDE).rgb());
    }

    /// The mirror image.
    Miniature mirrored() {
        var mirrored = new byte[BYTES];
        for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
            int other = pixel / SIDE * SIDE + SIDE - 1 - pixel % SIDE;
            System.arraycopy(rgb, 3 * pixel, mirrored, 3 * other, 3);
        }
        return new Miniature(proportion, mirrored);
    }

    /// One channel, 0 to 255.
    Plane channel(int number) {
        var values = new float[SIDE * SIDE];
        for (int i = 0; i < values.length; i++) {
            values[i] = rgb[3 * i + number] & 0xFF;
        }
        return new Plane(SIDE, SIDE, values);
    }

    /// How bright it is, 0 to 255.
    Plane grey() {
        var values = new float[SIDE * SIDE];
        for (int i = 0; i < values.length; i++) {
            values[i] = 0.299f * (rgb[3 * i] & 0xFF) + 0.587f * (rgb[3 * i + 1] & 0xFF)
                    + 0.114f * (rgb[3 * i + 2] & 0xFF);
        }
        return new Plane(SIDE, SIDE, values);
    }
}
