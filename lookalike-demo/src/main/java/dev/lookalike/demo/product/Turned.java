package dev.lookalike.demo.product;

import java.awt.Shape;
import java.awt.geom.Path2D;

import dev.lookalike.demo.draw.Brush;
import dev.lookalike.demo.draw.Material;
import dev.lookalike.demo.draw.Outline;
import dev.lookalike.demo.draw.Part;
import dev.lookalike.demo.draw.Pattern;
import dev.lookalike.demo.draw.Tone;

/// What potters and turners make: outlines of bodies that are round about an upright axis, seen a little from above.
final class Turned {
    private static final int STEPS = 40;

    private Turned() {}

    /// The outline from `top` to `low`; `flat` is how round the foot's edge is seen, as a share of its half width.
    static Path2D outline(Part.Radius radius, double top, double low, double flat) {
        var path = new Path2D.Double();
        path.moveTo(-radius.at(top), top);
        double rim = radius.at(top);
        path.curveTo(-rim, top - rim * flat * 1.33, rim, top - rim * flat * 1.33, rim, top);
        for (int i = 1; i <= STEPS; i++) {
            double y = top + (low - top) * i / STEPS;
            path.lineTo(radius.at(y), y);
        }
        double foot = radius.at(low);
        path.curveTo(foot, low + foot * flat * 1.33, -foot, low + foot * flat * 1.33, -foot, low);
        for (int i = STEPS - 1; i >= 1; i--) {
            double y = top + (low - top) * i / STEPS;
            path.lineTo(-radius.at(y), y);
        }
        path.closePath();
        return path;
    }

    /// A ring around the body between two heights.
    static Path2D band(Part.Radius radius, double top, double low, double flat) {
        var path = new Path2D.Double();
        double upper = radius.at(top) + 0.002;
        double lower = radius.at(low) + 0.002;
        path.moveTo(-upper, top);
        path.curveTo(-upper, top + upper * flat * 1.33, upper, top + upper * flat * 1.33, upper, top);
        for (int i = 1; i <= 10; i++) {
            double y = top + (low - top) * i / 10;
            path.lineTo(radius.at(y) + 0.002, y);
        }
        path.curveTo(lower, low + lower * flat * 1.33, -lower, low + lower * flat * 1.33, -lower, low);
        for (int i = 9; i >= 1; i--) {
            double y = top + (low - top) * i / 10;
            path.lineTo(-radius.at(y) - 0.002, y);
        }
        path.closePath();
        return path;
    }

    /// The open top: a rim, the inner wall, and perhaps a drink.
    static void mouth(Brush brush, Look look, double half, double y, double flat, Tone inside, boolean full) {
        brush.paint(Part.of(Outline.ellipse(0, y, half, half * flat), look.material(), look.first()).bulge(0.006, 0.9)
                .shadow(0, 0));
        double in = half - 0.016;
        Shape opening = Outline.ellipse(0, y + 0.003, in, in * flat);
        Pattern wall = (px, py, pixel, rgb) -> {
            double depth = (py - (y - in * flat)) / (2 * in * flat);
            double side = 0.72 + 0.28 * px / in;
            double bright = (0.42 + 0.50 * depth) * side;
            rgb[0] = (float) (inside.red() * bright);
            rgb[1] = (float) (inside.green() * bright);
            rgb[2] = (float) (inside.blue() * bright);
        };
        brush.paint(Part.of(opening, Material.CERAMIC, wall).shadow(0, 0));
        if (full) {
            Tone coffee = Tone.of(0x3B2416);
            double r = in * 0.90;
            brush.paint(Part.of(Outline.ellipse(0, y + in * flat * 0.12, r, r * flat * 0.84), Material.PLASTIC, coffee)
                    .bulge(0.004, -0.3).shadow(0, 0));
        }
    }
}
