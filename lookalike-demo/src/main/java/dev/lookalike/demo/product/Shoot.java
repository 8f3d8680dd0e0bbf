package dev.lookalike.demo.product;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import dev.lookalike.demo.draw.Backdrop;
import dev.lookalike.demo.draw.Brush;
import dev.lookalike.demo.draw.Dice;
import dev.lookalike.demo.draw.Layer;
import dev.lookalike.demo.draw.Light;
import dev.lookalike.demo.draw.Outline;
import dev.lookalike.demo.draw.Photograph;

/// One picture of the shop: a product, posed, lit and photographed. Depends on the seed and its index alone.
record Shoot(long seed, int index, Product product) {
    private static final List<int[]> TALL = List.of(new int[]{480, 600}, new int[]{480, 600}, new int[]{480, 640},
            new int[]{540, 540});
    private static final List<int[]> WIDE = List.of(new int[]{600, 480}, new int[]{640, 480}, new int[]{540, 540},
            new int[]{600, 450});

    public static Shoot of(long seed, int index) {
        return new Shoot(seed, index, Product.of(seed, index));
    }

    /// Where the picture is kept below the catalogue's folder.
    public String path() {
        return "%s/%06d.jpg".formatted(product.kind().folder(), index);
    }

    /// 1, or 2 for a second photo of the same product.
    public int photo() {
        return index / Assortment.KINDS.size() % 5 == 4 ? 2 : 1;
    }

    public String backdrop() {
        return set().kind().name().toLowerCase(Locale.ROOT);
    }

    private Backdrop set() {
        Dice dice = Dice.of(seed, index, 2);
        return product.kind().stance().stands ? Backdrop.standing(dice) : Backdrop.lying(dice);
    }

    /// The picture as the camera gives it.
    public BufferedImage picture() {
        return expose(layer());
    }

    /// An empty layer of the picture's proportions.
    Layer layer() {
        Dice dice = Dice.of(seed, index, 3);
        int[] size = dice.pick(product.kind().stance().wide() ? WIDE : TALL);
        return new Layer(size[0], size[1]);
    }

    /// Paints the product on `layer` and photographs it.
    BufferedImage expose(Layer layer) {
        Dice pose = Dice.of(seed, index, 4);
        Light light = Light.studio(pose);
        paint(new Brush(layer, light, frame(layer, pose), (int) pose.next()));
        var photograph = new Photograph(layer, set(), light);
        return product.kind().stance().stands ? photograph.standing(index) : photograph.lying(index);
    }

    /// The outlines of the product's parts as the camera sees them, those in front last.
    List<Shape> outlines(Layer layer) {
        Dice pose = Dice.of(seed, index, 4);
        Light light = Light.studio(pose);
        var outlines = new ArrayList<Shape>();
        paint(Brush.outlining(layer, light, frame(layer, pose), (int) pose.next(), outlines));
        return outlines;
    }

    private void paint(Brush brush) {
        product.kind().painter().paint(brush, product.look(), Dice.of(seed, product.id().hashCode(), 5));
    }

    private AffineTransform frame(Layer layer, Dice pose) {
        boolean stands = product.kind().stance().stands;
        double unit = product.kind().stance().unit(layer) * pose.between(0.84, 0.98);
        double x = layer.width() * (0.5 + pose.between(-0.022, 0.022));
        double base = layer.height() * pose.between(0.86, 0.92);
        double y = layer.height() * (0.5 + pose.between(-0.02, 0.02));
        if (stands) {
            unit = Math.min(unit, base * (product.kind().stance().wide() ? 1.1 : 0.97));
            y = base - unit * 0.5;
        }
        double mirror = pose.chance(0.35) ? -1 : 1;
        var frame = new AffineTransform(unit * mirror, 0, 0, unit, x, y);
        if (!stands) {
            frame.concatenate(Outline.turn(pose.between(-6, 6), 0, 0));
        }
        return frame;
    }
}
