package dev.lookalike.demo.product;

import java.awt.Shape;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.List;

import dev.lookalike.demo.draw.Brush;
import dev.lookalike.demo.draw.Dice;
import dev.lookalike.demo.draw.Outline;
import dev.lookalike.demo.draw.Part;
import dev.lookalike.demo.draw.Pattern;
import dev.lookalike.demo.draw.Tone;

/// Dresses from the straight shift to the long evening gown, laid out or on a hanger.
final class Dresses implements Painter {
    @Override
    public void paint(Brush brush, Look look, Dice dice) {
        double hem = look.is("maxi dress") ? 0.48 : look.is("mini dress") ? 0.22 : dice.between(0.34, 0.42);
        double flare = look.is("shift dress")
                ? dice.between(0.15, 0.17)
                : look.is("maxi dress") ? 0.24 : dice.between(0.25, 0.31);
        double waist = look.is("shift dress") ? 0.135 : dice.between(0.095, 0.11);
        double chest = 0.135;
        boolean straps = look.is("slip dress", "maxi dress") || dice.chance(0.3);
        Pattern surface = look.surface(dice.between(0.8, 1.1));
        if (straps) {
            for (int side = -1; side <= 1; side += 2) {
                brush.paint(Part
                        .of(Outline.band(side * 0.075, -0.33, side * 0.075, -0.43, side * 0.06, -0.475, 0.010, 0.010),
                                look.material(),
                                look.first())
                        .first().bulge(0.005, 0.8));
            }
        } else {
            Path2D inside = Outline.at(0, -0.462).bend(0.07, -0.462, 0.083, -0.452).bend(0.07, -0.36, 0, -0.35)
                    .mirrored();
            brush.paint(Part.of(inside, look.material(), look.first().times(0.42)).shadow(0, 0));
            if (look.is("wrap dress", "mini dress")) {
                sleeve(brush, look, surface, dice, 1);
                sleeve(brush, look, surface, dice, -1);
            }
        }
        Outline half = straps
                ? Outline.at(0, -0.31).bend(0.05, -0.32, 0.085, -0.36).bend(0.12, -0.33, chest, -0.24)
                : Outline.at(0, look.is("wrap dress") ? -0.26 : -0.38)
                        .bend(0.07, look.is("wrap dress") ? -0.36 : -0.38, 0.078, -0.452).line(0.15, -0.42)
                        .bend(0.125, -0.33, chest, -0.24);
        Path2D bodice = half.bend(waist + 0.005, -0.12, waist, -0.055).line(waist, -0.035).bend(0, -0.028, 0, -0.03)
                .mirrored();
        Path2D skirt = Outline.at(0, -0.05).line(waist - 0.003, -0.05)
                .curve(waist + (flare - waist) * 0.35, 0.05, flare * 0.95, hem * 0.6, flare, hem - 0.02)
                .bend(flare * 0.5, hem + 0.022, 0, hem + 0.015).mirrored();
        Path2D line = Outline.at(-flare, hem - 0.035).bend(0, hem + 0.012, flare, hem - 0.035).open();
        brush.paint(Part.of(skirt, look.material(), surface).first().bulge(0.02, 0.7).bulge(0.07, 0.3).crumple(0.3)
                .folds(pleats(dice, waist, flare, hem, look.is("pleated dress") ? 15 : 7 + dice.below(4)), 0.010, 0.75)
                .folds(pleats(dice, waist, flare, hem, 4), 0.022, -0.5).seams(line)
                .stitches(look.first().times(0.75), line));
        brush.paint(Part.of(bodice, look.material(), surface).first().bulge(0.02, 0.8).bulge(0.06, 0.4).crumple(0.4)
                .folds(darts(dice, waist), 0.007, 0.5)
                .shadow(0.35, 0.01));
        if (look.is("wrap dress") || dice.chance(0.35)) {
            belt(brush, look, waist, dice);
        }
    }

    private static void sleeve(Brush brush, Look look, Pattern surface, Dice dice, int side) {
        double low = dice.between(-0.22, -0.12);
        Path2D shape = Outline.at(0.12, -0.43).bend(0.17, -0.42, 0.235, low).line(0.155, low + 0.03)
                .bend(0.13, -0.24, 0.12, -0.27).closed();
        brush.paint(Part.of(side < 0 ? Outline.flipped(shape) : shape, look.material(), surface).first()
                .bulge(0.02, 0.9).crumple(0.6).shadow(0, 0));
    }

    private static void belt(Brush brush, Look look, double waist, Dice dice) {
        Shape band = Outline.at(0, -0.075).line(waist + 0.006, -0.08).line(waist + 0.006, -0.035).line(0, -0.028)
                .mirrored();
        Tone tone = dice.chance(0.5) ? look.second() : look.first().times(0.7);
        brush.paint(Part.of(band, look.material(), tone).bulge(0.01, 0.8).shadow(0.4, 0.008));
        brush.paint(Part.of(Outline.band(0.03, -0.05, 0.05, 0.03, 0.035, 0.12, 0.012, 0.016), look.material(), tone)
                .bulge(0.008, 0.8).shadow(0.4, 0.008));
        brush.paint(Part.of(Outline.ellipse(0.03, -0.052, 0.024, 0.02), look.material(), tone).bulge(0.01, 1)
                .shadow(0.4, 0.008));
    }

    private static List<Shape> pleats(Dice dice, double waist, double flare, double hem, int count) {
        List<Shape> pleats = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double t = (i + 0.5) / count * 2 - 1 + dice.between(-0.3, 0.3) / count;
            double top = -0.05 + dice.between(0, 0.12);
            pleats.add(Outline.at(t * waist, top).line(t * flare * 1.02 - 0.012, hem + 0.03)
                    .line(t * flare * 1.02 + 0.016, hem + 0.03).closed());
        }
        return pleats;
    }

    private static List<Shape> darts(Dice dice, double waist) {
        List<Shape> darts = new ArrayList<>();
        for (int side = -1; side <= 1; side += 2) {
            darts.add(Outline.fold(side * 0.055, -0.2, side * 0.06, -0.12, side * waist * 0.55, -0.03, 0.01));
            darts.add(Outline.fold(side * 0.125, -0.24, side * 0.08, -0.22, side * dice.between(0.01, 0.05), -0.18,
                    0.012));
            darts.add(Outline.fold(side * waist, -0.05, side * 0.06, -0.08, side * 0.01, -0.06, 0.01));
        }
        return darts;
    }
}
