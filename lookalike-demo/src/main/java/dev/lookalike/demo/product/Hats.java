package dev.lookalike.demo.product;

import java.awt.Shape;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.List;

import dev.lookalike.demo.draw.Brush;
import dev.lookalike.demo.draw.Dice;
import dev.lookalike.demo.draw.Material;
import dev.lookalike.demo.draw.Outline;
import dev.lookalike.demo.draw.Part;
import dev.lookalike.demo.draw.Stroke;
import dev.lookalike.demo.draw.Tone;

/// Caps, knitted hats and brimmed hats.
final class Hats implements Painter {
    @Override
    public void paint(Brush brush, Look look, Dice dice) {
        switch (look.form()) {
            case "cap" -> cap(brush, look, dice);
            case "bobble hat", "beanie" -> knitted(brush, look, dice);
            default -> brimmed(brush, look, dice);
        }
    }

    private static void cap(Brush brush, Look look, Dice dice) {
        double high = dice.between(-0.06, 0.02);
        double base = 0.42;
        Path2D crown = Outline.at(-0.36, base).curve(-0.38, high + 0.06, -0.22, high, -0.02, high)
                .curve(0.17, high, 0.25, high + 0.18, 0.25, base - 0.02).bend(-0.05, base + 0.07, -0.36, base).closed();
        Shape middle = Outline.at(-0.02, high).bend(0.10, high + 0.16, 0.09, base + 0.03).open();
        Shape rear = Outline.at(-0.02, high).bend(-0.22, high + 0.14, -0.21, base + 0.04).open();
        brush.paint(Part.of(crown, look.material(), look.surface(1)).first().bulge(0.03, 0.8).bulge(0.10, 0.6)
                .crumple(0.12).seams(middle, rear)
                .stitches(look.first().times(0.65), Outline.moved(middle, 0.012, 0), Outline.moved(rear, 0.012, 0))
                .shadow(0, 0));
        brush.paint(Part.of(Outline.ellipse(-0.02, high + 0.002, 0.022, 0.016), look.material(), look.second())
                .bulge(0.008, 1).shadow(0.3, 0.006));
        Path2D peak = Outline.at(-0.03, base + 0.045).bend(0.16, base + 0.03, 0.245, base - 0.055)
                .curve(0.36, base - 0.045, 0.46, base - 0.01, 0.49, base + 0.075)
                .curve(0.40, base + 0.06, 0.22, base + 0.078, -0.03, base + 0.072).closed();
        Tone tone = dice.chance(0.5) ? look.second() : look.first().times(0.92);
        Shape line = Outline.at(0.06, base + 0.06).bend(0.32, base + 0.015, 0.46, base + 0.06).open();
        brush.paint(Part.of(peak, look.material(), tone).bulge(0.016, 0.9).shadow(0.4, 0.014).stitches(tone.times(0.65),
                line, Outline.moved(line, 0, -0.025)));
        if (dice.chance(0.5)) {
            brush.paint(
                    Part.of(Outline.turned(Outline.box(0.16, base - 0.14, 0.036, 0.036, 0.010), 10, 0.16, base - 0.14),
                            Material.LEATHER, look.second()).bulge(0.006, 0.8).shadow(0.3, 0.005));
        }
    }

    private static void knitted(Brush brush, Look look, Dice dice) {
        double wide = dice.between(0.27, 0.31);
        double high = dice.between(-0.24, -0.16);
        double cuff = dice.between(0.12, 0.17);
        double base = 0.46;
        Path2D crown = Outline.at(0, high).curve(wide * 0.7, high, wide * 1.05, high + 0.2, wide, base - cuff + 0.02)
                .line(0, base - cuff + 0.04).mirrored();
        List<Shape> ribs = new ArrayList<>();
        for (int i = -6; i <= 6; i++) {
            double x = i * wide / 6.4;
            ribs.add(Stroke.line(
                    Outline.at(x * 0.25, high + 0.01).bend(x * 1.05, high + 0.16, x, base - cuff + 0.05).open(),
                    0.016));
        }
        brush.paint(Part.of(crown, Material.KNIT, look.surface(1.3)).first().bulge(0.03, 0.9).bulge(0.09, 0.5)
                .folds(ribs, 0.011, 0.55).crumple(0.2).shadow(0, 0));
        Path2D band = Outline.at(0, base - cuff).bend(wide * 0.7, base - cuff, wide + 0.02, base - cuff - 0.015)
                .bend(wide + 0.04, base - cuff * 0.5, wide + 0.015, base - 0.01)
                .bend(wide * 0.6, base + 0.03, 0, base + 0.03).mirrored();
        List<Shape> bars = new ArrayList<>();
        for (int i = -9; i <= 9; i++) {
            bars.add(Stroke.line(
                    Outline.at(i * wide / 9.2, base - cuff - 0.02).line(i * wide / 9.4, base + 0.04).open(), 0.012));
        }
        Tone tone = look.pattern().equals("plain")
                ? look.first().times(0.94)
                : dice.chance(0.5) ? look.second() : look.first();
        brush.paint(Part.of(band, Material.KNIT, tone).first().bulge(0.024, 1).bulge(0.06, 0.3).folds(bars, 0.008, 0.6)
                .shadow(0.4, 0.014));
        if (look.is("bobble hat")) {
            double size = dice.between(0.085, 0.11);
            double y = high - size * 0.55;
            brush.paint(Part.of(bobble(y, size, dice), Material.PLUSH, dice.chance(0.6) ? look.second() : look.first())
                    .bulge(0.03, 1).bulge(0.05, 0.5).crumple(0.8).shadow(0.35, 0.014));
        }
    }

    /// A shaggy ball.
    private static Path2D bobble(double y, double size, Dice dice) {
        int count = 40;
        double[] points = new double[count * 2];
        for (int i = 0; i < count; i++) {
            double angle = i * 2 * StrictMath.PI / count;
            double radius = size * dice.between(0.9, 1.1);
            points[2 * i] = radius * StrictMath.cos(angle);
            points[2 * i + 1] = y + radius * StrictMath.sin(angle);
        }
        return Outline.smooth(points);
    }

    private static void brimmed(Brush brush, Look look, Dice dice) {
        boolean bucket = look.is("bucket hat");
        double wide = bucket ? 0.36 : dice.between(0.44, 0.48);
        double head = dice.between(0.21, 0.235);
        double high = dice.between(-0.06, 0.02);
        double base = bucket ? 0.22 : 0.33;
        if (bucket) {
            brush.paint(Part.of(Outline.ellipse(0, 0.40, wide * 0.97, 0.075), Material.COTTON, look.first().times(0.4))
                    .shadow(0, 0));
            crown(brush, look, dice, head, high, base, false);
            Path2D skirt = Outline.at(0, base - 0.01).line(head + 0.015, base - 0.02).bend(wide * 0.8, 0.30, wide, 0.40)
                    .bend(wide * 0.6, 0.475, 0, 0.48).mirrored();
            Part part = Part.of(skirt, look.material(), look.surface(1)).first().bulge(0.02, 0.8).bulge(0.06, 0.35)
                    .crumple(0.2).shadow(0.35, 0.012);
            for (int i = 1; i < 5; i++) {
                double t = i / 5.0;
                part.stitches(look.first().times(0.7), Outline.at(-head - (wide - head) * t, base + (0.40 - base) * t)
                        .bend(0, base + 0.03 + 0.35 * t, head + (wide - head) * t, base + (0.40 - base) * t).open());
            }
            brush.paint(part);
            return;
        }
        Path2D brim = Outline.smooth(-wide, 0.36, -wide * 0.55, 0.30, 0, 0.29, wide * 0.55, 0.30, wide, 0.36,
                wide * 0.6, 0.46, 0, 0.49, -wide * 0.6, 0.46);
        brush.paint(
                Part.of(brim, look.material(), look.surface(1)).first().bulge(0.014, 1).bulge(0.07, 0.4).shadow(0, 0)
                        .stitches(look.first().times(0.7), Outline.smooth(-wide * 0.95, 0.365, 0, 0.303, wide * 0.95,
                                0.365, wide * 0.58, 0.447, 0, 0.475, -wide * 0.58, 0.447)));
        crown(brush, look, dice, head, high, base + 0.05, true);
    }

    private static void crown(Brush brush, Look look, Dice dice, double head, double high, double base, boolean band) {
        double top = head * dice.between(0.72, 0.86);
        double dent = band && dice.chance(0.6) ? 0.05 : 0.0;
        Path2D crown = Outline.at(0, high + dent).bend(top * 0.5, high - 0.02, top, high + 0.03)
                .bend(head, high + 0.1, head, base).bend(head * 0.6, base + 0.05, 0, base + 0.052).mirrored();
        brush.paint(Part.of(crown, look.material(), look.surface(1)).first().bulge(0.03, 0.9).bulge(0.08, 0.5)
                .shadow(0.4, 0.02)
                .folds(dent > 0
                        ? List.of(Outline.fold(-top * 0.5, high + 0.02, 0, high + 0.12, top * 0.5, high + 0.02, 0.03))
                        : List.of(), 0.016, -0.8));
        if (band) {
            Path2D ribbon = Outline.at(0, base - 0.03).bend(head * 0.6, base - 0.035, head + 0.002, base - 0.085)
                    .line(head + 0.004, base - 0.005).bend(head * 0.6, base + 0.046, 0, base + 0.048).mirrored();
            brush.paint(Part.of(ribbon, Material.SATIN, look.second()).bulge(0.008, 0.8).bulge(0.06, 0.5).shadow(0.3,
                    0.006));
        }
    }
}
