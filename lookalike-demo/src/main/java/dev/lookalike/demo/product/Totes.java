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

/// Bags with two handles: totes, shoppers and handbags.
final class Totes implements Painter {
    @Override
    public void paint(Brush brush, Look look, Dice dice) {
        boolean stiff = look.is("handbag", "bucket bag");
        double top = stiff ? dice.between(-0.08, -0.02) : dice.between(-0.16, -0.10);
        double upper = look.is("bucket bag") ? 0.26 : stiff ? dice.between(0.27, 0.31) : dice.between(0.32, 0.37);
        double lower = look.is("bucket bag")
                ? 0.22
                : stiff ? upper + dice.between(0.04, 0.09) : upper - dice.between(0.0, 0.05);
        double rise = dice.between(0.22, 0.36);
        double gap = dice.between(0.13, 0.19);
        boolean leatherHandles = !look.material().equals(Material.LEATHER) && dice.chance(0.5);
        Tone strap = leatherHandles ? Tone.of(0x8A5A36) : dice.chance(0.5) ? look.first().times(0.75) : look.second();
        Material strapMaterial = leatherHandles || look.material().equals(Material.LEATHER)
                ? Material.LEATHER
                : look.material();
        handle(brush, strapMaterial, strap.times(0.6), top + 0.01, rise * 0.95, gap * 0.9, 0.014);
        Path2D back = Outline.at(0, top - 0.022).line(upper - 0.02, top - 0.018).line(upper, top + 0.02)
                .line(0, top + 0.03).mirrored();
        brush.paint(Part.of(back, look.material(), look.first().times(0.35)).shadow(0, 0));
        Path2D body = Outline.at(0, top).bend(upper * 0.6, top + 0.008, upper, top)
                .bend((upper + lower) / 2 + 0.02, 0.2, lower, 0.46).bend(lower, 0.497, lower - 0.05, 0.498)
                .line(0, 0.5).mirrored();
        Shape edge = Outline.at(-upper - 0.01, top + 0.045).bend(0, top + 0.052, upper + 0.01, top + 0.045).open();
        List<Shape> folds = new ArrayList<>();
        for (int i = 0; i < (stiff ? 2 : 6); i++) {
            double x = dice.between(-upper, upper) * 0.8;
            folds.add(Outline.fold(x, dice.between(-0.05, 0.2), x + dice.between(-0.06, 0.06), 0.3,
                    x + dice.between(-0.06, 0.06), 0.48, 0.02));
        }
        brush.paint(Part.of(body, look.material(), look.surface(1.5)).first().bulge(0.02, 0.9).bulge(0.11, 0.4)
                .crumple(stiff ? 0.12 : 0.5).folds(folds, 0.014, 0.5)
                .seams(edge).stitches(stiff ? look.second().mix(look.first(), 0.4) : look.first().times(0.7), edge)
                .shadow(0, 0));
        trim(brush, look, dice, stiff, top, upper, lower, strap);
        handle(brush, strapMaterial, strap, top + 0.06, rise, gap, 0.017);
        for (int side = -1; side <= 1; side += 2) {
            brush.paint(Part.of(Outline.box(side * gap, top + 0.075, 0.026, 0.05, 0.006), strapMaterial, strap)
                    .bulge(0.006, 0.8).shadow(0.35, 0.006)
                    .stitches(strap.times(0.5), Outline.box(side * gap, top + 0.09, 0.016, 0.028, 0.001)));
        }
    }

    private static void handle(Brush brush, Material material, Tone tone, double y, double rise, double gap,
            double half) {
        Path2D line = Outline.at(-gap, y).curve(-gap * 0.95, y - rise * 1.2, gap * 0.95, y - rise * 1.2, gap, y).open();
        brush.paint(Part.of(Stroke.line(line, half * 2), material, tone).bulge(0.012, 1.1).shadow(0.3, 0.008));
    }

    private static void trim(Brush brush, Look look, Dice dice, boolean stiff, double top, double upper, double lower,
            Tone strap) {
        if (stiff) {
            Tone metal = dice.chance(0.6) ? Tone.of(0xD2AC66) : Tone.grey(0.8);
            Path2D flap = Outline.at(0, top - 0.005).line(upper, top - 0.002)
                    .bend(upper + 0.01, top + 0.12, upper * 0.62, top + 0.2).bend(0, top + 0.24, 0, top + 0.22)
                    .mirrored();
            if (look.is("handbag") && dice.chance(0.7)) {
                brush.paint(
                        Part.of(flap, look.material(), look.surface(1.5)).first().bulge(0.014, 0.9).shadow(0.4, 0.012));
            }
            brush.paint(Part.of(Outline.box(0, top + 0.21, 0.03, 0.026, 0.006), Material.STEEL, metal).bulge(0.008, 0.9)
                    .shadow(0.4, 0.006));
        } else if (dice.chance(0.4)) {
            Path2D bottom = Outline.at(0, 0.34).line(lower + 0.02, 0.34).line(lower, 0.46)
                    .bend(lower, 0.497, lower - 0.05, 0.498).line(0, 0.5).mirrored();
            brush.paint(Part.of(bottom, Material.LEATHER, strap).bulge(0.014, 0.6).shadow(0.25, 0.005));
        } else if (dice.chance(0.5)) {
            double y = dice.between(0.14, 0.22);
            brush.paint(Part.of(Outline.box(0, y, 0.14, 0.11, 0.012), look.material(), look.first().times(0.93)).first()
                    .bulge(0.006, 0.7).shadow(0.3, 0.006)
                    .stitches(look.first().times(0.65), Outline.box(0, y, 0.13, 0.10, 0.008)));
        }
    }
}
