package dev.lookalike.demo.product;

import java.awt.geom.Path2D;
import java.util.List;

import dev.lookalike.demo.draw.Brush;
import dev.lookalike.demo.draw.Dice;
import dev.lookalike.demo.draw.Material;
import dev.lookalike.demo.draw.Outline;
import dev.lookalike.demo.draw.Part;
import dev.lookalike.demo.draw.Tone;

/// Toy cars, vans and lorries, seen from the side.
final class Cars implements Painter {
    @Override
    public void paint(Brush brush, Look look, Dice dice) {
        double wheel = dice.between(0.085, 0.105);
        double axle = 0.5 - wheel;
        double rear = -0.27;
        double front = 0.28;
        double belt = dice.between(0.16, 0.20);
        Path2D body = body(look, dice, belt, axle);
        brush.paint(Part.of(Outline.box(0, axle, 0.38, 0.05, 0.02), Material.RUBBER, Tone.of(0x202022)).shadow(0, 0));
        Part shell = Part.of(body, look.material(), look.surface(1.3)).first().bulge(0.02, 0.9).bulge(0.07, 0.45)
                .shadow(0, 0);
        shell.seams(Outline.at(-0.02, 0.09).line(-0.02, axle - 0.02).open());
        if (dice.chance(0.4) && look.pattern().equals("plain")) {
            shell.print(look.second(), 1, Outline.box(0, belt + 0.075, 0.5, 0.014, 0.001));
        }
        brush.paint(shell);
        windows(brush, look, belt);
        lights(brush, look, belt);
        for (double x : new double[]{rear, front}) {
            brush.paint(Part.of(Outline.ellipse(x, axle - 0.006, wheel * 1.16, wheel * 1.16), Material.RUBBER,
                    Tone.of(0x141416)).bulge(0.01, -0.5).shadow(0, 0));
            wheel(brush, look, x, axle, wheel);
        }
    }

    private static Path2D body(Look look, Dice dice, double belt, double axle) {
        double low = axle + 0.03;
        double roof = dice.between(-0.03, 0.02);
        return switch (look.form()) {
            case "toy van" -> Outline.at(-0.45, low).line(-0.46, -0.06).bend(-0.46, -0.11, -0.40, -0.11)
                    .line(0.22, -0.11).bend(0.31, -0.10, 0.36, 0.05).bend(0.40, belt, 0.455, belt + 0.04)
                    .bend(0.48, 0.3, 0.47, low).closed();
            case "toy pick-up" -> Outline.at(-0.47, low).line(-0.475, belt + 0.01).line(-0.11, belt + 0.005)
                    .line(-0.10, roof + 0.02).bend(-0.09, roof - 0.01, -0.05, roof - 0.01)
                    .line(0.10, roof - 0.01).bend(0.16, roof, 0.23, belt - 0.01).line(0.43, belt + 0.025)
                    .bend(0.48, belt + 0.05, 0.475, low).closed();
            case "toy beetle" -> Outline.at(-0.45, low).bend(-0.47, 0.2, -0.33, belt - 0.03)
                    .curve(-0.26, -0.05, 0.10, -0.13, 0.20, belt - 0.01).bend(0.36, belt - 0.01, 0.42, belt + 0.09)
                    .bend(0.47, 0.3, 0.46, low).closed();
            case "toy racer" -> Outline.at(-0.48, low).line(-0.485, 0.20).bend(-0.4, 0.185, -0.34, belt + 0.02)
                    .bend(-0.2, 0.05, -0.05, 0.07).bend(0.05, 0.09, 0.13, belt + 0.03)
                    .bend(0.36, belt + 0.03, 0.485, 0.33).line(0.485, low).closed();
            default ->
                Outline.at(-0.46, low).bend(-0.485, belt, -0.42, belt - 0.005).bend(-0.38, roof + 0.06, -0.29, roof)
                        .bend(-0.1, roof - 0.025, 0.06, roof).bend(0.13, roof + 0.03, 0.21, belt - 0.005)
                        .bend(0.38, belt, 0.45, belt + 0.06).bend(0.48, 0.3, 0.47, low).closed();
        };
    }

    private static void windows(Brush brush, Look look, double belt) {
        Tone glass = Tone.of(0x35434D);
        List<Path2D> panes = switch (look.form()) {
            case "toy van" -> List.of(
                    Outline.at(0.10, -0.07).line(0.21, -0.07).bend(0.28, -0.05, 0.325, 0.10).line(0.10, 0.10).closed(),
                    Outline.box(-0.05, 0.015, 0.11, 0.085, 0.02),
                    Outline.box(-0.31, 0.015, 0.11, 0.085, 0.02));
            case "toy pick-up" -> List.of(Outline.at(-0.07, 0.035).line(0.09, 0.035)
                    .bend(0.13, 0.05, 0.18, belt - 0.015).line(-0.07, belt - 0.015).closed());
            case "toy beetle" -> List.of(
                    Outline.at(-0.04, 0.005).bend(0.10, 0.01, 0.155, belt - 0.02).line(-0.04, belt - 0.02).closed(),
                    Outline.at(-0.07, 0.005).bend(-0.2, 0.02, -0.25, belt - 0.02).line(-0.07, belt - 0.02).closed());
            case "toy racer" ->
                List.of(Outline.at(-0.13, 0.10).bend(-0.02, 0.09, 0.07, belt + 0.02).line(-0.16, belt + 0.02).closed());
            default -> List.of(
                    Outline.at(0.0, 0.03).line(0.05, 0.03).bend(0.10, 0.06, 0.16, belt - 0.015).line(0.0, belt - 0.015)
                            .closed(),
                    Outline.at(-0.04, 0.03).line(-0.24, 0.035).bend(-0.33, 0.07, -0.355, belt - 0.015)
                            .line(-0.04, belt - 0.015).closed());
        };
        for (Path2D pane : panes) {
            brush.paint(Part.of(pane, Material.GLASS, glass).bulge(0.008, -0.6).bulge(0.04, 0.5).shadow(0, 0));
        }
        brush.paint(Part.of(Outline.box(-0.09, belt + 0.055, 0.026, 0.007, 0.006), Material.STEEL, Tone.grey(0.8))
                .bulge(0.004, 0.9).shadow(0.4, 0.004));
    }

    private static void lights(Brush brush, Look look, double belt) {
        double y = look.is("toy racer") ? 0.30 : belt + 0.10;
        brush.paint(Part.of(Outline.ellipse(0.445, y, 0.022, 0.030), Material.GLASS, Tone.of(0xFFF2C9)).bulge(0.01, 1)
                .shadow(0.3, 0.004));
        brush.paint(Part.of(Outline.box(-0.455, y, 0.012, 0.028, 0.008), Material.GLASS, Tone.of(0xC4222A))
                .bulge(0.006, 1).shadow(0.3, 0.004));
        brush.paint(Part.of(Outline.box(0.455, 0.415, 0.032, 0.016, 0.01), Material.STEEL, Tone.grey(0.8))
                .bulge(0.008, 1).shadow(0.3, 0.004));
        brush.paint(Part.of(Outline.box(-0.455, 0.415, 0.028, 0.016, 0.01), Material.STEEL, Tone.grey(0.8))
                .bulge(0.008, 1).shadow(0.3, 0.004));
    }

    private static void wheel(Brush brush, Look look, double x, double y, double radius) {
        brush.paint(Part.of(Outline.ellipse(x, y, radius, radius), Material.RUBBER, Tone.of(0x2A2A2C)).bulge(0.014, 1)
                .shadow(0.3, 0.01));
        Tone rim = look.second().luminance() > 0.25 ? look.second() : Tone.grey(0.82);
        brush.paint(Part.of(Outline.ellipse(x, y, radius * 0.60, radius * 0.60), Material.PAINT, rim).bulge(0.012, 0.9)
                .shadow(0.3, 0.004)
                .folds(List.of(Outline.ellipse(x, y, radius * 0.42, radius * 0.42)), 0.006, -0.8));
        brush.paint(Part.of(Outline.ellipse(x, y, radius * 0.18, radius * 0.18), Material.STEEL, Tone.grey(0.85))
                .bulge(0.008, 1).shadow(0.3, 0.004));
    }
}
