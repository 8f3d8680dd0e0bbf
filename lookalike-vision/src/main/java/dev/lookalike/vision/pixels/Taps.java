package dev.lookalike.vision.pixels;

/// For each place along one axis of a resized picture: where it starts to read and with which weights.
///
/// @param first
///            the first pixel that is read
/// @param count
///            how many are read
/// @param weights
///            `stride` for each place; those of one place sum to 1
record Taps(int[] first, int[] count, float[] weights, int stride) {

    static Taps of(int size, double from, double to, int places, Filter filter) {
        double scale = (to - from) / places;
        double spread = Math.max(1, scale);
        double reach = filter.reach() * spread;
        int stride = (int) Math.ceil(reach) * 2 + 1;
        var taps = new Taps(new int[places], new int[places], new float[Math.multiplyExact(places, stride)], stride);
        double[] exact = new double[stride];
        for (int place = 0; place < places; place++) {
            double centre = from + (place + 0.5) * scale;
            int first = Math.clamp((int) (centre - reach + 0.5), 0, size - 1);
            int count = Math.clamp((int) (centre + reach + 0.5) - first, 1, Math.min(stride, size - first));
            double sum = 0;
            for (int i = 0; i < count; i++) {
                exact[i] = filter.weight((first + i - centre + 0.5) / spread);
                sum += exact[i];
            }
            if (sum == 0) {
                exact[0] = sum = 1;
            }
            taps.first[place] = first;
            taps.count[place] = count;
            for (int i = 0; i < count; i++) {
                taps.weights[place * stride + i] = (float) (exact[i] / sum);
            }
        }
        return taps;
    }

    /// The first pixel that any place reads.
    int begin() {
        return first[0];
    }

    /// One past the last pixel that any place reads.
    int end() {
        int last = first.length - 1;
        return first[last] + count[last];
    }
}
