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

/// Cushions: square, oblong and round, standing on an edge.
final class Cushions implements Painter {
    @Override
    public void paint(Brush brush, Look look, Dice dice) {
        double half = dice.between(0.36, 0.41);
        double high = look.is("bolster") ? half * 0.62 : half;
        double y = 0.49 - high;
        Tone edge = dice.chance(0.5) ? look.second() : look.first().times(0.8);
        if (look.is("round cushion")) {
            round(brush, look, dice, half, y, edge);
            return;
        }
        double in = dice.between(0.05, 0.09);
        Path2D body = Outline.smooth(-half, y - high, -half * 0.5, y - high + in * 0.7, 0, y - high + in, half * 0.5,
                y - high + in * 0.7, half, y - high, half - in * 0.8, y - high * 0.5, half - in, y, half - in * 0.8,
                y + high * 0.5, half, y + high, half * 0.5, y + high - in * 0.25, 0, y + high - in * 0.2, -half * 0.5,
                y + high - in * 0.25, -half, y + high, -half + in * 0.8, y + high * 0.5, -half + in, y,
                -half + in * 0.8, y - high * 0.5);
        List<Shape> folds = new ArrayList<>();
        for (int corner = 0; corner < 4; corner++) {
            double sx = corner % 2 == 0 ? -1 : 1;
            double sy = corner < 2 ? -1 : 1;
            for (int i = 0; i < 4; i++) {
                double t = dice.between(0.35, 0.65);
                folds.add(Outline.fold(sx * (half - 0.02), y + sy * (high - 0.02), sx * half * (0.8 - 0.06 * i),
                        y + sy * high * (0.75 + 0.03 * i), sx * half * (t - 0.08 * i + 0.1),
                        y + sy * high * (t + 0.07 * i - 0.1), 0.022));
            }
        }
        tassels(brush, half, high, y, edge, dice);
        brush.paint(Part.of(Stroke.line(body, 0.022), look.material(), edge).bulge(0.010, 1.1).shadow(0, 0));
        Part part = Part.of(body, look.material(), look.surface(2)).first().bulge(0.05, 0.9).bulge(0.12, 0.7)
                .crumple(0.35).folds(folds, 0.016, 0.6).shadow(0, 0);
        if (dice.chance(0.25)) {
            part.folds(List.of(Outline.ellipse(0, y, 0.02, 0.02)), 0.05, -2.2);
            brush.paint(part);
            brush.paint(Part.of(Outline.ellipse(0, y, 0.024, 0.024), look.material(), edge).bulge(0.012, 1).shadow(0.5,
                    0.012));
            return;
        }
        brush.paint(part);
    }

    private static void tassels(Brush brush, double half, double high, double y, Tone edge, Dice dice) {
        if (!dice.chance(0.35)) {
            return;
        }
        for (int corner = 0; corner < 4; corner++) {
            double x = (corner % 2 == 0 ? -1 : 1) * half;
            double cy = y + (corner < 2 ? -1 : 1) * high;
            brush.paint(Part.of(Outline.band(x, cy, x * 1.04, cy + 0.02, x * 1.06, cy + 0.065 - (corner < 2 ? 0 : 0.06),
                    0.010, 0.022), Material.PLUSH, edge).bulge(0.008, 1).shadow(0.3, 0.008));
        }
    }

    private static void round(Brush brush, Look look, Dice dice, double half, double y, Tone edge) {
        Shape disc = Outline.ellipse(0, y, half, half * 0.97);
        List<Shape> pleats = new ArrayList<>();
        int count = 26 + dice.below(12);
        for (int i = 0; i < count; i++) {
            Shape pleat = Outline.fold(0, y - half * 0.08, 0.012, y - half * 0.5, 0, y - half * 0.97, 0.016);
            pleats.add(Outline.turned(pleat, 360.0 * i / count + dice.between(-3, 3), 0, y));
        }
        brush.paint(Part.of(disc, look.material(), look.surface(2)).first().bulge(0.05, 1).bulge(0.10, 0.6)
                .folds(pleats, 0.009, 0.55).folds(List.of(Outline.ellipse(0, y, 0.03, 0.03)), 0.05, -2).shadow(0, 0));
        brush.paint(
                Part.of(Outline.ellipse(0, y, 0.034, 0.034), look.material(), edge).bulge(0.016, 1).shadow(0.5, 0.014));
    }
}
