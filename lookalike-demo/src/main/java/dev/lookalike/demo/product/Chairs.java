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
import dev.lookalike.demo.draw.Pattern;
import dev.lookalike.demo.draw.Stroke;
import dev.lookalike.demo.draw.Tone;

/// Chairs, armchairs and stools, seen a little from one side.
final class Chairs implements Painter {
    @Override
    public void paint(Brush brush, Look look, Dice dice) {
        Tone wood = dice.pick(Shade.WOODS).tone();
        boolean steel = dice.chance(0.25);
        Material frame = steel ? Material.STEEL : Material.WOOD;
        Pattern legs = steel ? Pattern.plain(Tone.grey(0.62)) : Pattern.wood(wood, true, look.seed());
        switch (look.form()) {
            case "armchair" -> armchair(brush, look, dice, frame, legs);
            case "bar stool" -> stool(brush, look, dice, frame, legs);
            default -> chair(brush, look, dice, frame, legs);
        }
    }

    private static void chair(Brush brush, Look look, Dice dice, Material frame, Pattern wood) {
        double seat = dice.between(0.08, 0.12);
        double half = dice.between(0.21, 0.24);
        double splay = dice.between(0.0, 0.05);
        double back = dice.between(-0.46, -0.38);
        leg(brush, frame, wood, -half * 0.62, seat, -half * 0.70 - splay, 0.455, 0.020, 0.013, 0.6);
        leg(brush, frame, wood, half * 0.72, seat, half * 0.80 + splay, 0.455, 0.020, 0.013, 0.6);
        if (look.is("shell chair")) {
            Path2D shell = Outline.at(0, back).bend(half * 0.95, back + 0.01, half * 0.98, back + 0.2)
                    .bend(half * 0.85, seat - 0.1, half * 1.1, seat - 0.02)
                    .bend(half * 1.08, seat + 0.05, half * 0.7, seat + 0.055).line(0, seat + 0.06).mirrored();
            brush.paint(Part.of(shell, look.material(), look.surface(1)).first().bulge(0.03, 0.9).bulge(0.09, 0.4)
                    .shadow(0.2, 0.02)
                    .folds(List
                            .of(Outline.fold(-half * 0.85, seat - 0.07, 0, seat - 0.1, half * 0.85, seat - 0.07, 0.05)),
                            0.03, -0.7));
        } else {
            for (int side = -1; side <= 1; side += 2) {
                leg(brush, frame, wood, side * half * 0.86, back + 0.03, side * half * 0.84, seat + 0.02, 0.017, 0.020,
                        1);
            }
            backrest(brush, look, dice, wood, frame, half, back, seat);
            cushion(brush, look, half, seat);
        }
        leg(brush, frame, wood, -half * 0.86, seat + 0.045, -half * 0.94 - splay, 0.5, 0.023, 0.015, 1);
        leg(brush, frame, wood, half * 0.88, seat + 0.045, half * 0.96 + splay, 0.5, 0.023, 0.015, 1);
    }

    private static void backrest(Brush brush, Look look, Dice dice, Pattern wood, Material frame, double half,
            double back, double seat) {
        if (look.is("upholstered chair")) {
            Path2D pad = Outline.box(0, (back + seat) / 2 - 0.03, half * 0.96, (seat - back) / 2 - 0.02, 0.07);
            List<Shape> tufts = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                int row = i / 3;
                tufts.add(Outline.ellipse((i % 3 - 1) * half * 0.5, back + 0.13 + row * 0.13, 0.012, 0.012));
            }
            Part part = Part.of(pad, look.material(), look.surface(1)).first().bulge(0.025, 1).bulge(0.07, 0.4)
                    .crumple(0.2).shadow(0.3, 0.01);
            brush.paint(dice.chance(0.5) ? part.folds(tufts, 0.012, -1.6) : part);
            return;
        }
        int bars = 2 + dice.below(3);
        boolean upright = dice.chance(0.5);
        for (int i = 0; i < (upright ? bars + 3 : bars); i++) {
            if (upright) {
                double x = ((i + 0.5) / (bars + 3) * 2 - 1) * half * 0.78;
                brush.paint(Part.of(
                        Outline.band(x, back + 0.05, x * 1.02, (back + seat) / 2, x * 0.96, seat - 0.01, 0.011, 0.011),
                        frame, wood).bulge(0.008, 1.1));
            } else {
                double y = back + 0.09 + i * (seat - back - 0.1) / (bars + 0.3);
                brush.paint(
                        Part.of(Outline.band(-half * 0.86, y, 0, y - 0.03, half * 0.86, y, 0.022, 0.022), frame, wood)
                                .bulge(0.012, 1));
            }
        }
        Pattern rail = look.surface(1);
        brush.paint(
                Part.of(Outline.band(-half * 0.95, back + 0.03, 0, back - 0.03, half * 0.95, back + 0.03, 0.038, 0.038),
                        look.material(), rail).first().bulge(0.014, 1).shadow(0.35, 0.01));
    }

    private static void cushion(Brush brush, Look look, double half, double seat) {
        Path2D board = Outline.at(0, seat - 0.005).line(half * 0.88, seat - 0.005)
                .bend(half * 1.0, seat, half * 1.02, seat + 0.05).bend(half, seat + 0.075, half * 0.8, seat + 0.078)
                .line(0, seat + 0.082).mirrored();
        Path2D top = Outline.at(0, seat - 0.05).line(half * 0.80, seat - 0.048)
                .bend(half * 0.92, seat - 0.03, half * 1.02, seat + 0.036)
                .bend(half * 0.9, seat + 0.058, 0, seat + 0.06)
                .mirrored();
        brush.paint(Part.of(board, look.material(), look.surface(1)).first().bulge(0.012, 1).shadow(0.3, 0.02));
        brush.paint(Part.of(top, look.material(), look.surface(1)).first().bulge(0.016, 0.9).bulge(0.05, 0.25)
                .crumple(0.15).shadow(0.2, 0.005));
    }

    private static void armchair(Brush brush, Look look, Dice dice, Material frame, Pattern wood) {
        double half = dice.between(0.32, 0.37);
        double back = dice.between(-0.36, -0.26);
        double arm = dice.between(0.02, 0.07);
        for (int side = -1; side <= 1; side += 2) {
            leg(brush, frame, wood, side * half * 0.82, 0.36, side * half * 0.90, 0.5, 0.024, 0.015, 1);
        }
        Path2D rest = Outline.at(0, back).bend(half * 0.78, back, half * 0.80, back + 0.12).line(half * 0.84, 0.3)
                .line(0, 0.3).mirrored();
        brush.paint(Part.of(rest, look.material(), look.surface(1.2)).first().bulge(0.03, 1).bulge(0.09, 0.45)
                .crumple(0.25).shadow(0, 0));
        Path2D base = Outline.box(0, 0.34, half * 0.93, 0.075, 0.03);
        brush.paint(Part.of(base, look.material(), look.surface(1.2)).first().bulge(0.02, 0.8).shadow(0.2, 0.02));
        Path2D cushion = Outline.smooth(-half * 0.66, 0.11, 0, 0.085, half * 0.66, 0.11, half * 0.71, 0.2, half * 0.66,
                0.275, 0, 0.29, -half * 0.66, 0.275, -half * 0.71, 0.2);
        brush.paint(Part.of(cushion, look.material(), look.surface(1.2)).first().bulge(0.03, 1).bulge(0.06, 0.4)
                .crumple(0.3).shadow(0.45, 0.02)
                .seams(Outline.at(-half * 0.69, 0.215).bend(0, 0.245, half * 0.69, 0.215).open()));
        for (int side = -1; side <= 1; side += 2) {
            Shape rest2 = Outline.smooth(side * half * 0.64, arm + 0.02, side * half * 0.82, arm - 0.035,
                    side * half * 1.02, arm + 0.02, side * half * 1.04, 0.2, side * half * 1.0, 0.4,
                    side * half * 0.72, 0.41, side * half * 0.66, 0.22);
            brush.paint(Part.of(rest2, look.material(), look.surface(1.2)).first().bulge(0.03, 1).bulge(0.05, 0.5)
                    .crumple(0.2).shadow(0.4, 0.02));
        }
    }

    private static void stool(Brush brush, Look look, Dice dice, Material frame, Pattern wood) {
        double half = dice.between(0.17, 0.21);
        double seat = dice.between(-0.30, -0.20);
        double splay = dice.between(0.03, 0.08);
        leg(brush, frame, wood, -half * 0.4, seat, -half * 0.5 - splay * 0.4, 0.46, 0.017, 0.013, 0.6);
        leg(brush, frame, wood, half * 0.4, seat, half * 0.5 + splay * 0.4, 0.46, 0.017, 0.013, 0.6);
        double ring = dice.between(0.18, 0.28);
        brush.paint(Part.of(Stroke.line(Outline.ellipse(0, ring, half * 0.86 + splay * 0.6, 0.03), 0.016), frame, wood)
                .bulge(0.006, 1));
        leg(brush, frame, wood, -half * 0.78, seat, -half - splay, 0.5, 0.019, 0.014, 1);
        leg(brush, frame, wood, half * 0.78, seat, half + splay, 0.5, 0.019, 0.014, 1);
        Part.Radius radius = y -> half;
        brush.paint(Part.of(Turned.outline(radius, seat - 0.03, seat + 0.03, 0.22), look.material(), look.surface(1))
                .first().turned(0, radius).bulge(0.012, 0.8));
        brush.paint(Part.of(Outline.ellipse(0, seat - 0.032, half, half * 0.24), look.material(), look.surface(1))
                .first().bulge(0.018, 0.8).shadow(0, 0));
    }

    private static void leg(Brush brush, Material material, Pattern wood, double x0, double y0, double x1, double y1,
            double start, double end, double bright) {
        Pattern shaded = bright == 1 ? wood : (x, y, pixel, rgb) -> {
            wood.at(x, y, pixel, rgb);
            rgb[0] *= (float) bright;
            rgb[1] *= (float) bright;
            rgb[2] *= (float) bright;
        };
        brush.paint(Part.of(Outline.band(x0, y0, (x0 + x1) / 2, (y0 + y1) / 2, x1, y1, start, end), material, shaded)
                .bulge(0.010, 1.2).shadow(0.25, 0.01));
    }
}
