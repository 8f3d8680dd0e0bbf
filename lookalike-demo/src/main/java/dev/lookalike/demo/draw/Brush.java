package dev.lookalike.demo.draw;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.List;

import org.jspecify.annotations.Nullable;

/// Paints parts on a layer.
public final class Brush {
    /*
     * A part is an outline filled with coverage by Java2D, and everything else is arithmetic per pixel:
     *
     * 1. A height field: the coverage blurred by a radius is a cushion with that radius at its rim; folds and seams are
     *    blurred strokes; texture and crumples are noise. Its slope tilts the surface's normal, which for turned bodies
     *    (mugs, bottles, pots) starts from the body's own roundness.
     * 2. Light: matte light wrapped a little around the edge, the lamp's highlight, softboxes mirrored in gloss, a rim of
     *    sheen on cloth, and less light in hollows (the height below its own blur).
     * 3. The part's shadow on what is already painted: its coverage, blurred, moved away from the lamp.
     */
    private final Layer layer;
    private final Light light;
    private final AffineTransform frame;
    private final double scale;
    private final int seed;
    private final boolean product;
    private final @Nullable List<Shape> outlines;

    /// @param frame from the product's units to pixels; without shear
    public Brush(Layer layer, Light light, AffineTransform frame, int seed) {
        this(layer, light, frame, seed, true, null);
    }

    /// A brush that paints nothing, and adds the outline of each part to a list, in pixels and in the order of painting; what
    /// lets more than half of what is behind it through has none.
    public static Brush outlining(Layer layer, Light light, AffineTransform frame, int seed, List<Shape> outlines) {
        return new Brush(layer, light, frame, seed, true, outlines);
    }

    private Brush(Layer layer, Light light, AffineTransform frame, int seed, boolean product,
            @Nullable List<Shape> outlines) {
        this.outlines = outlines;
        this.layer = layer;
        this.light = light;
        this.frame = new AffineTransform(frame);
        this.scale = Math.sqrt(Math.abs(frame.getDeterminant()));
        this.seed = seed;
        this.product = product;
    }

    /// A brush whose units are moved, turned or scaled first.
    public Brush within(AffineTransform inner) {
        var joined = new AffineTransform(frame);
        joined.concatenate(inner);
        return new Brush(layer, light, joined, seed + 1, product, outlines);
    }

    /// Like [#within], for a thing that is not the product itself: none of it counts as the product's first colour.
    public Brush beside(AffineTransform inner) {
        Brush other = within(inner);
        return new Brush(layer, light, other.frame, other.seed, false, outlines);
    }

    public void paint(Part part) {
        if (outlines != null) {
            if (part.opacity >= 0.5) {
                outlines.add(frame.createTransformedShape(part.shape));
            }
            return;
        }
        double reach = part.shadow > 0 ? part.shadowReach * 3 : 0;
        for (Part.Relief relief : part.reliefs) {
            reach = Math.max(reach, relief.radius() * 2.5);
        }
        int pad = (int) Math.min(reach * scale, 90) + 3;
        Rectangle box = frame.createTransformedShape(part.shape).getBounds();
        box.grow(pad, pad);
        box = box.intersection(new Rectangle(-pad, -pad, layer.width + 2 * pad, layer.height + 2 * pad));
        if (box.isEmpty()) {
            return;
        }
        var patch = new Patch(box, part);
        if (part.shadow > 0) {
            patch.shade();
        }
        patch.raise();
        patch.paint();
    }

    /// The part's own piece of the layer, with a border for the blurs.
    private final class Patch {
        final Rectangle box;
        final Part part;
        final int width;
        final int height;
        final float[] cover;
        final float[] relief;
        final float[] colour = new float[3];
        final float[] normal = new float[3];
        double sag;

        Patch(Rectangle box, Part part) {
            this.box = box;
            this.part = part;
            this.width = box.width;
            this.height = box.height;
            this.cover = coverage(List.of(part.shape));
            this.relief = new float[width * height];
        }

        float[] coverage(List<? extends Shape> shapes) {
            var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
            Graphics2D graphics = image.createGraphics();
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            graphics.translate(-box.x, -box.y);
            graphics.setColor(Color.WHITE);
            for (Shape shape : shapes) {
                graphics.fill(frame.createTransformedShape(shape));
            }
            graphics.dispose();
            int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
            float[] field = new float[pixels.length];
            for (int i = 0; i < field.length; i++) {
                field[i] = (pixels[i] & 255) / 255f;
            }
            return field;
        }

        void shade() {
            float[] dark = cover.clone();
            double radius = part.shadowReach * scale;
            Blur.soften(dark, width, height, radius);
            int dx = (int) Math.round(-light.x() * radius * 1.2);
            int dy = (int) Math.round(-light.y() * radius * 1.2);
            for (int y = 0; y < height; y++) {
                int py = box.y + y;
                int from = y - dy;
                if (py < 0 || py >= layer.height || from < 0 || from >= height) {
                    continue;
                }
                for (int x = Math.max(0, -box.x); x < width && box.x + x < layer.width; x++) {
                    int fx = x - dx;
                    if (fx >= 0 && fx < width) {
                        float share = dark[from * width + fx] * (float) part.shadow;
                        layer.darken(py * layer.width + box.x + x, 1 - share);
                    }
                }
            }
        }

        void raise() {
            for (Part.Relief each : part.reliefs) {
                float[] field = each.shapes().isEmpty() ? cover.clone() : coverage(each.shapes());
                double radius = each.radius() * scale;
                Blur.soften(field, width, height, radius);
                float gain = (float) (each.steepness() * Math.max(1, radius) * 2.5);
                for (int i = 0; i < field.length; i++) {
                    relief[i] += gain * field[i];
                }
            }
        }

        void paint() {
            float[][] inkFields = new float[part.inks.size()][];
            for (int i = 0; i < inkFields.length; i++) {
                inkFields[i] = coverage(part.inks.get(i).shapes());
            }
            AffineTransform back = inverse();
            double stepX = back.getScaleX();
            double skewY = back.getShearY();
            float[] grain = fineRelief(back);
            for (int y = 1; y < height - 1; y++) {
                int py = box.y + y;
                if (py < 0 || py >= layer.height) {
                    continue;
                }
                double px0 = box.x + 0.5;
                double lx0 = back.getScaleX() * px0 + back.getShearX() * (py + 0.5) + back.getTranslateX();
                double ly0 = back.getShearY() * px0 + back.getScaleY() * (py + 0.5) + back.getTranslateY();
                for (int x = Math.max(1, -box.x); x < width - 1 && box.x + x < layer.width; x++) {
                    int at = y * width + x;
                    if (cover[at] > 0) {
                        pixel(at, py * layer.width + box.x + x, lx0 + stepX * x, ly0 + skewY * x, grain, inkFields);
                    }
                }
            }
        }

        /// Crumples and texture as heights in pixels, so that their slope comes out right at any scale.
        float[] fineRelief(AffineTransform back) {
            Material material = part.material;
            boolean textured = material.depth() > 0;
            float[] grain = new float[width * height];
            if (!textured && part.crumple <= 0) {
                return grain;
            }
            float depth = (float) (material.depth() * Math.max(1, material.period() * scale) * 0.16);
            float soft = (float) (part.crumple * scale * 0.09);
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    int at = y * width + x;
                    if (cover[at] <= 0) {
                        continue;
                    }
                    double px = box.x + x + 0.5;
                    double py = box.y + y + 0.5;
                    double lx = back.getScaleX() * px + back.getShearX() * py + back.getTranslateX();
                    double ly = back.getShearY() * px + back.getScaleY() * py + back.getTranslateY();
                    float value = textured ? depth * material.texture().at(lx, ly) : 0;
                    if (soft > 0) {
                        double warp = 0.12 * Noise.at(seed + 71, lx * 4, ly * 4);
                        value += soft * Noise.cloud(seed + 70, lx * 6 + warp * 7, ly * 3.4 + warp * 4, 2);
                    }
                    grain[at] = value;
                }
            }
            return grain;
        }

        AffineTransform inverse() {
            double d = frame.getDeterminant();
            double a = frame.getScaleY() / d;
            double b = -frame.getShearY() / d;
            double c = -frame.getShearX() / d;
            double e = frame.getScaleX() / d;
            return new AffineTransform(a, b, c, e, -(a * frame.getTranslateX() + c * frame.getTranslateY()),
                    -(b * frame.getTranslateX() + e * frame.getTranslateY()));
        }

        void pixel(int at, int to, double lx, double ly, float[] grain, float[][] inkFields) {
            float gx = (relief[at + 1] - relief[at - 1]) * 0.5f + slope(grain, at, 1);
            float gy = (relief[at + width] - relief[at - width]) * 0.5f + slope(grain, at, width);
            double u = roundness(lx, ly, gx, gy);
            part.pattern.at(u, ly - sag, 1 / scale, colour);
            for (int i = 0; i < inkFields.length; i++) {
                Part.Ink ink = part.inks.get(i);
                float share = inkFields[i][at] * (float) ink.strength();
                ink.tone().over(colour, share);
            }
            lit(at, grain);
            layer.over(to, colour[0], colour[1], colour[2], cover[at] * (float) part.opacity, product && part.first);
        }

        /// The slope of fine relief; beyond the outline it goes on as it was, so that rims do not sparkle.
        private float slope(float[] field, int at, int step) {
            boolean before = cover[at - step] > 0.02f;
            boolean after = cover[at + step] > 0.02f;
            float left = before ? field[at - step] : field[at];
            float right = after ? field[at + step] : field[at];
            return (right - left) * (before && after ? 0.5f : 1f);
        }

        /// Sets the normal; returns the place around a turned body (or x) for its pattern.
        double roundness(double lx, double ly, float gx, float gy) {
            float bx = 0;
            float by = 0;
            float bz = 1;
            double place = lx;
            sag = 0;
            Part.Lathe lathe = part.lathe;
            if (lathe != null) {
                double radius = Math.max(1e-4, lathe.radius().at(ly));
                double across = Math.max(-0.995, Math.min(0.995, (lx - lathe.axis()) / radius));
                double flare = (lathe.radius().at(ly + 0.006) - lathe.radius().at(ly - 0.006)) / 0.012;
                double tilt = Math.max(-2, Math.min(2, flare));
                double depth = Math.sqrt(1 - across * across);
                double length = Math.sqrt(1 + tilt * tilt);
                bx = (float) (across / length);
                by = (float) (-tilt / length);
                bz = (float) (depth / length);
                sag = radius * lathe.flat() * depth;
                place = lathe.axis() + radius * (across + 0.2 * across * across * across);
                float fx = (float) (bx * frame.getScaleX() + by * frame.getShearX());
                float fy = (float) (bx * frame.getShearY() + by * frame.getScaleY());
                bx = (float) (fx / scale);
                by = (float) (fy / scale);
            }
            float nx = bx - Math.max(0.25f, bz) * gx;
            float ny = by - Math.max(0.25f, bz) * gy;
            float length = (float) Math.sqrt(nx * nx + ny * ny + bz * bz);
            normal[0] = nx / length;
            normal[1] = ny / length;
            normal[2] = bz / length;
            return place;
        }

        void lit(int at, float[] grain) {
            Material material = part.material;
            float nx = normal[0];
            float ny = normal[1];
            float nz = normal[2];
            float matte = light.diffuse(nx, ny, nz)
                    * (1 + 0.22f * (float) material.depth() * Math.max(-2, Math.min(2, grain[at])));
            float edge = 1 - nz;
            float fresnel = edge * edge * edge;
            float bright = (float) material.gloss() * light.highlight(nx, ny, nz, material.sharpness());
            float mirror = 0;
            if (material.mirror() > 0) {
                mirror = (float) (material.mirror() + (1 - material.mirror()) * 0.5 * fresnel)
                        * light.studio(nx, ny, nz);
            }
            float sheen = (float) material.sheen() * edge * edge * (0.35f + 0.65f * Math.max(0, -ny * 0.5f + 0.5f));
            float own = (float) part.glow;
            if (material.metal()) {
                float keep = matte * 0.5f;
                colour[0] *= keep + mirror * 1.3f;
                colour[1] *= keep + mirror * 1.3f;
                colour[2] *= keep + mirror * 1.3f;
            } else {
                float keep = matte + own;
                colour[0] = colour[0] * (keep + sheen * 1.5f) + mirror * 0.6f + sheen * 0.10f;
                colour[1] = colour[1] * (keep + sheen * 1.5f) + mirror * 0.6f + sheen * 0.10f;
                colour[2] = colour[2] * (keep + sheen * 1.5f) + mirror * 0.6f + sheen * 0.10f;
            }
            colour[0] = (colour[0] + bright) * light.tint().red();
            colour[1] = (colour[1] + bright) * light.tint().green();
            colour[2] = (colour[2] + bright) * light.tint().blue();
        }
    }
}
