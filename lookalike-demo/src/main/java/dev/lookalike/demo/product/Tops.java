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

/// T-shirts, long-sleeved shirts, polo shirts and vests, laid out flat.
final class Tops implements Painter {
    @Override
    public void paint(Brush brush, Look look, Dice dice) {
        double hem = dice.between(0.40, 0.47);
        double wide = dice.between(0.225, 0.275);
        double neck = dice.between(0.085, 0.115);
        double drop = look.is("v-neck t-shirt") ? dice.between(0.13, 0.18) : dice.between(0.05, 0.08);
        boolean sleeves = !look.is("vest top");
        Pattern surface = look.surface(dice.between(0.9, 1.25));
        if (sleeves) {
            sleeve(brush, look, surface, dice, wide, 1);
            sleeve(brush, look, surface, dice, wide, -1);
        }
        back(brush, look, neck);
        double shoulder = look.is("long-sleeved shirt") ? wide - 0.03 : sleeves ? wide - 0.005 : neck + 0.055;
        Outline side = Outline.at(0, -0.43 + drop);
        if (look.is("v-neck t-shirt")) {
            side.line(neck, -0.435);
        } else {
            side.bend(neck * 0.95, -0.43 + drop, neck, -0.435);
        }
        side.line(shoulder, -0.385);
        if (sleeves) {
            side.bend(wide - 0.03, -0.26, wide, -0.15);
        } else {
            side.bend(shoulder - 0.01, -0.22, wide, -0.15);
        }
        Path2D body = side.bend(wide - 0.018, 0.12, wide + 0.005, hem - 0.012)
                .bend(wide * 0.5, hem + 0.008, 0, hem + 0.006).mirrored();
        Path2D hemLine = Outline.at(-wide - 0.01, hem - 0.034).bend(0, hem - 0.008, wide + 0.01, hem - 0.034).open();
        Part part = Part.of(body, look.material(), surface).first().bulge(0.018, 0.8).bulge(0.10, 0.28).crumple(0.55)
                .shadow(0.30, 0.012)
                .folds(folds(dice, wide, hem), 0.011, 0.55).folds(pulls(dice, wide), 0.008, 0.4).seams(hemLine)
                .stitches(look.first().times(0.75), hemLine);
        if (dice.chance(0.3) && look.pattern().equals("plain")) {
            emblem(part, look, dice);
        }
        brush.paint(part);
        collar(brush, look, neck, drop);
    }

    private static void sleeve(Brush brush, Look look, Pattern surface, Dice dice, double wide, int side) {
        boolean full = look.is("long-sleeved shirt");
        double reach = full ? dice.between(0.40, 0.44) : dice.between(0.37, 0.42);
        double low = full ? dice.between(0.26, 0.34) : dice.between(-0.16, -0.11);
        double cuff = full ? 0.048 : 0.085;
        double x = wide - 0.02;
        double dx = reach - x;
        double dy = low + 0.38;
        double length = Math.sqrt(dx * dx + dy * dy);
        double nx = -dy / length;
        double ny = dx / length;
        Path2D shape = Outline.at(x - 0.03, -0.395)
                .bend(x + (full ? 0.085 : 0.035), full ? -0.355 : -0.385, reach - nx * cuff, low - ny * cuff)
                .line(reach + nx * cuff, low + ny * cuff).bend(x + 0.01, -0.08, x - 0.03, -0.11).closed();
        double in = 0.035;
        double ix = reach - dx / length * in;
        double iy = low - dy / length * in;
        Shape seam = Outline.at(ix - nx * cuff * 1.3, iy - ny * cuff * 1.3)
                .line(ix + nx * cuff * 1.3, iy + ny * cuff * 1.3).open();
        List<Shape> folds = new ArrayList<>();
        for (int i = 0; i < (full ? 6 : 3); i++) {
            double t = dice.between(0.12, 0.9);
            double px = x + dx * t;
            double py = -0.27 + dy * t * 0.9;
            double half = cuff * dice.between(0.6, 1.2);
            folds.add(Outline.fold(px - nx * half, py - ny * half, px + dx * 0.04, py + dy * 0.06, px + nx * half * 0.6,
                    py + ny * half * 0.6, 0.012));
        }
        Shape own = side < 0 ? Outline.flipped(shape) : shape;
        Shape line = side < 0 ? Outline.flipped(seam) : seam;
        List<Shape> creases = folds.stream().map(fold -> side < 0 ? Outline.flipped(fold) : fold).toList();
        brush.paint(Part.of(own, look.material(), surface).first().bulge(0.02, 0.9).bulge(0.06, 0.4).crumple(0.5)
                .shadow(0, 0)
                .folds(creases, 0.007, 0.6).seams(line).stitches(look.first().times(0.75), line));
    }

    /// The inside of the back, seen through the neck.
    private static void back(Brush brush, Look look, double neck) {
        Path2D inside = Outline.at(0, -0.452).bend(neck * 0.8, -0.452, neck + 0.012, -0.437).bend(neck, -0.27, 0, -0.24)
                .mirrored();
        brush.paint(Part.of(inside, look.material(), look.first().times(0.42)).shadow(0, 0)
                .seams(Outline.at(-neck, -0.425).bend(0, -0.405, neck, -0.425).open()));
    }

    private static void collar(Brush brush, Look look, double neck, double drop) {
        boolean trim = look.pattern().equals("striped") || look.pattern().equals("two-tone");
        var tone = trim ? look.second() : look.first().times(0.93);
        double y = -0.435;
        if (look.is("polo shirt")) {
            brush.paint(Part.of(Outline.box(0, -0.27, 0.022, 0.10, 0.006), look.material(), look.first().times(0.97))
                    .bulge(0.005, 0.5)
                    .shadow(0.35, 0.005));
            for (int i = 0; i < 3; i++) {
                brush.paint(Part.of(Outline.ellipse(0, -0.32 + i * 0.062, 0.009, 0.009),
                        Material.PLASTIC,
                        look.second().mix(look.first(), 0.3)).bulge(0.004, 0.9).shadow(0.5, 0.004));
            }
            for (int side = -1; side <= 1; side += 2) {
                Shape wing = Outline.at(0.004, y + drop + 0.008).line(neck + 0.012, y - 0.022)
                        .line(neck + 0.055, y + 0.03)
                        .line(0.075, y + drop + 0.075).closed();
                brush.paint(Part.of(side < 0 ? Outline.flipped(wing) : wing, look.material(), tone).bulge(0.006, 0.7)
                        .shadow(0.4, 0.008));
            }
            return;
        }
        double w = 0.026;
        Path2D ring;
        if (look.is("v-neck t-shirt")) {
            ring = Outline.at(0, y + drop - 0.008).line(neck - 0.004, y - 0.006).line(neck + w * 0.9, y + 0.001)
                    .line(0, y + drop + w * 1.25).mirrored();
        } else {
            ring = Outline.at(0, y + drop - 0.006).bend(neck * 0.93, y + drop - 0.008, neck - 0.004, y - 0.006)
                    .line(neck + w * 0.9, y + 0.001)
                    .bend(neck + w * 0.8, y + drop + w, 0, y + drop + w).mirrored();
        }
        brush.paint(Part.of(ring, look.material(), tone).first().bulge(0.007, 0.8).shadow(0.3, 0.006));
    }

    private static List<Shape> folds(Dice dice, double wide, double hem) {
        List<Shape> folds = new ArrayList<>();
        int count = 5 + dice.below(4);
        for (int i = 0; i < count; i++) {
            double x = (i + 0.5) / count * 2 * wide - wide + dice.between(-0.03, 0.03);
            double top = dice.between(-0.05, 0.25);
            folds.add(Outline.fold(x + dice.between(-0.03, 0.03), top, x + dice.between(-0.03, 0.03), (top + hem) / 2,
                    x * 1.08, hem + 0.02,
                    dice.between(0.014, 0.028)));
        }
        return folds;
    }

    /// Cloth pulled from the armpits.
    private static List<Shape> pulls(Dice dice, double wide) {
        List<Shape> pulls = new ArrayList<>();
        for (int side = -1; side <= 1; side += 2) {
            for (int i = 0; i < 3; i++) {
                double x = side * (wide - 0.012);
                pulls.add(Outline.fold(x, -0.16 + 0.02 * i, side * (wide - 0.06), -0.12 + 0.06 * i,
                        side * wide * dice.between(0.15, 0.5),
                        -0.16 + 0.12 * i + dice.between(-0.02, 0.04), 0.012));
            }
        }
        return pulls;
    }

    private static void emblem(Part part, Look look, Dice dice) {
        double y = dice.between(-0.16, -0.08);
        double size = dice.between(0.06, 0.10);
        switch (dice.below(4)) {
            case 0 -> part.print(look.second(), 0.9, Outline.ellipse(0, y, size, size));
            case 1 -> part.print(look.second(), 0.9,
                    Outline.at(0, y - size).line(size * 1.2, y + size).line(-size * 1.2, y + size).closed());
            case 2 -> part.print(look.second(), 0.9, Outline.box(0, y, size * 2, 0.02, 0.002),
                    Outline.box(0, y + 0.06, size * 2, 0.02, 0.002));
            default -> part.print(look.second(), 0.9, Outline.box(0.12, -0.15, 0.02, 0.024, 0.004));
        }
    }
}
