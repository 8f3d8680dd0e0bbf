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

/// Jackets, coats and hoodies, laid out flat and closed.
final class Jackets implements Painter {
    @Override
    public void paint(Brush brush, Look look, Dice dice) {
        boolean coat = look.is("coat");
        double wide = dice.between(0.235, 0.265);
        double hem = coat ? 0.48 : dice.between(0.30, 0.38);
        Pattern surface = look.surface(1);
        for (int side = -1; side <= 1; side += 2) {
            sleeve(brush, look, surface, dice, wide, side, coat ? 0.22 : 0.26);
        }
        if (look.is("hoodie")) {
            hood(brush, look);
        } else {
            Path2D inside = Outline.at(0, -0.462).bend(0.09, -0.462, 0.115, -0.437).bend(0.09, -0.30, 0, -0.26)
                    .mirrored();
            brush.paint(Part.of(inside, Material.SATIN, look.second().times(0.45)).shadow(0, 0));
        }
        Path2D body = Outline.at(0, -0.36).bend(0.05, -0.40, 0.10, -0.44).line(wide - 0.02, -0.39)
                .bend(wide - 0.035, -0.26, wide, -0.15)
                .bend(wide - 0.012, 0.1, wide + (coat ? 0.035 : 0.004), hem - 0.012)
                .bend(wide * 0.5, hem + 0.008, 0, hem + 0.004).mirrored();
        Part part = Part.of(body, look.material(), surface).first().bulge(0.02, 0.9).bulge(0.09, 0.35).crumple(0.35)
                .shadow(0.35, 0.014)
                .folds(creases(dice, wide, hem), 0.010, 0.5);
        if (look.is("down jacket")) {
            quilt(part, wide, hem);
        }
        brush.paint(part);
        if (look.is("blazer", "coat")) {
            lapels(brush, look, surface, dice, hem);
        } else {
            zip(brush, look, dice, hem);
        }
        pockets(brush, look, surface, wide, hem);
        if (look.is("hoodie", "bomber jacket")) {
            Path2D rib = Outline.at(0, hem - 0.035).line(wide + 0.004, hem - 0.045).line(wide - 0.008, hem + 0.018)
                    .line(0, hem + 0.024).mirrored();
            brush.paint(Part.of(rib, Material.KNIT, look.is("hoodie") ? look.first().times(0.9) : look.second())
                    .bulge(0.008, 0.9).shadow(0.25, 0.006));
        }
    }

    private static void sleeve(Brush brush, Look look, Pattern surface, Dice dice, double wide, int side, double low) {
        double reach = dice.between(0.40, 0.44);
        Path2D shape = Outline.at(wide - 0.06, -0.405).bend(wide + 0.06, -0.38, reach + 0.03, low)
                .line(reach - 0.085, low + 0.03)
                .bend(wide + 0.015, -0.06, wide - 0.05, -0.12).closed();
        List<Shape> folds = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            double t = dice.between(0.25, 0.95);
            double x = wide + (reach - wide) * t - 0.02;
            double y = -0.25 + (low + 0.25) * t;
            double lean = dice.between(-0.03, 0.03);
            folds.add(mirror(Outline.fold(x - 0.06, y + 0.03 + lean, x, y, x + 0.055, y - 0.015 - lean, 0.013), side));
        }
        Part part = Part.of(mirror(shape, side), look.material(), surface).first().bulge(0.024, 0.95).bulge(0.05, 0.4)
                .crumple(0.35).folds(folds, 0.008, 0.6).shadow(0.2, 0.01);
        if (look.is("down jacket")) {
            List<Shape> lines = new ArrayList<>();
            for (int i = 1; i < 6; i++) {
                double t = i / 6.0;
                double x = wide - 0.03 + (reach - wide) * t;
                double y = -0.34 + (low + 0.33) * t;
                lines.add(Stroke.line(mirror(Outline.at(x - 0.10, y + 0.055).line(x + 0.10, y - 0.02).open(), side),
                        0.010));
            }
            part.folds(lines, 0.013, -1.1);
        }
        brush.paint(part);
        boolean rib = look.is("hoodie", "bomber jacket");
        Path2D cuff = Outline.at(reach + 0.028, low - 0.03).line(reach + 0.028, low + 0.004)
                .line(reach - 0.082, low + 0.036).line(reach - 0.088, low).closed();
        brush.paint(Part
                .of(mirror(cuff, side), rib ? Material.KNIT : look.material(),
                        rib && !look.is("hoodie") ? look.second() : look.first().times(0.9))
                .bulge(0.008, 0.9)
                .shadow(0.25, 0.005));
    }

    private static void hood(Brush brush, Look look) {
        Path2D hood = Outline.at(0, -0.50).bend(0.13, -0.50, 0.15, -0.40).bend(0.10, -0.33, 0, -0.31).mirrored();
        brush.paint(Part.of(hood, look.material(), look.first()).first().bulge(0.02, 1).bulge(0.05, 0.4).crumple(0.5));
        Path2D inside = Outline.at(0, -0.462).bend(0.085, -0.46, 0.10, -0.405).bend(0.07, -0.345, 0, -0.335).mirrored();
        brush.paint(Part.of(inside, look.material(), look.first().times(0.4)).bulge(0.01, -0.8).shadow(0, 0));
        for (int side = -1; side <= 1; side += 2) {
            brush.paint(Part
                    .of(Outline.band(side * 0.05, -0.35, side * 0.07, -0.25, side * 0.055, -0.17, 0.006, 0.006),
                            Material.COTTON, Tone.of(0xEDE9DF))
                    .bulge(0.004, 1)
                    .shadow(0.4, 0.006));
        }
    }

    private static void quilt(Part part, double wide, double hem) {
        List<Shape> lines = new ArrayList<>();
        for (double y = -0.29; y < hem - 0.03; y += 0.085) {
            lines.add(Stroke.line(Outline.at(-wide - 0.02, y - 0.006).bend(0, y + 0.018, wide + 0.02, y - 0.006).open(),
                    0.011));
        }
        part.folds(lines, 0.016, -1.3);
        part.seams(lines.toArray(Shape[]::new));
    }

    private static void lapels(Brush brush, Look look, Pattern surface, Dice dice, double hem) {
        double deep = dice.between(-0.06, 0.04);
        brush.paint(Part
                .of(Outline.at(-0.085, -0.43).line(0, deep).line(0.085, -0.43).bend(0, -0.36, -0.085, -0.43).closed(),
                        Material.COTTON,
                        dice.chance(0.6) ? Tone.of(0xECEAE4) : look.second())
                .bulge(0.008, -0.6).shadow(0, 0));
        Shape edge = Outline.at(0.005, deep).bend(0.012, 0.2, 0.01, hem).open();
        brush.paint(Part.of(Stroke.line(edge, 0.006), look.material(), look.first().times(0.55)).shadow(0, 0));
        for (int side = -1; side <= 1; side += 2) {
            Path2D lapel = Outline.at(0, deep + 0.01).line(0.088, -0.445).line(0.115, -0.43).line(0.155, -0.25)
                    .line(0.125, -0.225).line(0.145, -0.19).bend(0.10, -0.06, 0, deep + 0.01).closed();
            brush.paint(Part.of(mirror(lapel, side), look.material(), surface).first().bulge(0.008, 0.9).shadow(0.4,
                    0.010));
        }
        Tone button = dice.chance(0.5) ? Tone.of(0x2B211B) : look.first().times(0.5);
        int count = look.is("coat") ? 4 : 2;
        for (int i = 0; i < count; i++) {
            double y = deep + 0.05 + i * (look.is("coat") ? 0.10 : 0.085);
            brush.paint(Part.of(Outline.ellipse(-0.022, y, 0.014, 0.014), Material.PLASTIC, button).bulge(0.006, 0.9)
                    .shadow(0.5, 0.006));
        }
    }

    private static void zip(Brush brush, Look look, Dice dice, double hem) {
        double top = look.is("hoodie") ? -0.325 : -0.42;
        Tone metal = dice.chance(0.5) ? Tone.grey(0.75) : Tone.of(0xC8A460);
        if (!look.is("hoodie")) {
            Path2D collar = Outline.at(0, -0.36).line(0.07, -0.475).bend(0.115, -0.465, 0.125, -0.42)
                    .bend(0.07, -0.35, 0, -0.325).mirrored();
            boolean rib = look.is("bomber jacket");
            brush.paint(Part
                    .of(collar, rib ? Material.KNIT : look.material(), rib ? look.second() : look.first().times(0.95))
                    .bulge(0.01, 1).shadow(0.35, 0.008));
            top = -0.345;
        }
        brush.paint(Part.of(Outline.box(0, (top + hem) / 2, 0.014, (hem - top) / 2, 0.003), Material.NYLON,
                look.first().times(0.6)).bulge(0.005, 0.6).shadow(0.3, 0.006));
        brush.paint(Part.of(Stroke.dashes(Outline.at(0, top).line(0, hem - 0.005).open(), 0.011, 0.004, 0.004),
                Material.STEEL, metal).shadow(0, 0));
        brush.paint(Part.of(Outline.box(0, top + 0.03, 0.007, 0.022, 0.004), Material.STEEL, metal).bulge(0.004, 1)
                .shadow(0.5, 0.006));
    }

    private static void pockets(Brush brush, Look look, Pattern surface, double wide, double hem) {
        double y = hem - (look.is("coat") ? 0.24 : 0.14);
        for (int side = -1; side <= 1; side += 2) {
            double x = side * wide * 0.57;
            if (look.is("denim jacket")) {
                Path2D flap = Outline.at(x - 0.06, -0.17).line(x + 0.06, -0.17).line(x + 0.06, -0.12).line(x, -0.10)
                        .line(x - 0.06, -0.12).closed();
                Shape seam = Outline.at(side * 0.09, -0.13).line(side * 0.06, hem - 0.05).open();
                brush.paint(Part.of(flap, look.material(), surface).first().bulge(0.006, 0.9).shadow(0.3, 0.006)
                        .stitches(Tone.of(0xC98B45), flap));
                brush.paint(Part.of(Stroke.line(seam, 0.004), look.material(), look.first().times(0.7)).shadow(0, 0));
            } else {
                Shape slot = Outline.turned(Outline.box(x, y, look.is("blazer", "coat") ? 0.062 : 0.012,
                        look.is("blazer", "coat") ? 0.016 : 0.062, 0.004), side * -6, x, y);
                brush.paint(
                        Part.of(slot, look.material(), look.first().times(0.85)).bulge(0.006, 0.9).shadow(0.35, 0.006));
            }
        }
    }

    private static List<Shape> creases(Dice dice, double wide, double hem) {
        List<Shape> folds = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            double x = dice.between(-wide, wide) * 0.9;
            double y = dice.between(-0.1, hem - 0.1);
            folds.add(Outline.fold(x, y, x + dice.between(-0.03, 0.03), y + 0.08, x + dice.between(-0.05, 0.05),
                    y + dice.between(0.12, 0.22), 0.016));
        }
        for (int side = -1; side <= 1; side += 2) {
            folds.add(Outline.fold(side * wide, -0.16, side * wide * 0.8, -0.10, side * wide * 0.4, -0.05, 0.014));
        }
        return folds;
    }

    private static Shape mirror(Shape shape, int side) {
        return side < 0 ? Outline.flipped(shape) : shape;
    }
}
