package dev.lookalike.demo.product;

import dev.lookalike.demo.draw.Brush;
import dev.lookalike.demo.draw.Dice;
import dev.lookalike.demo.draw.Material;
import dev.lookalike.demo.draw.Outline;
import dev.lookalike.demo.draw.Part;
import dev.lookalike.demo.draw.Tone;

/// Drinking bottles and flasks.
final class Bottles implements Painter {
    @Override
    public void paint(Brush brush, Look look, Dice dice) {
        double half = look.is("flask") ? dice.between(0.15, 0.18) : dice.between(0.115, 0.15);
        double neck = look.is("swing-top bottle") ? 0.042 : look.is("flask") ? half * 0.72 : dice.between(0.055, 0.075);
        double shoulder = look.is("flask")
                ? -0.28
                : look.is("swing-top bottle") ? dice.between(0.02, 0.08) : dice.between(-0.20, -0.10);
        double top = look.is("flask") ? -0.34 : -0.36;
        double low = 0.475;
        double rise = look.is("swing-top bottle") ? 0.24 : 0.14;
        Part.Radius radius = y -> {
            double t = Math.max(0, Math.min(1, (y - (shoulder - rise)) / rise));
            double ease = t * t * (3 - 2 * t);
            double corner = y > low - 0.03 ? (y - low + 0.03) * (y - low + 0.03) * 12 : 0;
            return neck + (half - neck) * ease - corner;
        };
        double flat = 0.12;
        brush.paint(Part.of(Turned.outline(radius, top, low, flat), look.material(), look.surface(0.9)).first()
                .turned(0, radius).bulge(0.006, 0.3)
                .shadow(0, 0));
        if (dice.chance(0.4)) {
            double y = dice.between(0.08, 0.18);
            brush.paint(
                    Part.of(Turned.band(radius, y, y + dice.between(0.12, 0.2), flat), Material.PAPER, look.second())
                            .turned(0, radius)
                            .shadow(0.15, 0.003));
        }
        cap(brush, look, neck, top);
    }

    private static void cap(Brush brush, Look look, double neck, double top) {
        if (look.is("swing-top bottle")) {
            brush.paint(Part.of(Turned.outline(y -> neck + 0.008, top - 0.01, top + 0.02, 0.15), Material.STEEL,
                    Tone.grey(0.75)).turned(0, y -> neck + 0.008));
            brush.paint(Part.of(
                    Outline.smooth(-0.036, top - 0.03, 0, top - 0.075, 0.036, top - 0.03, 0.03, top - 0.005, -0.03,
                            top - 0.005),
                    Material.CERAMIC,
                    Tone.of(0xF2EFE8)).bulge(0.02, 1.2).shadow(0.2, 0.005));
            return;
        }
        double r = neck + 0.012;
        double high = look.is("sports bottle") ? 0.075 : 0.06;
        boolean steel = look.is("flask");
        Part.Radius lid = y -> r;
        brush.paint(
                Part.of(Turned.outline(lid, top - high, top + 0.012, 0.16), steel ? Material.STEEL : Material.PLASTIC,
                        steel ? Tone.grey(0.78) : look.second()).turned(0, lid).bulge(0.006, 0.6).shadow(0.35, 0.008));
        brush.paint(Part.of(Outline.ellipse(0, top - high, r, r * 0.16), steel ? Material.STEEL : Material.PLASTIC,
                steel ? Tone.grey(0.85) : look.second().times(1.15)).shadow(0, 0));
        if (look.is("sports bottle")) {
            Part.Radius spout = y -> 0.026;
            brush.paint(Part.of(Turned.outline(spout, top - high - 0.05, top - high, 0.2), Material.PLASTIC,
                    look.second().times(0.8)).turned(0, spout));
        }
    }
}
