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

/// Boots and heeled shoes seen from the side, toe to the right.
final class Boots implements Painter {
    @Override
    public void paint(Brush brush, Look look, Dice dice) {
        if (look.is("court shoe")) {
            heel(brush, look, dice);
            return;
        }
        boolean wellington = look.is("wellington");
        double top = look.is("knee boot")
                ? -0.46
                : wellington
                        ? dice.between(-0.36, -0.28)
                        : look.is("lace-up boot") ? dice.between(-0.18, -0.10) : dice.between(-0.08, -0.02);
        double leg = wellington ? 0.145 : 0.125;
        double heel = wellington ? 0.05 : dice.between(0.055, 0.085);
        double sole = 0.5 - heel;
        double centre = -0.17;
        Material material = wellington ? Material.PLASTIC : look.material();
        brush.paint(Part
                .of(Outline.ellipse(centre, top + 0.004, leg * 0.97, 0.03), Material.COTTON, look.first().times(0.3))
                .shadow(0, 0));
        Path2D upper = Outline.at(centre - leg, top).bend(centre - leg + 0.02, 0.15, centre - leg - 0.005, 0.28)
                .bend(centre - leg - 0.02, 0.38, centre - leg + 0.01, sole + 0.01).line(0.33, sole + 0.015)
                .bend(0.41, sole, 0.40, 0.37).curve(0.38, 0.25, 0.18, 0.27, 0.06, 0.17)
                .bend(centre + leg - 0.02, 0.10, centre + leg, top).bend(centre, top + 0.05, centre - leg, top)
                .closed();
        List<Shape> folds = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            double y = 0.10 + i * 0.04 + dice.between(-0.01, 0.01);
            folds.add(Outline.fold(centre + leg * 0.9, y, centre, y + 0.02, centre - leg * dice.between(0.1, 0.8),
                    y + dice.between(0.02, 0.08), 0.014));
        }
        brush.paint(Part.of(upper, material, look.surface(0.9)).first().bulge(0.03, 0.9).bulge(0.09, 0.5)
                .crumple(wellington ? 0.05 : 0.2).folds(folds, 0.012, wellington ? 0.3 : 0.6).shadow(0, 0));
        details(brush, look, dice, top, centre, leg, sole);
        Tone rubber = wellington ? look.second().times(0.7) : dice.chance(0.6) ? Tone.of(0x231F1D) : Tone.of(0x6A4A30);
        Path2D ground = Outline.at(centre - leg - 0.015, sole).bend(0.1, sole + 0.02, 0.38, sole - 0.005)
                .bend(0.435, sole + 0.01, 0.40, 0.475).bend(0.2, 0.50, 0.05, 0.485).bend(0.0, 0.478, -0.03, 0.485)
                .line(-0.045, 0.5).line(centre - leg - 0.005, 0.5).closed();
        brush.paint(Part.of(ground, Material.RUBBER, rubber).bulge(0.010, 0.9).shadow(0.4, 0.010).stitches(
                look.is("lace-up boot") ? Tone.of(0xD9B35A) : rubber.times(1.5),
                Outline.at(centre - leg, sole + 0.012).bend(0.1, sole + 0.032, 0.40, sole + 0.008).open()));
    }

    private static void details(Brush brush, Look look, Dice dice, double top, double centre, double leg, double sole) {
        switch (look.form()) {
            case "chelsea boot" -> {
                Path2D gusset = Outline.at(centre - 0.05, top + 0.035).line(centre + 0.055, top + 0.035)
                        .bend(centre + 0.05, 0.15, centre + 0.01, 0.24)
                        .bend(centre - 0.04, 0.15, centre - 0.05, top + 0.035).closed();
                brush.paint(Part.of(gusset, Material.KNIT, look.second().times(0.8)).bulge(0.008, -0.7).shadow(0, 0));
                brush.paint(Part.of(Outline.band(centre - leg, top + 0.02, centre - leg - 0.02, top - 0.07,
                        centre - leg + 0.03, top - 0.005, 0.012, 0.012), Material.COTTON, look.second())
                        .bulge(0.005, 1));
            }
            case "lace-up boot" -> {
                Tone lace = dice.chance(0.5) ? look.second() : Tone.of(0x3A2C22);
                int count = 6;
                for (int i = 0; i < count; i++) {
                    double t = (i + 0.4) / count;
                    double x = 0.10 + (centre + leg - 0.035 - 0.10) * Math.min(1, t * 1.7);
                    double y = 0.235 + (top + 0.03 - 0.235) * t;
                    brush.paint(
                            Part.of(Outline.band(x - 0.05, y + 0.022, x - 0.01, y, x + 0.045, y - 0.018, 0.009, 0.009),
                                    Material.COTTON, lace).bulge(0.005, 1).shadow(0.4, 0.006));
                    brush.paint(Part
                            .of(Outline.ellipse(x - 0.055, y + 0.024, 0.009, 0.009), Material.STEEL, Tone.of(0xC9A25E))
                            .bulge(0.004, 1).shadow(0.4, 0.004));
                }
                Shape cap = Outline.at(0.24, 0.275).bend(0.20, 0.36, 0.23, sole).open();
                brush.paint(
                        Part.of(Stroke.line(cap, 0.006), look.material(), look.first().times(0.6)).shadow(0.3, 0.004));
            }
            case "wellington" -> brush.paint(Part
                    .of(Outline.band(centre - leg + 0.004, top + 0.03, centre, top + 0.075, centre + leg, top + 0.03,
                            0.018, 0.018), Material.PLASTIC, look.second())
                    .bulge(0.008, 0.8)
                    .shadow(0.2, 0.004));
            default -> {
                Shape zip = Outline.at(centre - 0.01, top + 0.04).bend(centre + 0.01, 0.1, centre - 0.02, 0.36).open();
                brush.paint(
                        Part.of(Stroke.line(zip, 0.008), look.material(), look.first().times(0.55)).shadow(0.2, 0.004));
                brush.paint(Part.of(Stroke.dashes(zip, 0.004, 0.004, 0.004), Material.STEEL, Tone.of(0xCBA764))
                        .shadow(0, 0));
                if (dice.chance(0.5)) {
                    brush.paint(Part.of(Outline.band(centre - leg, 0.16, centre, 0.22, 0.06, 0.18, 0.018, 0.018),
                            look.material(), look.second()).bulge(0.008, 0.9).shadow(0.35, 0.006));
                    brush.paint(Part.of(Stroke.line(Outline.box(centre - 0.02, 0.195, 0.024, 0.028, 0.006), 0.010),
                            Material.STEEL, Tone.of(0xCBA764)).bulge(0.004, 1).shadow(0.4, 0.006));
                }
            }
        }
    }

    private static void heel(Brush brush, Look look, Dice dice) {
        double lift = dice.between(0.16, 0.24);
        double thick = dice.between(0.016, 0.045);
        double y = 0.485 - lift;
        brush.paint(Part.of(
                Outline.at(-0.36, y).line(-0.25, y + 0.05).bend(-0.30, 0.36, -0.33 + thick, 0.5)
                        .line(-0.345 - thick * 0.3, 0.5).bend(-0.37, 0.36, -0.385, y - 0.01).closed(),
                look.material(),
                look.first().times(0.85)).first().bulge(0.012, 1).shadow(0, 0));
        brush.paint(Part.of(Outline.at(-0.37, y - 0.10).bend(-0.2, y - 0.06, -0.05, 0.38).line(0.2, 0.41)
                .bend(0.0, 0.30, -0.15, y - 0.04).closed(), Material.LEATHER, Tone.of(0xB28D68)).shadow(0, 0));
        Path2D upper = Outline.at(-0.39, y - 0.14).bend(-0.41, y - 0.04, -0.38, y + 0.02)
                .bend(-0.25, y + 0.06, -0.10, 0.44).bend(0.0, 0.49, 0.15, 0.49).line(0.38, 0.49)
                .bend(0.47, 0.485, 0.44, 0.45).bend(0.34, 0.38, 0.19, 0.345)
                .bend(0.17, 0.41, 0.06, 0.40).bend(-0.08, 0.36, -0.16, y + 0.0).bend(-0.27, y - 0.06, -0.39, y - 0.14)
                .closed();
        brush.paint(Part.of(upper, look.material(), look.surface(0.7)).first().bulge(0.022, 1).bulge(0.05, 0.4)
                .shadow(0.3, 0.01));
        brush.paint(Part
                .of(Outline.at(-0.11, 0.445).bend(0.0, 0.50, 0.15, 0.497).line(0.40, 0.498).bend(0.3, 0.505, 0.1, 0.504)
                        .bend(-0.03, 0.495, -0.11, 0.445).closed(), Material.RUBBER, Tone.of(0x2A2320))
                .shadow(0, 0));
        if (dice.chance(0.45)) {
            for (int side = -1; side <= 1; side += 2) {
                brush.paint(
                        Part.of(Outline.smooth(0.24, 0.375, 0.24 + side * 0.05, 0.345 + side * 0.02, 0.24 + side * 0.06,
                                0.39 + side * 0.02), Material.SATIN, look.second()).bulge(0.01, 1).shadow(0.4, 0.006));
            }
        }
    }
}
