package dev.lookalike.demo.product;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.util.List;

import dev.lookalike.demo.draw.Brush;
import dev.lookalike.demo.draw.Dice;
import dev.lookalike.demo.draw.Material;
import dev.lookalike.demo.draw.Outline;
import dev.lookalike.demo.draw.Part;
import dev.lookalike.demo.draw.Pattern;
import dev.lookalike.demo.draw.Stroke;
import dev.lookalike.demo.draw.Tone;

/// Sitting plush animals: bears, rabbits and cats.
final class Teddies implements Painter {
    @Override
    public void paint(Brush whole, Look look, Dice dice) {
        double size = look.is("rabbit") ? 0.87 : 1;
        Brush brush = whole.within(new AffineTransform(size, 0, 0, size, 0, 0.48 * (1 - size)));
        Tone pale = look.first().mix(Tone.of(0xF3E6D0), 0.6);
        double head = dice.between(0.17, 0.20);
        double hy = dice.between(-0.25, -0.20);
        double belly = dice.between(0.19, 0.23);
        double tilt = dice.between(-9, 9);
        Brush top = brush.within(Outline.turn(tilt, 0, hy + head));
        ears(top, look, pale, head, hy);
        for (int side = -1; side <= 1; side += 2) {
            soft(brush, look, Outline.turned(Outline.ellipse(side * belly * 0.98, 0.10, 0.075, 0.155), side * -24,
                    side * belly, 0.05), look.surface(1), true);
        }
        soft(brush, look,
                Outline.smooth(0, -0.10, belly * 0.85, 0.02, belly * 1.05, 0.24, belly * 0.7, 0.42, 0, 0.46,
                        -belly * 0.7, 0.42, -belly * 1.05, 0.24, -belly * 0.85, 0.02),
                look.surface(1),
                true);
        soft(brush, look, Outline.ellipse(0, 0.24, belly * 0.62, belly * 0.72), Pattern.plain(pale), false);
        for (int side = -1; side <= 1; side += 2) {
            double x = side * belly * 0.98;
            soft(brush, look, Outline.turned(Outline.ellipse(x, 0.385, 0.135, 0.105), side * 18, x, 0.385),
                    look.surface(1), true);
            soft(brush, look, Outline.ellipse(x + side * 0.045, 0.392, 0.070, 0.078), Pattern.plain(pale), false);
        }
        soft(top, look,
                Outline.smooth(0, hy - head * 0.98, head * 0.8, hy - head * 0.68, head * 1.12, hy + head * 0.1,
                        head * 0.78, hy + head * 0.78, 0, hy + head * 0.96, -head * 0.78, hy + head * 0.78,
                        -head * 1.12, hy + head * 0.1, -head * 0.8, hy - head * 0.68),
                look.surface(1), true);
        face(top, look, pale, head, hy);
        if (dice.chance(0.6)) {
            bow(brush, look.second(), hy + head * 0.98, dice.chance(0.5));
        }
    }

    private static void soft(Brush brush, Look look, Shape shape, Pattern pattern, boolean first) {
        Part part = Part.of(shape, look.material(), pattern).bulge(0.03, 1).bulge(0.075, 0.55).crumple(0.25).shadow(0.4,
                0.022);
        brush.paint(first ? part.first() : part);
    }

    private static void ears(Brush brush, Look look, Tone pale, double head, double hy) {
        for (int side = -1; side <= 1; side += 2) {
            Shape ear;
            Shape inner;
            if (look.is("rabbit")) {
                double x = side * head * 0.5;
                ear = Outline.turned(Outline.ellipse(x, hy - head * 1.25, 0.055, 0.15), side * 10, x, hy - head);
                inner = Outline.turned(Outline.ellipse(x, hy - head * 1.22, 0.03, 0.11), side * 10, x, hy - head);
            } else if (look.is("cat")) {
                ear = Outline.smooth(side * head * 0.2, hy - head * 0.8, side * head * 0.72, hy - head * 1.45,
                        side * head * 1.05, hy - head * 0.35);
                inner = Outline.smooth(side * head * 0.42, hy - head * 0.85, side * head * 0.7, hy - head * 1.2,
                        side * head * 0.9, hy - head * 0.55);
            } else {
                ear = Outline.ellipse(side * head * 0.86, hy - head * 0.72, 0.075, 0.075);
                inner = Outline.ellipse(side * head * 0.86, hy - head * 0.70, 0.043, 0.043);
            }
            soft(brush, look, ear, look.surface(1), true);
            brush.paint(Part.of(inner, look.material(), pale).bulge(0.02, -0.5).shadow(0, 0));
        }
    }

    private static void face(Brush brush, Look look, Tone pale, double head, double hy) {
        double y = hy + head * 0.36;
        soft(brush, look, Outline.ellipse(0, y, head * 0.5, head * 0.38), Pattern.plain(pale), false);
        Tone dark = Tone.of(0x1C1614);
        for (int side = -1; side <= 1; side += 2) {
            brush.paint(
                    Part.of(Outline.ellipse(side * head * 0.42, hy - head * 0.06, 0.020, 0.022), Material.PAINT, dark)
                            .bulge(0.010, 1.2).shadow(0.5, 0.008));
        }
        brush.paint(Part
                .of(Outline.smooth(-0.032, y - 0.050, 0, y - 0.060, 0.032, y - 0.050, 0.014, y - 0.018, 0, y - 0.010,
                        -0.014, y - 0.018), Material.LEATHER, look.is("rabbit") ? Tone.of(0xC77B86) : dark)
                .bulge(0.012, 1).shadow(0.3, 0.006));
        Shape mouth = Stroke.line(
                Outline.at(0, y - 0.015).line(0, y + 0.012).bend(-0.01, y + 0.034, -0.036, y + 0.024).open(), 0.006);
        brush.paint(Part.of(mouth, Material.COTTON, dark).shadow(0, 0));
        brush.paint(Part.of(Stroke.line(Outline.at(0, y + 0.012).bend(0.01, y + 0.034, 0.036, y + 0.024).open(), 0.006),
                Material.COTTON, dark).shadow(0, 0));
    }

    private static void bow(Brush brush, Tone tone, double y, boolean scarf) {
        if (scarf) {
            brush.paint(Part
                    .of(Outline.band(-0.15, y - 0.02, 0, y + 0.06, 0.15, y - 0.02, 0.034, 0.034), Material.KNIT, tone)
                    .bulge(0.018, 1).shadow(0.4, 0.015));
            brush.paint(Part
                    .of(Outline.band(0.06, y + 0.02, 0.09, y + 0.1, 0.085, y + 0.2, 0.036, 0.042), Material.KNIT, tone)
                    .bulge(0.014, 0.9).shadow(0.4, 0.015));
            return;
        }
        for (int side = -1; side <= 1; side += 2) {
            brush.paint(Part
                    .of(Outline.smooth(side * 0.006, y, side * 0.09, y - 0.05, side * 0.115, y, side * 0.09, y + 0.055),
                            Material.SATIN, tone)
                    .bulge(0.02, 1)
                    .folds(List.of(Outline.fold(side * 0.01, y, side * 0.05, y - 0.01, side * 0.09, y - 0.005, 0.012)),
                            0.007, -0.8)
                    .shadow(0.4, 0.012));
        }
        brush.paint(
                Part.of(Outline.ellipse(0, y, 0.024, 0.027), Material.SATIN, tone).bulge(0.012, 1).shadow(0.4, 0.008));
    }
}
