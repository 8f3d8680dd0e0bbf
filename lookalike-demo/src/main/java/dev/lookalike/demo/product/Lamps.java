package dev.lookalike.demo.product;

import java.awt.geom.AffineTransform;
import java.util.List;

import dev.lookalike.demo.draw.Brush;
import dev.lookalike.demo.draw.Dice;
import dev.lookalike.demo.draw.Material;
import dev.lookalike.demo.draw.Outline;
import dev.lookalike.demo.draw.Part;
import dev.lookalike.demo.draw.Pattern;
import dev.lookalike.demo.draw.Tone;

/// Table lamps, floor lamps and desk lamps.
final class Lamps implements Painter {
    @Override
    public void paint(Brush brush, Look look, Dice dice) {
        if (look.is("desk lamp")) {
            desk(brush, look, dice);
        } else {
            shaded(brush, look, dice, look.is("floor lamp"));
        }
    }

    private static void shaded(Brush brush, Look look, Dice dice, boolean floor) {
        double top = -0.48;
        double low = floor ? dice.between(-0.26, -0.20) : dice.between(-0.10, 0.0);
        double upper = floor ? dice.between(0.08, 0.15) : dice.between(0.13, 0.23);
        double lower = floor ? dice.between(0.17, 0.21) : dice.between(0.26, 0.32);
        Tone metal = dice.pick(List.of(Tone.of(0xC9A25E), Tone.grey(0.72), Tone.of(0x35332F)));
        if (floor) {
            brush.paint(Part.of(Outline.box(0, 0.12, 0.011, 0.36, 0.002), Material.STEEL, metal).turned(0, y -> 0.011));
            Part.Radius plate = y -> 0.16;
            brush.paint(Part.of(Turned.outline(plate, 0.465, 0.478, 0.13), Material.STEEL, metal).turned(0, plate)
                    .bulge(0.005, 0.8));
            brush.paint(Part.of(Outline.ellipse(0, 0.463, 0.16, 0.021), Material.STEEL, metal.times(1.1))
                    .bulge(0.006, 0.5).shadow(0, 0));
            brush.paint(
                    Part.of(Outline.box(0, 0.40, 0.012, 0.065, 0.002), Material.STEEL, metal).turned(0, y -> 0.012));
        } else {
            foot(brush, look, dice, metal, low);
        }
        Part.Radius radius = y -> upper + (lower - upper) * Math.max(0, Math.min(1, (y - top) / (low - top)));
        boolean lit = dice.chance(0.6);
        brush.paint(Part.of(Turned.outline(radius, top, low, 0.13), look.material(), look.surface(1)).first()
                .turned(0, radius).bulge(0.006, 0.3).shadow(0.2, 0.03)
                .glow(lit ? 0.32 : 0));
        brush.paint(Part.of(Outline.ellipse(0, top, upper - 0.006, upper * 0.13), Material.PAPER,
                lit ? Tone.of(0xFFF3D6) : look.first().times(0.55)).glow(lit ? 0.5 : 0).shadow(0, 0));
    }

    private static void foot(Brush brush, Look look, Dice dice, Tone metal, double low) {
        brush.paint(
                Part.of(Outline.box(0, low + 0.06, 0.013, 0.12, 0.003), Material.STEEL, metal).turned(0, y -> 0.013));
        int kind = dice.below(3);
        double wide = dice.between(0.13, 0.19);
        double top = low + 0.09;
        Part.Radius body = switch (kind) {
            case 0 -> y -> {
                double t = Math.max(0, Math.min(1, (y - top) / (0.47 - top)));
                return 0.03 + wide * Math.sqrt(Math.max(0, 1 - (2 * t - 1.05) * (2 * t - 1.05) * 0.93));
            };
            case 1 -> y -> {
                double t = Math.max(0, Math.min(1, (y - top) / (0.47 - top)));
                return 0.028 + wide * 0.85 * t * t * t + 0.03 * t * (1 - t);
            };
            default -> y -> wide * 0.62;
        };
        boolean same = dice.chance(0.5);
        Tone tone = same ? look.second() : Tone.of(0xE9E3D8);
        boolean wood = dice.chance(0.3);
        brush.paint(Part
                .of(Turned.outline(body, top, 0.468, 0.14), wood ? Material.WOOD : Material.CERAMIC,
                        wood ? Pattern.wood(Tone.of(0xA87B50), true, look.seed()) : Pattern.plain(tone))
                .turned(0, body).bulge(0.008, 0.5).shadow(0.2, 0.01));
    }

    private static void desk(Brush brush, Look look, Dice dice) {
        Tone metal = dice.chance(0.5) ? Tone.grey(0.7) : Tone.of(0xC9A25E);
        Part.Radius plate = y -> 0.15;
        double ex = dice.between(-0.20, -0.12);
        double ey = dice.between(-0.12, -0.02);
        double hx = dice.between(0.08, 0.16);
        double hy = dice.between(-0.38, -0.30);
        brush.paint(Part.of(Turned.outline(plate, 0.45, 0.476, 0.14), look.material(), look.first()).first()
                .turned(0, plate).bulge(0.006, 0.7));
        brush.paint(Part.of(Outline.ellipse(0, 0.449, 0.15, 0.021), look.material(), look.first()).first()
                .bulge(0.008, 0.7).shadow(0, 0));
        brush.paint(Part.of(Outline.band(0, 0.45, ex / 2, (0.45 + ey) / 2, ex, ey, 0.013, 0.013), Material.STEEL, metal)
                .bulge(0.007, 1.2).shadow(0.3, 0.01));
        brush.paint(
                Part.of(Outline.band(ex, ey, (ex + hx) / 2, (ey + hy) / 2, hx, hy, 0.013, 0.013), Material.STEEL, metal)
                        .bulge(0.007, 1.2).shadow(0.3, 0.01));
        brush.paint(Part.of(Outline.ellipse(ex, ey, 0.026, 0.026), Material.STEEL, metal.times(0.8)).bulge(0.014, 1)
                .shadow(0.3, 0.008));
        Brush head = brush.within(Outline.turn(dice.between(-42, -22), hx, hy));
        Part.Radius bell = y -> {
            double t = Math.max(0, Math.min(1, (y - hy + 0.02) / 0.18));
            return 0.045 + 0.12 * Math.sqrt(t) * (0.6 + 0.4 * t);
        };
        Brush moved = head.within(AffineTransform.getTranslateInstance(hx, 0));
        moved.paint(Part.of(Outline.ellipse(0, hy + 0.165, 0.16, 0.03), Material.GLOW, Tone.of(0xFFE9B8)).glow(0.7)
                .shadow(0, 0));
        moved.paint(Part.of(Turned.outline(bell, hy - 0.03, hy + 0.16, 0.06), look.material(), look.first()).first()
                .turned(0, bell).bulge(0.006, 0.4).shadow(0.2, 0.015));
    }
}
