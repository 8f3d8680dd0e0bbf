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

/// Backpacks seen from the front.
final class Backpacks implements Painter {
    @Override
    public void paint(Brush brush, Look look, Dice dice) {
        double wide = dice.between(0.27, 0.32);
        double top = dice.between(-0.36, -0.28);
        boolean flap = look.is("rucksack");
        Tone trim = dice.chance(0.5) ? look.second() : Tone.of(0x7A5233);
        Material trimMaterial = look.is("rucksack") ? Material.LEATHER : Material.NYLON;
        for (int side = -1; side <= 1; side += 2) {
            brush.paint(Part
                    .of(Outline.band(side * wide * 0.75, top + 0.08, side * (wide + 0.10), 0.02, side * (wide - 0.02),
                            0.40, 0.030, 0.016), look.material(), look.first().times(0.7))
                    .first()
                    .bulge(0.016, 1));
            brush.paint(Part.of(Outline.box(side * (wide + 0.012), 0.30, 0.045, 0.12, 0.04), look.material(),
                    look.first().times(0.82)).first().bulge(0.02, 1));
        }
        brush.paint(Part.of(Stroke.line(
                Outline.at(-0.06, top + 0.02).curve(-0.06, top - 0.10, 0.06, top - 0.10, 0.06, top + 0.02).open(),
                0.028), trimMaterial, trim).bulge(0.010, 1.1));
        Path2D body = Outline.at(0, top).bend(wide * 0.8, top, wide * 0.93, top + 0.18)
                .bend(wide * 1.05, 0.2, wide, 0.44).bend(wide, 0.495, wide - 0.06, 0.496).line(0, 0.5).mirrored();
        List<Shape> folds = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            double x = dice.between(-wide, wide) * 0.9;
            double y = dice.between(-0.2, 0.1);
            folds.add(Outline.fold(x, y, x + dice.between(-0.05, 0.05), y + 0.1, x + dice.between(-0.06, 0.06), y + 0.2,
                    0.018));
        }
        brush.paint(Part.of(body, look.material(), look.surface(1.4)).first().bulge(0.03, 1).bulge(0.11, 0.45)
                .crumple(0.3).folds(folds, 0.014, 0.45).shadow(0, 0));
        if (flap) {
            rolled(brush, look, dice, wide, top, trim);
        } else {
            zipped(brush, look, dice, wide, top, trim);
        }
    }

    private static void zipped(Brush brush, Look look, Dice dice, double wide, double top, Tone trim) {
        Shape arc = Outline.at(-wide * 0.90, 0.02)
                .curve(-wide * 0.86, top + 0.02, wide * 0.86, top + 0.02, wide * 0.90, 0.02).open();
        zip(brush, arc, trim);
        double y = look.is("daypack") ? 0.29 : 0.26;
        double high = dice.between(0.13, 0.17);
        Path2D pocket = Outline.box(0, y, wide * 0.76, high, 0.07);
        Tone front = dice.chance(0.35) ? look.second() : look.first().times(0.95);
        boolean same = !look.pattern().equals("plain");
        brush.paint(Part.of(pocket, look.material(), same ? look.surface(1.4) : Pattern.plain(front)).bulge(0.022, 1)
                .bulge(0.06, 0.4).crumple(0.35).shadow(0.35, 0.012));
        zip(brush,
                Outline.at(-wide * 0.70, y - high * 0.55).bend(0, y - high * 0.85, wide * 0.70, y - high * 0.55).open(),
                trim);
        if (dice.chance(0.7)) {
            brush.paint(Part.of(Outline.box(0, -0.06, 0.055, 0.038, 0.008), Material.LEATHER, trim).bulge(0.006, 0.9)
                    .shadow(0.35, 0.006).stitches(trim.times(0.5), Outline.box(0, -0.06, 0.047, 0.030, 0.004)));
        }
    }

    private static void zip(Brush brush, Shape line, Tone trim) {
        brush.paint(Part.of(Stroke.line(line, 0.022), Material.NYLON, trim.times(0.5)).bulge(0.006, 0.7).shadow(0.25,
                0.005));
        brush.paint(Part.of(Stroke.dashes(line, 0.008, 0.005, 0.004), Material.STEEL, Tone.grey(0.7)).shadow(0, 0));
        var end = line.getBounds2D();
        double x = end.getMinX() + end.getWidth() * 0.3;
        brush.paint(Part
                .of(Outline.turned(Outline.box(x, end.getMinY() + end.getHeight() * 0.36 + 0.01, 0.008, 0.028, 0.005),
                        14, x, end.getMinY()), Material.STEEL, Tone.grey(0.8))
                .bulge(0.004, 1).shadow(0.45, 0.006));
    }

    private static void rolled(Brush brush, Look look, Dice dice, double wide, double top, Tone trim) {
        double low = dice.between(0.04, 0.12);
        Path2D cover = Outline.at(0, top - 0.02).bend(wide * 0.85, top - 0.02, wide * 0.97, top + 0.16)
                .line(wide * 0.93, low - 0.04).bend(wide * 0.9, low, wide * 0.8, low + 0.004).line(0, low + 0.012)
                .mirrored();
        brush.paint(Part.of(cover, look.material(), look.surface(1.4)).first().bulge(0.024, 1).bulge(0.10, 0.45)
                .crumple(0.3).shadow(0.45, 0.018)
                .stitches(look.first().times(0.7),
                        Outline.at(-wide * 0.9, low - 0.03).bend(0, low - 0.012, wide * 0.9, low - 0.03).open()));
        brush.paint(Part.of(Outline.box(0, 0.34, wide * 0.7, 0.11, 0.03), look.material(), look.surface(1.4)).first()
                .bulge(0.018, 1).crumple(0.3).shadow(0.3, 0.010));
        for (int side = -1; side <= 1; side += 2) {
            double x = side * wide * 0.45;
            brush.paint(Part.of(Outline.box(x, low + 0.06, 0.022, 0.19, 0.008), Material.LEATHER, trim).bulge(0.008, 1)
                    .shadow(0.35, 0.008).stitches(trim.times(0.5), Outline.box(x, low + 0.06, 0.015, 0.18, 0.004)));
            brush.paint(Part.of(Stroke.line(Outline.box(x, low + 0.09, 0.030, 0.026, 0.006), 0.011), Material.STEEL,
                    Tone.of(0xC9A25E)).bulge(0.004, 1).shadow(0.45, 0.006));
        }
    }
}
