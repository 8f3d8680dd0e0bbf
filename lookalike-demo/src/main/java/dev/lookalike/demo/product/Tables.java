package dev.lookalike.demo.product;

import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;

import dev.lookalike.demo.draw.Brush;
import dev.lookalike.demo.draw.Dice;
import dev.lookalike.demo.draw.Material;
import dev.lookalike.demo.draw.Outline;
import dev.lookalike.demo.draw.Part;
import dev.lookalike.demo.draw.Pattern;
import dev.lookalike.demo.draw.Tone;

/// Tables and desks, seen a little from above.
final class Tables implements Painter {
    @Override
    public void paint(Brush brush, Look look, Dice dice) {
        Pattern wood = Pattern.wood(look.first(), false, look.seed());
        Pattern upright = Pattern.wood(look.first(), true, look.seed() + 1);
        boolean round = look.is("round table", "side table");
        boolean steel = dice.chance(0.25);
        double half = look.is("side table")
                ? dice.between(0.24, 0.28)
                : round ? dice.between(0.36, 0.42) : dice.between(0.43, 0.47);
        double top = look.is("coffee table")
                ? dice.between(0.14, 0.20)
                : look.is("side table") ? dice.between(-0.08, 0.0) : dice.between(-0.06, 0.04);
        double thick = dice.between(0.022, 0.034);
        double deep = half * (round ? 0.24 : 0.20);
        Material legMaterial = steel ? Material.STEEL : Material.WOOD;
        Pattern legs = steel ? Pattern.plain(Tone.of(0x3B3B3E)) : upright;
        if (round && dice.chance(0.45)) {
            pedestal(brush, legMaterial, legs, look, top + thick);
        } else {
            legs(brush, look, dice, half, top + thick, deep, legMaterial, legs, steel);
        }
        if (look.is("desk")) {
            drawers(brush, look, half, top + thick, dice);
        }
        if (round) {
            Part.Radius radius = y -> half;
            brush.paint(Part.of(Turned.outline(radius, top, top + thick, deep / half), look.material(), wood).first()
                    .turned(0, radius).bulge(0.004, 0.6).shadow(0.4, 0.03));
            brush.paint(Part.of(Outline.ellipse(0, top, half, deep), look.material(), stretched(wood, top)).first()
                    .bulge(0.005, 0.7).shadow(0, 0));
        } else {
            double back = half * dice.between(0.84, 0.92);
            brush.paint(Part.of(Outline.box(0, top + deep + thick * 0.5, half, thick, 0.006), look.material(), wood)
                    .first().bulge(0.005, 0.8).shadow(0.4, 0.03));
            Path2D board = Outline.at(0, top - deep).line(back, top - deep).line(half, top + deep).line(0, top + deep)
                    .mirrored();
            brush.paint(Part.of(board, look.material(), stretched(wood, top)).first().bulge(0.004, 0.6).shadow(0, 0));
        }
        things(brush, look, dice, top);
    }

    /// The grain of a board that lies: squeezed by the view.
    private static Pattern stretched(Pattern wood, double top) {
        return (x, y, pixel, rgb) -> {
            wood.at(x, (y - top) * 2.6, pixel * 2.6, rgb);
            rgb[0] *= 1.16f;
            rgb[1] *= 1.16f;
            rgb[2] *= 1.16f;
        };
    }

    private static void legs(Brush brush, Look look, Dice dice, double half, double top, double deep, Material material,
            Pattern wood, boolean steel) {
        double start = steel ? 0.012 : dice.between(0.020, 0.030);
        double end = steel ? 0.012 : dice.between(0.012, start);
        double splay = dice.between(-0.01, 0.05);
        boolean round = look.is("round table", "side table");
        double near = half * (round ? 0.62 : 0.90);
        double far = half * (round ? 0.45 : 0.78);
        Pattern dark = (x, y, pixel, rgb) -> {
            wood.at(x, y, pixel, rgb);
            rgb[0] *= 0.62f;
            rgb[1] *= 0.62f;
            rgb[2] *= 0.62f;
        };
        for (int side = -1; side <= 1; side += 2) {
            brush.paint(Part.of(Outline.band(side * far, top, side * far, 0.3, side * (far + splay * 0.7),
                    0.5 - deep * 0.62, start * 0.9, end * 0.9), material, dark).bulge(0.010, 1.1));
        }
        if (!round && !steel) {
            brush.paint(
                    Part.of(Outline.box(0, top + deep + 0.025, near, 0.032, 0.004), material, dark).bulge(0.006, 0.6));
        }
        for (int side = -1; side <= 1; side += 2) {
            brush.paint(Part
                    .of(Outline.band(side * near, top + (round ? 0 : deep * 0.8), side * near, 0.3,
                            side * (near + splay), 0.5, start, end), material, wood)
                    .first().bulge(0.011, 1.1).shadow(0.2, 0.012));
        }
    }

    private static void pedestal(Brush brush, Material material, Pattern wood, Look look, double top) {
        Part.Radius radius = y -> {
            double t = (y - top) / (0.46 - top);
            return 0.034 + 0.02 * (1 - t) * (1 - t) + (t > 0.86 ? (t - 0.86) * (t - 0.86) * 8 : 0);
        };
        Part.Radius plate = y -> 0.19;
        brush.paint(Part.of(Turned.outline(plate, 0.452, 0.468, 0.16), material, wood).first().turned(0, plate)
                .bulge(0.006, 0.7));
        brush.paint(Part.of(Outline.ellipse(0, 0.452, 0.19, 0.030), material, look.first()).first().bulge(0.008, 0.8)
                .shadow(0, 0));
        brush.paint(Part.of(Turned.outline(radius, top, 0.455, 0.2), material, wood).first().turned(0, radius)
                .shadow(0.3, 0.02));
    }

    private static void drawers(Brush brush, Look look, double half, double top, Dice dice) {
        int count = 1 + dice.below(3);
        Pattern wood = Pattern.wood(look.first().times(0.92), false, look.seed() + 4);
        double x = half * 0.58;
        for (int i = 0; i < count; i++) {
            double y = top + 0.13 + i * 0.09;
            brush.paint(Part.of(Outline.box(x, y, half * 0.34, 0.043, 0.004), look.material(), wood).first()
                    .bulge(0.006, 0.9).shadow(0.3, 0.01));
            brush.paint(Part.of(Outline.ellipse(x, y, 0.014, 0.014), Material.STEEL, look.second()).bulge(0.006, 1)
                    .shadow(0.45, 0.006));
        }
    }

    /// Now and then something stands on it.
    private static void things(Brush brush, Look look, Dice dice, double top) {
        if (!dice.chance(0.4)) {
            return;
        }
        double x = dice.between(-0.18, 0.18);
        Brush small = brush.beside(new AffineTransform(0.2, 0, 0, 0.2, x, top - 0.09));
        Tone glaze = look.second();
        Tone inside = Tone.of(0xF1EEE6);
        var cup = new Look(dice.chance(0.5) ? "cup" : "mug", glaze, inside, "plain", Material.CERAMIC, look.seed());
        small.paint(Part.of(Outline.ellipse(0.1, 0.47, 0.5, 0.1), Material.GLOW, Tone.of(0x000000)).opacity(0.2)
                .shadow(0, 0));
        new Mugs().paint(small, cup, dice);
    }
}
