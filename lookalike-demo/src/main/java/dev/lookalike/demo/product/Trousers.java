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
import dev.lookalike.demo.draw.Tone;

/// Trousers, jeans and shorts, laid out flat.
final class Trousers implements Painter {
    @Override
    public void paint(Brush brush, Look look, Dice dice) {
        double waist = dice.between(0.145, 0.17);
        double hip = waist + 0.045;
        boolean shorts = look.is("shorts");
        double low = shorts ? dice.between(0.05, 0.14) : look.is("cropped trousers") ? 0.34 : 0.47;
        double foot = shorts
                ? 0.115
                : look.is("wide trousers") ? 0.115 : look.is("slim jeans") ? 0.055 : dice.between(0.07, 0.085);
        double spread = look.is("wide trousers") || shorts ? 0.15 : dice.between(0.11, 0.135);
        double up = shorts ? 0.14 : 0;
        Pattern surface = look.surface(0.9);
        for (int side = -1; side <= 1; side += 2) {
            leg(brush, look, surface, dice, side, waist, hip, low + up, foot, spread, up);
        }
        waistband(brush, look, waist, up - 0.47, dice);
    }

    private static void leg(Brush brush, Look look, Pattern surface, Dice dice, int side, double waist, double hip,
            double low, double foot,
            double spread, double up) {
        double top = up - 0.455;
        Path2D shape = Outline.at(-0.004, top).line(waist - 0.004, top).bend(hip, top + 0.12, hip, top + 0.24)
                .bend(spread + foot + 0.01, low * 0.4, spread + foot, low)
                .bend(spread, low + 0.012, spread - foot, low + 0.004)
                .bend(spread - foot - 0.005, top + 0.5, 0.006, top + 0.30).bend(-0.004, top + 0.27, -0.006, top + 0.2)
                .closed();
        Shape own = side < 0 ? Outline.flipped(shape) : shape;
        List<Shape> folds = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            double t = dice.between(0.35, 0.97);
            double y = top + (low - top) * t;
            double centre = side * (0.08 + (spread - 0.08) * t);
            double half = foot * dice.between(0.5, 1.1);
            double tilt = dice.between(-0.05, 0.05);
            folds.add(Outline.fold(centre - half, y + tilt, centre, y - 0.015, centre + half, y - tilt, 0.012));
        }
        for (int i = 0; i < 4; i++) {
            double reach = dice.between(0.06, 0.14);
            folds.add(Outline.fold(side * 0.006, top + 0.29 - i * 0.02, side * reach * 0.6, top + 0.25 + i * 0.03,
                    side * (reach + 0.03), top + 0.22 + i * 0.045, 0.012));
        }
        Shape inseam = mirror(
                Outline.at(spread - foot + 0.012, low).bend(spread - foot + 0.004, top + 0.5, 0.02, top + 0.31).open(),
                side);
        Shape hem = mirror(Outline.at(spread - foot - 0.01, low - 0.024).line(spread + foot + 0.01, low - 0.026).open(),
                side);
        Tone thread = look.is("slim jeans", "straight jeans") ? Tone.of(0xC98B45) : look.first().times(0.72);
        Part part = Part.of(own, look.material(), surface).first().bulge(0.02, 0.85).bulge(0.055, 0.35).crumple(0.45)
                .folds(folds, 0.008, 0.65)
                .seams(inseam, hem).stitches(thread, hem).shadow(0.3, 0.008);
        if (look.is("straight trousers", "wide trousers", "cropped trousers")) {
            part.folds(List.of(mirror(
                    Outline.fold(waist * 0.55, top + 0.08, spread + 0.01, top + 0.45, spread, low, 0.010), side)),
                    0.004, 0.5);
        }
        Shape pocket = mirror(
                Outline.at(waist * 0.62, top + 0.012).bend(waist * 0.72, top + 0.085, hip + 0.01, top + 0.11).open(),
                side);
        part.seams(pocket).stitches(thread, Outline.moved(pocket, 0, 0.008));
        brush.paint(part);
    }

    private static void waistband(Brush brush, Look look, double waist, double top, Dice dice) {
        Path2D band = Outline.at(0, top).line(waist, top - 0.004).line(waist + 0.003, top + 0.036).line(0, top + 0.042)
                .mirrored();
        Tone tone = look.first().times(0.92);
        Shape fly = Outline.at(0.002, top + 0.04).line(0.002, top + 0.2).open();
        Shape flyStitch = Outline.at(0.03, top + 0.04).line(0.03, top + 0.16).bend(0.028, top + 0.19, 0.002, top + 0.2)
                .open();
        brush.paint(Part.of(Outline.box(0.012, top + 0.12, 0.022, 0.085, 0.012), look.material(), look.surface(0.9))
                .first().seams(fly)
                .stitches(look.first().times(0.7), flyStitch).bulge(0.004, 0.3).shadow(0.2, 0.004));
        brush.paint(Part.of(band, look.material(), tone).first().bulge(0.008, 0.8).shadow(0.4, 0.006)
                .stitches(look.first().times(0.7),
                        Outline.at(-waist, top + 0.03).line(0, top + 0.035).line(waist, top + 0.03).open()));
        for (int i = -1; i <= 1; i++) {
            double x = i * waist * 0.68;
            brush.paint(Part.of(Outline.box(x, top + 0.02, 0.008, 0.028, 0.003), look.material(), tone)
                    .bulge(0.004, 0.9).shadow(0.4, 0.004));
        }
        boolean metal = dice.chance(0.6);
        brush.paint(Part
                .of(Outline.ellipse(0.004, top + 0.019, 0.013, 0.013), metal ? Material.STEEL : Material.PLASTIC,
                        metal ? Tone.of(0xB08A52) : look.first().times(0.5))
                .bulge(0.005, 0.9).shadow(0.5, 0.004));
    }

    private static Shape mirror(Shape shape, int side) {
        return side < 0 ? Outline.flipped(shape) : shape;
    }
}
