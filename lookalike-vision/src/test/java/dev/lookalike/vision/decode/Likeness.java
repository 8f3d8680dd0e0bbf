package dev.lookalike.vision.decode;

import dev.lookalike.vision.pixels.Pixels;

/// How alike two pictures are.
final class Likeness {
    private Likeness() {}

    /// The cosine of the two pictures' levels, each minus its mean: 1 for the same picture.
    static double cosine(Pixels one, Pixels other) {
        if (one.width() != other.width() || one.height() != other.height()) {
            throw new AssertionError(
                    "%d x %d is not %d x %d".formatted(one.width(), one.height(), other.width(), other.height()));
        }
        double meanOne = mean(one.rgb());
        double meanOther = mean(other.rgb());
        double product = 0;
        double squareOne = 0;
        double squareOther = 0;
        for (int i = 0; i < one.rgb().length; i++) {
            double a = (one.rgb()[i] & 0xFF) - meanOne;
            double b = (other.rgb()[i] & 0xFF) - meanOther;
            product += a * b;
            squareOne += a * a;
            squareOther += b * b;
        }
        return product / Math.sqrt(squareOne * squareOther);
    }

    /// The largest difference of two levels.
    static int farthest(Pixels one, Pixels other) {
        int farthest = 0;
        for (int i = 0; i < one.rgb().length; i++) {
            farthest = Math.max(farthest, Math.abs((one.rgb()[i] & 0xFF) - (other.rgb()[i] & 0xFF)));
        }
        return farthest;
    }

    private static double mean(byte[] levels) {
        double sum = 0;
        for (byte level : levels) {
            sum += level & 0xFF;
        }
        return sum / levels.length;
    }
}
