package dev.lookalike.demo.product;

import java.awt.Shape;
import java.awt.geom.Path2D;
import java.util.List;

import dev.lookalike.demo.draw.Brush;
import dev.lookalike.demo.draw.Dice;
import dev.lookalike.demo.draw.Material;
import dev.lookalike.demo.draw.Outline;
import dev.lookalike.demo.draw.Part;
import dev.lookalike.demo.draw.Stroke;
import dev.lookalike.demo.draw.Tone;

/// Wrist watches laid out with their strap, face up.
final class Watches implements Painter {
    @Override
    public void paint(Brush brush, Look look, Dice dice) {
        double face = dice.between(0.155, 0.185);
        boolean square = look.is("square watch");
        Tone metal = dice.pick(List.of(Tone.grey(0.78), Tone.of(0xD0A86A), Tone.of(0x3A3A3E), Tone.of(0xC98F78)));
        double half = face * dice.between(0.58, 0.72);
        strap(brush, look, half, face, metal);
        brush.paint(Part.of(Outline.box(face + 0.018, 0, 0.020, 0.022, 0.006), Material.STEEL, metal).bulge(0.007, 1)
                .shadow(0.4, 0.006));
        for (int i = 0; i < 4; i++) {
            double sx = (i % 2 == 0 ? -1 : 1) * half * 0.98;
            double sy = (i < 2 ? -1 : 1) * face * 0.92;
            brush.paint(Part.of(Outline.box(sx, sy, 0.018, 0.05, 0.010), Material.STEEL, metal).bulge(0.008, 1)
                    .shadow(0.3, 0.006));
        }
        Shape caseShape = square
                ? Outline.box(0, 0, face * 0.92, face * 0.96, 0.05)
                : Outline.ellipse(0, 0, face, face);
        Shape dialShape = square
                ? Outline.box(0, 0, face * 0.76, face * 0.80, 0.03)
                : Outline.ellipse(0, 0, face * 0.84, face * 0.84);
        brush.paint(Part.of(caseShape, Material.STEEL, metal).bulge(0.020, 1).shadow(0.5, 0.016));
        Tone dial = dice.pick(
                List.of(Tone.of(0xF3F1EA), Tone.of(0x1E2126), look.second(), Tone.of(0x22345C), Tone.of(0xF3F1EA)));
        brush.paint(Part.of(dialShape, Material.SATIN, dial).bulge(0.012, -0.7).shadow(0, 0));
        dial(brush, look, dice, face, square, dial, metal);
    }

    private static void strap(Brush brush, Look look, double half, double face, Tone metal) {
        boolean links = look.is("link watch");
        for (int side = -1; side <= 1; side += 2) {
            if (links) {
                for (int i = 0; i < 8; i++) {
                    double y = side * (face + 0.012 + i * 0.043);
                    double w = half * (0.97 - 0.022 * i);
                    brush.paint(Part.of(Outline.box(0, y, w, 0.0205, 0.008), Material.STEEL, metal).bulge(0.008, 1)
                            .shadow(0.25, 0.004));
                    brush.paint(Part.of(Outline.box(0, y, w * 0.42, 0.0205, 0.006), Material.STEEL, look.first())
                            .first().bulge(0.007, 0.9).shadow(0.2, 0.003));
                }
                continue;
            }
            double end = side < 0 ? -0.495 : 0.495;
            Path2D shape = Outline.at(0, side * face * 0.8).line(half * 0.95, side * face * 0.8)
                    .bend(half * 0.9, side * 0.35, half * 0.78, end - side * 0.03)
                    .bend(half * 0.76, end, half * 0.4, end).line(0, end + (side > 0 ? 0.004 : 0)).mirrored();
            Shape left = Outline.at(-half * 0.80, side * face).line(-half * 0.66, end - side * 0.03).open();
            Shape right = Outline.flipped(left);
            Part part = Part.of(shape, look.material(), look.surface(0.7)).first().bulge(0.014, 1).bulge(0.04, 0.3)
                    .shadow(0, 0)
                    .stitches(look.pattern().equals("plain") ? look.second() : look.first().times(0.6), left, right);
            if (side > 0) {
                Shape[] holes = new Shape[5];
                for (int i = 0; i < holes.length; i++) {
                    holes[i] = Outline.ellipse(0, 0.27 + i * 0.04, 0.008, 0.010);
                }
                part.print(Tone.of(0x17120F), 0.9, holes);
            }
            brush.paint(part);
        }
        if (!links) {
            brush.paint(Part
                    .of(Stroke.line(Outline.box(0, -0.475, half * 0.80, 0.028, 0.012), 0.014), Material.STEEL, metal)
                    .bulge(0.006, 1).shadow(0.4, 0.006));
            brush.paint(
                    Part.of(Outline.box(0, -0.40, half * 0.92, 0.018, 0.006), look.material(), look.first().times(0.85))
                            .first().bulge(0.008, 1).shadow(0.4, 0.006));
        }
    }

    private static void dial(Brush brush, Look look, Dice dice, double face, boolean square, Tone dial, Tone metal) {
        Tone ink = dial.luminance() > 0.3 ? Tone.of(0x24262B) : Tone.of(0xEDEBE4);
        double r = face * (square ? 0.70 : 0.76);
        for (int i = 0; i < 12; i++) {
            Shape mark = Outline.box(0, -r + 0.014, i % 3 == 0 ? 0.0058 : 0.0032, i % 3 == 0 ? 0.017 : 0.010, 0.001);
            brush.paint(Part.of(Outline.turned(mark, i * 30, 0, 0), Material.STEEL, ink).shadow(0, 0));
        }
        if (look.is("chronograph")) {
            for (int i = 0; i < 3; i++) {
                double a = i * 120 + 90;
                Shape small = Outline.turned(Outline.ellipse(0, -face * 0.36, face * 0.19, face * 0.19), a + 90, 0, 0);
                brush.paint(Part.of(small, Material.SATIN, dial.mix(ink, 0.2)).bulge(0.006, -0.8).shadow(0, 0));
                brush.paint(
                        Part.of(Outline.turned(Outline.box(0, -face * 0.42, 0.002, face * 0.09, 0.001), a + 90, 0, 0),
                                Material.STEEL, ink).shadow(0, 0));
            }
        }
        double hours = dice.between(0, 360);
        double minutes = (hours * 12) % 360;
        hand(brush, ink, hours, face * 0.42, 0.0085);
        hand(brush, ink, minutes, face * 0.64, 0.006);
        hand(brush, Tone.of(0xC23A30), dice.between(0, 360), face * 0.68, 0.0022);
        brush.paint(
                Part.of(Outline.ellipse(0, 0, 0.011, 0.011), Material.STEEL, metal).bulge(0.005, 1).shadow(0.4, 0.004));
        Path2D shine = Outline.at(-face * 0.62, -face * 0.50).bend(0, -face * 1.06, face * 0.55, -face * 0.58)
                .bend(0, -face * 0.60, -face * 0.62, -face * 0.50).closed();
        brush.paint(Part.of(shine, Material.GLOW, Tone.of(0xFFFFFF)).opacity(0.13).shadow(0, 0));
    }

    private static void hand(Brush brush, Tone tone, double degrees, double length, double half) {
        Path2D shape = Outline.at(-half * 0.7, length * 0.18).line(-half, -length * 0.2).line(-half * 0.4, -length)
                .line(half * 0.4, -length).line(half, -length * 0.2)
                .line(half * 0.7, length * 0.18).closed();
        brush.paint(Part.of(Outline.turned(shape, degrees, 0, 0), Material.STEEL, tone).bulge(0.003, 0.8).shadow(0.35,
                0.005));
    }
}
