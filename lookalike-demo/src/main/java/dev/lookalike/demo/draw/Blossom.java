package dev.lookalike.demo.draw;

/// A printed flower: five petals, a heart, a leaf to each side.
final class Blossom {
    /// Where the petals are, on a circle of 1.
    private static final double[] PETALS = {0, -1, 0.951, -0.309, 0.588, 0.809, -0.588, 0.809, -0.951, -0.309};
    private static final Tone HEART = Tone.of(0xE9B93A);

    private Blossom() {}

    /// Paints what the flower of this place of the grid shows at (x, y) over `rgb`.
    static void at(double x, double y, double pixel, float[] rgb, Tone petal, Tone leaf, double period,
            int seed, int column, int row) {
        double cx = (column + 0.5 + 0.28 * Noise.hash(seed, column, row)) * period;
        double cy = (row + 0.5 + 0.28 * Noise.hash(seed + 3, column, row)) * period;
        double size = period * (0.36 + 0.09 * Noise.hash(seed + 5, column, row));
        double dx = (x - cx) / size;
        double dy = (y - cy) / size;
        double soft = pixel / size;
        double square = dx * dx + dy * dy;
        if (square > 1.7) {
            return;
        }
        float turn = Noise.hash(seed + 9, column, row);
        double lx = dx * turn + dy * (1 - turn * turn * 0.5);
        double ly = dy * turn - dx * (1 - turn * turn * 0.5);
        double leafEdge = lx * lx * 0.55 + (ly * ly) * 9;
        leaf.over(rgb, (1 - Noise.step(0.75 - soft * 2, 0.75 + soft * 2, leafEdge)));
        double nearest = 9;
        for (int i = 0; i < 5; i++) {
            double px = dx - PETALS[2 * i] * 0.46;
            double py = dy - PETALS[2 * i + 1] * 0.46;
            nearest = Math.min(nearest, px * px + py * py);
        }
        double distance = Math.sqrt(nearest);
        petal.times(1.08 - 0.3 * Math.sqrt(square)).over(rgb, 1 - Noise.step(0.34 - soft, 0.34 + soft, distance));
        HEART.over(rgb, 1 - Noise.step(0.2 - soft, 0.2 + soft, Math.sqrt(square)));
    }
}
