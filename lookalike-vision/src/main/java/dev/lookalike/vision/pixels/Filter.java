package dev.lookalike.vision.pixels;

/// How a resized pixel is mixed from the pixels it covers.
public enum Filter {
    /// The mean of what it covers.
    BOX(0.5) {
        @Override
        double weight(double x) {
            return x > -0.5 && x <= 0.5 ? 1 : 0;
        }
    },
    /// Weights fall off linearly.
    BILINEAR(1) {
        @Override
        double weight(double x) {
            return Math.max(0, 1 - Math.abs(x));
        }
    },
    /// Keys' cubic convolution with a = -0.5, as Pillow's.
    BICUBIC(2) {
        @Override
        double weight(double x) {
            double far = Math.abs(x);
            if (far < 1) {
                return (1.5 * far - 2.5) * far * far + 1;
            }
            return far < 2 ? ((-0.5 * far + 2.5) * far - 4) * far + 2 : 0;
        }
    };

    private final double reach;

    Filter(double reach) {
        this.reach = reach;
    }

    /// How far from the middle, in pixels of the coarser grid, a weight can be other than 0.
    double reach() {
        return reach;
    }

    abstract double weight(double x);
}
