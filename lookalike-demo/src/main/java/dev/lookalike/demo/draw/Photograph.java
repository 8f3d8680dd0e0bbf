package dev.lookalike.demo.draw;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;

/// Sets a painted product on its backdrop, with the shadows it throws there, and develops the picture.
public final class Photograph {
    private final Layer product;
    private final Backdrop backdrop;
    private final Light light;

    public Photograph(Layer product, Backdrop backdrop, Light light) {
        this.product = product;
        this.backdrop = backdrop;
        this.light = light;
    }

    /// The product stands on its lowest row.
    public BufferedImage standing(int grain) {
        double base = foot();
        var set = new Layer(product.width, product.height);
        backdrop.paint(set, light, true);
        boolean shiny = backdrop.kind() != Backdrop.Kind.ROOM;
        double reach = product.width * 0.02;
        cast(set, floorShadow(base, 0.26, 0.55), reach, 0.36);
        cast(set, floorShadow(base, 0.07, 0.25), reach * 0.45, 0.42);
        contact(set, base);
        if (shiny) {
            reflect(set, base);
        }
        return develop(set, grain);
    }

    /// The product lies, or hangs before a wall.
    public BufferedImage lying(int grain) {
        var set = new Layer(product.width, product.height);
        backdrop.paint(set, light, false);
        double unit = product.width / 100.0;
        cast(set, moved(unit * 1.6), unit * 2.2, 0.30);
        cast(set, moved(unit * 0.5), unit * 0.6, 0.34);
        return develop(set, grain);
    }

    /// The lowest row that the product reaches.
    private int foot() {
        for (int at = product.alpha.length - 1; at >= 0; at--) {
            if (product.alpha[at] > 0.5f) {
                return at / product.width;
            }
        }
        return product.height - 1;
    }

    /// The product's outline, thrown backwards along the floor: `squash` is how low the camera is, `lean` how far sideways.
    private float[] floorShadow(double base, double squash, double lean) {
        float[] dark = new float[product.alpha.length];
        double slant = -light.x() * lean * 1.6;
        for (int y = 0; y < product.height; y++) {
            double up = (base + product.height * 0.004 - y) / squash;
            int from = (int) (base - up);
            if (up < -2 || from < 0) {
                continue;
            }
            int row = Math.min(product.height - 1, from) * product.width;
            int shift = (int) (slant * up);
            float fade = (float) Math.max(0, 1 - up / (product.height * 0.95));
            for (int x = 0; x < product.width; x++) {
                int fx = x - shift;
                if (fx >= 0 && fx < product.width) {
                    dark[y * product.width + x] = product.alpha[row + fx] * fade;
                }
            }
        }
        return dark;
    }

    private float[] moved(double distance) {
        float[] dark = new float[product.alpha.length];
        int dx = (int) Math.round(-light.x() * distance * 1.4);
        int dy = (int) Math.round(-light.y() * distance * 1.4);
        for (int y = Math.max(0, dy); y < Math.min(product.height, product.height + dy); y++) {
            for (int x = Math.max(0, dx); x < Math.min(product.width, product.width + dx); x++) {
                dark[y * product.width + x] = product.alpha[(y - dy) * product.width + x - dx];
            }
        }
        return dark;
    }

    private void cast(Layer set, float[] dark, double softness, double strength) {
        Blur.soften(dark, set.width, set.height, softness);
        for (int at = 0; at < dark.length; at++) {
            if (dark[at] > 0.001f) {
                set.darken(at, 1 - dark[at] * (float) strength);
            }
        }
    }

    /// The narrow dark line where the foot touches.
    private void contact(Layer set, double base) {
        float[] dark = new float[product.alpha.length];
        int band = Math.max(2, product.height / 70);
        int bottom = Math.min(product.height - 1, (int) base);
        for (int x = 0; x < product.width; x++) {
            float most = 0;
            for (int y = Math.max(0, bottom - band); y <= bottom; y++) {
                most = Math.max(most, product.alpha[y * product.width + x]);
            }
            for (int y = Math.max(0, bottom - band / 2); y <= Math.min(product.height - 1, bottom + band / 3); y++) {
                dark[y * product.width + x] = most;
            }
        }
        cast(set, dark, Math.max(1.5, product.height / 160.0), 0.62);
    }

    /// A faint mirror image in the polished floor.
    private void reflect(Layer set, double base) {
        double length = product.height * 0.10;
        for (int y = (int) base + 1; y < Math.min(product.height, base + length); y++) {
            int from = (int) (2 * base - y);
            if (from < 0 || from >= product.height) {
                continue;
            }
            float fade = (float) ((1 - (y - base) / length) * 0.13);
            for (int x = 0; x < product.width; x++) {
                int source = from * product.width + x;
                float share = product.alpha[source] * fade;
                int at = y * product.width + x;
                set.red[at] += (product.red[source] - set.red[at]) * share;
                set.green[at] += (product.green[source] - set.green[at]) * share;
                set.blue[at] += (product.blue[source] - set.blue[at]) * share;
            }
        }
    }

    private BufferedImage develop(Layer set, int grain) {
        byte[] pixels = new byte[3 * set.width * set.height];
        for (int y = 0; y < set.height; y++) {
            for (int x = 0; x < set.width; x++) {
                int at = y * set.width + x;
                float share = product.alpha[at];
                float speck = 1.1f * Noise.hash(grain, x, y);
                int red = Film.screen(set.red[at] + (product.red[at] - set.red[at]) * share, speck);
                int green = Film.screen(set.green[at] + (product.green[at] - set.green[at]) * share, speck);
                int blue = Film.screen(set.blue[at] + (product.blue[at] - set.blue[at]) * share, speck);
                pixels[3 * at] = (byte) red;
                pixels[3 * at + 1] = (byte) green;
                pixels[3 * at + 2] = (byte) blue;
            }
        }
        return picture(pixels, set.width, set.height);
    }

    /// Red, green and blue in the order in which a JPEG encoder takes them: any other is turned pixel by pixel.
    private static BufferedImage picture(byte[] pixels, int width, int height) {
        var raster = Raster.createInterleavedRaster(new DataBufferByte(pixels, pixels.length), width, height, 3 * width,
                3, new int[]{0, 1, 2}, null);
        var colours = new ComponentColorModel(ColorSpace.getInstance(ColorSpace.CS_sRGB), false, false,
                Transparency.OPAQUE, DataBuffer.TYPE_BYTE);
        return new BufferedImage(colours, raster, false, null);
    }
}
