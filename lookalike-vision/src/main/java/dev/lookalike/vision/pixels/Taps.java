package dev.lookalike.vision.pixels;

/// For each place along one axis of a resized picture: where it starts to read and with which weights.
///
/// @param first
///            the first pixel that is read
/// @param count
///            how many are read
/// @param weights
///            `stride` for each place, fixed point; those of one place sum to exactly `1 << bits`
record Taps(int[] first, int[] count, int[] weights, int stride) {

    static Taps of(int size, double from, double to, int places, Filter filter, int bits) {
        double scale = (to - from) / places;
        double spread = Math.max(1, scale);
        double reach = filter.reach() * spread;
        int stride = (int) Math.ceil(reach) * 2 + 1;
        var taps = new Taps(new int[places], new int[places], new int[Math.multiplyExact(places, stride)], stride);
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
            taps.fix(place, exact, sum, bits);
        }
        return taps;
    }

    private void fix(int place, double[] exact, double sum, int bits) {
        int start = place * stride;
        int largest = start;
        int left = 1 << bits;
        for (int i = 0; i < count[place]; i++) {
            int weight = (int) Math.rint(exact[i] / sum * (1 << bits));
            weights[start + i] = weight;
            left -= weight;
            if (weight > weights[largest]) {
                largest = start + i;
            }
        }
        weights[largest] += left;
    }

    /// These taps for a row that begins with the pixel `begin`.
    Taps startingAt(int begin) {
        int[] moved = first.clone();
        for (int place = 0; place < moved.length; place++) {
            moved[place] -= begin;
        }
        return new Taps(moved, count, weights, stride);
    }

    /// The first pixel that any place reads.
    int begin() {
        return first[0];
    }

    /// One past the last pixel that any place reads.
    int end() {
        return end(first.length - 1);
    }

    /// How many places read a pixel that is the last one, or before the last one, of the first of them.
    int mostOpen() {
        int most = 1;
        int last = 0;
        for (int place = 0; place < first.length; place++) {
            while (last + 1 < first.length && first[last + 1] < end(place)) {
                last++;
            }
            most = Math.max(most, last - place + 1);
        }
        return most;
    }

    private int end(int place) {
        return first[place] + count[place];
    }
}
