package dev.lookalike.gallery.taste;

import java.util.ArrayList;
import java.util.List;

/// Steps along a gradient, each value's as long as its gradient is steady.
final class Adam {
    /*
     * Kingma & Ba 2015, "Adam: a method for stochastic optimization", with their constants.
     */
    private static final float MEAN_KEPT = 0.9f;
    private static final float SQUARE_KEPT = 0.999f;
    private static final float LEAST = 1e-8f;

    final float[] values;
    final float[] gradient;
    final float[] mean;
    final float[] square;

    Adam(float[] values) {
        this.values = values;
        gradient = new float[values.length];
        mean = new float[values.length];
        square = new float[values.length];
    }

    /// All that some of them have learnt, and what else has, live.
    static List<float[]> state(List<Adam> all, float[] more) {
        var state = new ArrayList<float[]>();
        all.forEach(each -> state.addAll(List.of(each.values, each.mean, each.square)));
        state.add(more);
        return state;
    }

    /// A step, after which the gradient is zero again.
    ///
    /// @param number
    ///            of the step, from 1 on
    void step(double rate, double number) {
        float one = (float) (rate / (1 - Math.pow(MEAN_KEPT, number)));
        float other = (float) (1 / Math.sqrt(1 - Math.pow(SQUARE_KEPT, number)));
        for (int i = 0; i < values.length; i++) {
            float g = gradient[i];
            float m = MEAN_KEPT * mean[i] + (1 - MEAN_KEPT) * g;
            float s = SQUARE_KEPT * square[i] + (1 - SQUARE_KEPT) * g * g;
            mean[i] = m;
            square[i] = s;
            values[i] -= one * m / ((float) Math.sqrt(s) * other + LEAST);
            gradient[i] = 0;
        }
    }
}
