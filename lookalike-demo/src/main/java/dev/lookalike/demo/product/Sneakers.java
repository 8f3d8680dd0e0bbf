package dev.lookalike.demo.product;

import java.awt.Shape;
import java.awt.geom.Path2D;
import java.util.List;

import dev.lookalike.demo.draw.Brush;
import dev.lookalike.demo.draw.Dice;
import dev.lookalike.demo.draw.Material;
import dev.lookalike.demo.draw.Outline;
import dev.lookalike.demo.draw.Part;
import dev.lookalike.demo.draw.Pattern;
import dev.lookalike.demo.draw.Stroke;
import dev.lookalike.demo.draw.Tone;

/// Sneakers seen from the side, toe to the right.
final class Sneakers implements Painter {
    @Override
    public void paint(Brush brush, Look look, Dice dice) {
        boolean high = look.is("high-top sneaker");
        boolean slip = look.is("slip-on");
        boolean runner = look.is("running shoe");
        double collar = high ? -0.24 : dice.between(-0.02, 0.02);
        double sole = runner ? dice.between(0.085, 0.11) : dice.between(0.055, 0.075);
        double floor = 0.5;
        double top = floor - sole;
        Path2D upper = Outline.at(-0.42, top + 0.02).bend(-0.455, 0.25, -0.425, collar + 0.10)
                .bend(-0.43, collar, -0.40, collar - 0.01)
                .bend(-0.29, collar + (high ? 0.03 : 0.075), -0.155, collar + (high ? -0.03 : 0.01))
                .line(-0.115, collar + (high ? -0.01 : 0.025))
                .curve(-0.02, high ? 0.04 : 0.14, 0.10, 0.215, 0.24, 0.245)
                .curve(0.38, 0.262, 0.455, 0.31, 0.455, top + 0.02).closed();
        Pattern surface = look.surface(0.8);
        brush.paint(Part.of(Outline.ellipse(-0.27, collar + 0.03, 0.12, 0.05), Material.COTTON, look.first().times(0.3))
                .shadow(0, 0));
        brush.paint(Part.of(upper, look.material(), surface).first().bulge(0.03, 0.9).bulge(0.10, 0.45).crumple(0.2)
                .shadow(0, 0)
                .folds(List.of(Outline.fold(0.15, 0.24, 0.2, 0.28, 0.22, 0.36, 0.012),
                        Outline.fold(0.19, 0.25, 0.245, 0.29, 0.26, 0.35, 0.010)), 0.008, -0.5));
        overlays(brush, look, dice, top, collar, high, slip, runner);
        if (!slip) {
            laces(brush, look, collar, high, dice);
        }
        sole(brush, look, dice, top, sole, runner);
    }

    private static void overlays(Brush brush, Look look, Dice dice, double top, double collar, boolean high,
            boolean slip, boolean runner) {
        Tone trim = look.second();
        Tone dark = look.first().times(0.75);
        if (!slip && dice.chance(0.75)) {
            Path2D toe = Outline.at(0.265, 0.25).bend(0.24, 0.33, 0.27, top + 0.02).line(0.456, top + 0.02)
                    .bend(0.46, 0.28, 0.265, 0.25).closed();
            brush.paint(Part.of(toe, runner ? Material.RUBBER : look.material(), dice.chance(0.5) ? dark : trim)
                    .bulge(0.02, 0.6).shadow(0.25, 0.006));
        }
        Path2D heel = Outline.at(-0.431, collar + 0.12).bend(-0.29, collar + 0.17, -0.215, top + 0.02)
                .line(-0.425, top + 0.02)
                .bend(-0.452, 0.27, -0.431, collar + 0.12).closed();
        brush.paint(Part.of(heel, look.material(), trim).bulge(0.02, 0.6).bulge(0.05, 0.3).shadow(0.2, 0.004)
                .stitches(trim.times(0.6),
                        Outline.at(-0.42, collar + 0.137).bend(-0.305, collar + 0.18, -0.235, top).open()));
        switch (dice.below(slip ? 1 : 4)) {
            case 1 -> stripes(brush, trim, top);
            case 2 -> brush.paint(Part.of(
                    Outline.at(-0.28, 0.36).curve(-0.10, 0.42, 0.06, 0.33, 0.16, 0.25)
                            .curve(0.06, 0.38, -0.14, 0.5, -0.28, 0.36).closed(),
                    Material.LEATHER,
                    trim).bulge(0.006, 0.6).shadow(0.3, 0.005));
            case 3 -> {
                if (high) {
                    brush.paint(Part.of(Outline.ellipse(-0.235, -0.06, 0.058, 0.058), Material.RUBBER, trim)
                            .bulge(0.008, 0.7).shadow(0.3, 0.005));
                }
            }
            default -> {
            }
        }
        Shape rim = Outline.at(-0.43, collar + 0.012)
                .bend(-0.29, collar + (high ? 0.045 : 0.09), -0.145, collar + (high ? -0.01 : 0.03)).open();
        brush.paint(Part.of(Stroke.line(rim, 0.034), look.material(), slip ? trim : look.first().times(0.86))
                .bulge(0.012, 1).shadow(0.3, 0.006));
    }

    private static void stripes(Brush brush, Tone trim, double top) {
        for (int i = 0; i < 3; i++) {
            double x = -0.22 + i * 0.075;
            brush.paint(Part.of(Outline.band(x, top + 0.01, x + 0.03, 0.33, x + 0.10, 0.21, 0.016, 0.014),
                    Material.LEATHER, trim).bulge(0.005, 0.6).shadow(0.3, 0.004));
        }
    }

    private static void laces(Brush brush, Look look, double collar, boolean high, Dice dice) {
        Path2D eyelets = Outline.at(-0.13, collar + (high ? 0 : 0.03))
                .curve(-0.04, high ? 0.05 : 0.145, 0.08, 0.215, 0.20, 0.243).line(0.175, 0.30)
                .curve(0.05, 0.275, -0.06, high ? 0.13 : 0.21, -0.17, collar + (high ? 0.04 : 0.07)).closed();
        brush.paint(
                Part.of(eyelets, look.material(), look.first().times(0.82)).first().bulge(0.008, 0.7).shadow(0.3, 0.006)
                        .stitches(look.first().times(0.5), Outline.at(0.165, 0.285)
                                .curve(0.05, 0.262, -0.055, high ? 0.115 : 0.2, -0.16, collar + (high ? 0.035 : 0.065))
                                .open()));
        Tone lace = dice.chance(0.65) ? Tone.of(0xF2F0EA) : look.second();
        int count = high ? 8 : 5;
        for (int i = 0; i < count; i++) {
            double t = (i + 0.6) / count;
            double ease = t * t * (3 - 2 * t);
            double x = 0.175 - 0.315 * t;
            double y = 0.245 + (collar + 0.045 - 0.245) * (0.25 * t + 0.75 * ease * t);
            brush.paint(Part.of(Outline.band(x - 0.028, y + 0.048, x, y + 0.01, x + 0.026, y - 0.022, 0.0115, 0.0115),
                    Material.COTTON, lace).bulge(0.006, 1.1).shadow(0.45, 0.006));
        }
    }

    private static void sole(Brush brush, Look look, Dice dice, double top, double sole, boolean runner) {
        Tone tone = dice.chance(0.75) ? Tone.of(0xEFEDE6) : dice.chance(0.5) ? Tone.of(0x2B2A2A) : Tone.of(0xB98B5A);
        double lift = runner ? 0.035 : 0.012;
        Path2D shape = Outline.at(-0.445, top).bend(-0.1, top + 0.016, 0.1, top + 0.006)
                .bend(0.3, top - 0.004, 0.458, top - 0.012).bend(0.492, top + sole * 0.4, 0.43, 0.5 - lift * 0.4)
                .bend(0.3, 0.5, 0.2, 0.5).line(-0.40, 0.5).bend(-0.47, 0.5 - lift * 0.2, -0.465, top + sole * 0.5)
                .bend(-0.46, top, -0.445, top).closed();
        Part part = Part.of(shape, Material.RUBBER, tone).bulge(0.014, 0.9).shadow(0.45, 0.012)
                .seams(Outline.at(-0.45, top + sole * 0.38).bend(0, top + sole * 0.55, 0.46, top + sole * 0.25).open());
        if (dice.chance(0.5)) {
            part.print(look.second(), 1,
                    Stroke.line(Outline.at(-0.46, top + sole * 0.6).line(0.45, top + sole * 0.5).open(), 0.008));
        }
        brush.paint(part);
        brush.paint(Part.of(
                Outline.at(-0.44, 0.486).line(0.40, 0.486).bend(0.36, 0.502, 0.3, 0.503).line(-0.40, 0.503).closed(),
                Material.RUBBER, tone.times(0.55)).shadow(0, 0));
    }
}
