package dev.lookalike.demo.product;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Area;
import java.awt.geom.Path2D;

import dev.lookalike.demo.draw.Brush;
import dev.lookalike.demo.draw.Dice;
import dev.lookalike.demo.draw.Outline;
import dev.lookalike.demo.draw.Part;
import dev.lookalike.demo.draw.Stroke;
import dev.lookalike.demo.draw.Tone;

/// Mugs, cups and beakers, seen a little from above.
final class Mugs implements Painter {
    @Override
    public void paint(Brush whole, Look look, Dice dice) {
        boolean left = dice.chance(0.3);
        Brush brush = whole.within(AffineTransform.getTranslateInstance(left ? 0.08 : -0.08, 0));
        double top = look.is("tall mug") ? -0.36 : look.is("cup") ? -0.14 : -0.26;
        double rim = look.is("tall mug")
                ? dice.between(0.23, 0.26)
                : look.is("cup") ? dice.between(0.32, 0.36) : dice.between(0.27, 0.31);
        double foot = look.is("cup") ? rim * 0.52 : look.is("tapered mug") ? rim * 0.72 : rim * dice.between(0.93, 1);
        double belly = look.is("round mug") ? 0.07 : look.is("cup") ? 0.05 : 0.01;
        double low = 0.44;
        double flat = dice.between(0.15, 0.21);
        Part.Radius radius = y -> {
            double t = Math.max(0, Math.min(1, (y - top) / (low - top)));
            double corner = t > 0.9 ? (t - 0.9) * (t - 0.9) * 3.5 : 0;
            return rim + (foot - rim) * t * t + belly * 4 * t * (1 - t) - corner;
        };
        handle(brush, look, dice, radius, top, low, left);
        Path2D body = Turned.outline(radius, top, low, flat);
        Part part = Part.of(body, look.material(), look.surface(1.5)).first().turned(0, radius).bulge(0.008, 0.35)
                .shadow(0, 0);
        if (look.pattern().equals("two-tone")) {
            part.print(look.second(), 1, Turned.band(radius, 0.22, 0.47, flat));
        }
        brush.paint(part);
        Turned.mouth(brush, look, radius.at(top), top, flat, look.second().mix(Tone.of(0xF4F1EA), 0.55),
                dice.chance(0.5));
    }

    private static void handle(Brush brush, Look look, Dice dice, Part.Radius radius, double top, double low,
            boolean left) {
        double high = top + (low - top) * 0.18;
        double deep = top + (low - top) * dice.between(0.66, 0.80);
        double reach = dice.between(0.13, 0.19);
        double thick = dice.between(0.044, 0.06);
        double x = radius.at(high) - 0.03;
        Shape loop = Stroke.line(Outline.at(x, high)
                .curve(x + reach * 1.5, high - 0.03, x + reach * 1.4, deep, radius.at(deep) - 0.03, deep).open(),
                thick);
        Shape own = left ? Outline.flipped(new Area(loop)) : loop;
        brush.paint(Part.of(own, look.material(), look.first()).first().bulge(0.018, 1.3).shadow(0.25, 0.012));
    }
}
