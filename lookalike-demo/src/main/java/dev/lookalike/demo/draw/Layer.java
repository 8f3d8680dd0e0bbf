package dev.lookalike.demo.draw;

import java.util.Arrays;

/// A picture in linear light with coverage: what the product's parts are painted on, before it is set on a backdrop.
///
/// Colours are not multiplied by their coverage. `main` is the share of each pixel that shows the product's first colour.
public final class Layer {
    final int width;
    final int height;
    final float[] red;
    final float[] green;
    final float[] blue;
    final float[] alpha;
    final float[] main;

    public Layer(int width, int height) {
        this.width = width;
        this.height = height;
        red = new float[width * height];
        green = new float[width * height];
        blue = new float[width * height];
        alpha = new float[width * height];
        main = new float[width * height];
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /// How much of the pixel shows the product's first colour, 0 to 1.
    public float main(int x, int y) {
        return main[y * width + x];
    }

    void fillCoverage() {
        Arrays.fill(alpha, 1);
    }

    /// Paints one pixel over what is there.
    void over(int at, float r, float g, float b, float cover, boolean first) {
        float below = alpha[at] * (1 - cover);
        float total = below + cover;
        if (total <= 0) {
            return;
        }
        float share = cover / total;
        red[at] += (r - red[at]) * share;
        green[at] += (g - green[at]) * share;
        blue[at] += (b - blue[at]) * share;
        alpha[at] = total;
        main[at] = main[at] * (1 - cover) + (first ? cover : 0);
    }

    void darken(int at, float factor) {
        red[at] *= factor;
        green[at] *= factor;
        blue[at] *= factor;
    }
}
