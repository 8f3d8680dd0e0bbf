package dev.lookalike.demo.product;

import java.awt.Shape;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.List;

import dev.lookalike.demo.draw.Brush;
import dev.lookalike.demo.draw.Dice;
import dev.lookalike.demo.draw.Material;
import dev.lookalike.demo.draw.Noise;
import dev.lookalike.demo.draw.Outline;
import dev.lookalike.demo.draw.Part;
import dev.lookalike.demo.draw.Pattern;
import dev.lookalike.demo.draw.Stroke;
import dev.lookalike.demo.draw.Tone;

/// Plants in pots: broad leaves, sword leaves, cacti, trailing and feathery ones.
final class Plants implements Painter {
    @Override
    public void paint(Brush brush, Look look, Dice dice) {
        double top = dice.between(0.14, 0.20);
        double rim = dice.between(0.17, 0.22);
        double foot = rim * dice.between(0.66, 0.95);
        double flat = 0.16;
        Part.Radius radius = y -> {
            double t = Math.max(0, Math.min(1, (y - top) / (0.46 - top)));
            return rim + (foot - rim) * t + (y < top + 0.05 ? 0.012 : 0);
        };
        Turned.mouth(brush, look, radius.at(top), top, flat, Tone.of(0x4A3426), false);
        double in = radius.at(top) - 0.02;
        brush.paint(
                Part.of(Outline.ellipse(0, top + 0.008, in, in * flat), Material.SOIL, Tone.of(0x3C2A1E)).shadow(0, 0));
        Tone green = dice.pick(
                List.of(Tone.of(0x3E7A3C), Tone.of(0x2F6B45), Tone.of(0x5E8F45), Tone.of(0x4D7F63), Tone.of(0x6F9A52)));
        Part pot = Part.of(front(radius, top, flat), look.material(), look.surface(1.2)).first().turned(0, radius)
                .bulge(0.008, 0.4).shadow(0.35, 0.012);
        switch (look.form()) {
            case "cactus" -> cactus(brush, look, dice, green, top);
            case "snake plant" -> swords(brush, dice, green, top);
            case "fern" -> fern(brush, dice, green, top);
            case "rubber plant" -> broad(brush, dice, green, top);
            default -> round(brush, dice, green, top);
        }
        brush.paint(pot);
    }

    /// The pot without its opening: the plant grows out of the part that was painted before.
    private static Path2D front(Part.Radius radius, double top, double flat) {
        double rim = radius.at(top);
        var path = new Path2D.Double();
        path.moveTo(-rim, top);
        path.curveTo(-rim, top + rim * flat * 1.33, rim, top + rim * flat * 1.33, rim, top);
        for (int i = 1; i <= 30; i++) {
            double y = top + (0.462 - top) * i / 30;
            path.lineTo(radius.at(y), y);
        }
        double low = radius.at(0.462);
        path.curveTo(low, 0.462 + low * flat * 1.33, -low, 0.462 + low * flat * 1.33, -low, 0.462);
        for (int i = 29; i >= 1; i--) {
            double y = top + (0.462 - top) * i / 30;
            path.lineTo(-radius.at(y), y);
        }
        path.closePath();
        return path;
    }

    private static void leaf(Brush brush, Tone tone, double x0, double y0, double x1, double y1, double half,
            double droop) {
        double dx = x1 - x0;
        double dy = y1 - y0;
        double length = Math.sqrt(dx * dx + dy * dy);
        double nx = -dy / length * half;
        double ny = dx / length * half;
        double mx = x0 + dx * 0.42;
        double my = y0 + dy * 0.42 - droop;
        Path2D shape = Outline.at(x0, y0)
                .curve(x0 + nx * 0.9 + dx * 0.1, y0 + ny * 0.9 + dy * 0.1 - droop, mx + nx * 1.5 + dx * 0.2,
                        my + ny * 1.5 + dy * 0.2, x1, y1)
                .curve(mx - nx * 1.5 + dx * 0.2, my - ny * 1.5 + dy * 0.2, x0 - nx * 0.9 + dx * 0.1,
                        y0 - ny * 0.9 + dy * 0.1 - droop, x0, y0)
                .closed();
        Shape vein = Outline.at(x0, y0).bend(mx, my, x1, y1).open();
        List<Shape> ribs = new ArrayList<>();
        for (int i = 1; i < 6; i++) {
            double t = i / 6.5;
            double px = x0 + dx * t;
            double py = y0 + dy * t - droop * 2 * t * (1 - t) * 1.2;
            for (int side = -1; side <= 1; side += 2) {
                ribs.add(Stroke.line(Outline.at(px, py)
                        .line(px + dx * 0.14 + side * nx * 1.1, py + dy * 0.14 + side * ny * 1.1).open(), 0.003));
            }
        }
        brush.paint(Part.of(shape, Material.LEAF, tone).bulge(0.012, 0.6).bulge(half * 0.5, 0.35).seams(vein)
                .folds(ribs, 0.003, -0.35)
                .print(tone.mix(Tone.of(0xC8D8A0), 0.5), 0.55, Stroke.line(vein, 0.005)).shadow(0.38, 0.012));
    }

    private static void broad(Brush brush, Dice dice, Tone green, double top) {
        int count = 9 + dice.below(5);
        double high = dice.between(-0.42, -0.34);
        brush.paint(Part.of(Outline.band(0, top + 0.01, 0.02, (top + high) / 2, 0, high + 0.1, 0.012, 0.006),
                Material.LEAF, Tone.of(0x6A5236)).bulge(0.006, 1));
        for (int i = 0; i < count; i++) {
            double t = (double) i / count;
            double side = i % 2 == 0 ? 1 : -1;
            double y = top - 0.04 + (high + 0.1 - top) * t;
            double reach = dice.between(0.20, 0.31) * (1 - 0.45 * t);
            leaf(brush, green.times(dice.between(0.75, 1.25)), 0.005 * side, y, side * reach,
                    y - dice.between(0.02, 0.19) - 0.1 * t, dice.between(0.05, 0.07), 0.05);
        }
        leaf(brush, green.times(1.2), 0, high + 0.12, dice.between(-0.04, 0.04), high - 0.06, 0.05, 0);
    }

    private static void swords(Brush brush, Dice dice, Tone green, double top) {
        int count = 7 + dice.below(5);
        Tone rim = dice.chance(0.6) ? Tone.of(0xC9C26A) : green.times(0.8);
        for (int i = 0; i < count; i++) {
            double order = spread(i);
            double x = order * 0.10;
            double tip = -0.46 + 0.32 * order * order + dice.between(0, 0.14);
            double lean = order * 0.16 + dice.between(-0.03, 0.03);
            double half = dice.between(0.026, 0.036);
            Path2D shape = Outline.at(x - half * 0.6, top + 0.02)
                    .curve(x - half * 1.3 + lean * 0.3, top * 0.4, x + lean - half * 1.1, tip * 0.5, x + lean, tip)
                    .curve(x + lean + half * 1.1, tip * 0.5, x + half * 1.3 + lean * 0.3, top * 0.4, x + half * 0.6,
                            top + 0.02)
                    .closed();
            Tone own = green.times(dice.between(0.8, 1.15));
            Pattern bands = (px, py, pixel, rgb) -> Pattern.stripes(own, own.times(0.6), 0.034, 0.4, false).at(px,
                    py + 0.012 * Noise.at(3, px * 60, py * 20), pixel, rgb);
            brush.paint(Part.of(shape, Material.LEAF, bands).bulge(0.012, 0.7)
                    .print(rim, 0.9, Stroke.line(shape, 0.010)).shadow(0.4, 0.010));
        }
    }

    private static void fern(Brush brush, Dice dice, Tone green, double top) {
        int count = 11 + dice.below(6);
        for (int i = 0; i < count; i++) {
            double order = spread(i);
            double reach = order * dice.between(0.34, 0.42);
            double high = -0.36 + 0.30 * order * order + dice.between(-0.04, 0.06);
            double ex = reach;
            double ey = high + 0.16 * Math.abs(order) + 0.05;
            List<Shape> blades = new ArrayList<>();
            for (int j = 2; j < 22; j++) {
                double t = j / 22.0;
                double px = 2 * t * (1 - t) * reach * 0.45 + t * t * ex;
                double py = (1 - t) * (1 - t) * top + 2 * t * (1 - t) * (high - 0.05) + t * t * ey;
                double size = 0.075 * (1 - t) * (0.35 + t) * 2.2 + 0.012;
                double tx = reach * 0.45 * (1 - 2 * t) + t * ex;
                double ty = -(1 - t) * top + (1 - 2 * t) * (high - 0.05) + t * ey;
                double tl = Math.sqrt(tx * tx + ty * ty);
                for (int side = -1; side <= 1; side += 2) {
                    double bx = px + size * (tx / tl * 0.45 - side * ty / tl);
                    double by = py + size * (ty / tl * 0.45 + side * tx / tl) + 0.008;
                    blades.add(Outline.fold(px, py, (px + bx) / 2, (py + by) / 2 - 0.004, bx, by, 0.012));
                }
            }
            var all = new Path2D.Double(Path2D.WIND_NON_ZERO);
            blades.forEach(blade -> all.append(blade, false));
            all.append(Outline.band(0, top + 0.01, reach * 0.45, high - 0.05, ex, ey, 0.006, 0.002), false);
            brush.paint(Part.of(all, Material.LEAF, green.times(dice.between(0.7, 1.3))).bulge(0.005, 0.8).shadow(0.35,
                    0.014));
        }
    }

    private static void cactus(Brush brush, Look look, Dice dice, Tone green, double top) {
        double high = dice.between(-0.38, -0.15);
        double half = dice.between(0.08, 0.13);
        int arms = dice.below(3);
        for (int i = 0; i < arms; i++) {
            int side = i == 0 ? 1 : -1;
            double y = dice.between(high * 0.4, 0.04);
            Path2D path = Outline.at(0, y + 0.06)
                    .curve(side * 0.20, y + 0.10, side * 0.19, y, side * 0.185, y - dice.between(0.1, 0.18)).open();
            column(brush, Stroke.line(path, 0.085), green.times(0.95), 0.02);
        }
        column(brush,
                Outline.smooth(-half * 0.75, top + 0.03, -half, (top + high) / 2, -half * 0.7, high + 0.03, 0,
                        high - 0.02, half * 0.7, high + 0.03, half, (top + high) / 2,
                        half * 0.75, top + 0.03),
                green, 0.035);
        if (dice.chance(0.6)) {
            for (int i = 0; i < 6; i++) {
                double a = (i - 2.5) * 0.012;
                brush.paint(Part
                        .of(Outline.fold(a * 0.5, high, a * 1.6, high - 0.03, a * 2.4, high - 0.055 + Math.abs(a),
                                0.016), Material.LEAF, look.second())
                        .bulge(0.006, 0.8)
                        .shadow(0.2, 0.004));
            }
        }
    }

    private static void column(Brush brush, Shape shape, Tone tone, double radius) {
        var box = shape.getBounds2D();
        List<Shape> ridges = new ArrayList<>();
        List<Shape> spines = new ArrayList<>();
        for (int i = -3; i <= 3; i++) {
            double x = box.getCenterX() + i * box.getWidth() / 7.4;
            ridges.add(Stroke.line(
                    Outline.at(x * 0.9 + box.getCenterX() * 0.1, box.getMinY() - 0.02).line(x, box.getMaxY()).open(),
                    0.012));
            for (double y = box.getMinY() + 0.02; y < box.getMaxY(); y += 0.034) {
                spines.add(Outline.fold(x - 0.008, y - 0.006, x, y, x + 0.008, y + 0.006, 0.002));
                spines.add(Outline.fold(x + 0.008, y - 0.006, x, y, x - 0.008, y + 0.006, 0.002));
            }
        }
        brush.paint(Part.of(shape, Material.LEAF, tone).bulge(0.02, 0.8).bulge(radius, 0.8).folds(ridges, 0.009, 0.6)
                .print(Tone.of(0xEDE6C8), 0.9, spines.toArray(Shape[]::new)).shadow(0.35, 0.015));
    }

    private static void round(Brush brush, Dice dice, Tone green, double top) {
        int count = 13 + dice.below(8);
        for (int i = 0; i < count; i++) {
            double order = spread(i);
            double x = order * 0.33 + dice.between(-0.03, 0.03);
            double y = -0.36 + 0.34 * order * order + dice.between(-0.02, 0.26) * (1 - order * order) + 0.03;
            brush.paint(Part.of(Outline.band(0, top + 0.01, x * 0.3, y * 0.7, x, y, 0.006, 0.004), Material.LEAF,
                    green.times(0.85)).bulge(0.004, 1).shadow(0.2, 0.006));
        }
        for (int i = 0; i < count; i++) {
            double order = spread(i);
            double x = order * 0.33 + dice.between(-0.03, 0.03);
            double y = -0.36 + 0.34 * order * order + dice.between(-0.02, 0.26) * (1 - order * order) + 0.03;
            double size = dice.between(0.058, 0.085);
            double squash = dice.between(0.72, 1);
            Shape disc = Outline.turned(Outline.smooth(x, y + size * 0.86, x - size * 0.55, y + size, x - size, y,
                    x - size * 0.5, y - size * squash, x + size * 0.5, y - size * squash, x + size, y, x + size * 0.55,
                    y + size), dice.between(-40, 40), x, y);
            List<Shape> veins = new ArrayList<>();
            for (int j = -2; j <= 2; j++) {
                veins.add(Stroke.line(Outline.at(x, y + size * 0.6)
                        .line(x + j * size * 0.45, y - size * (0.8 - 0.15 * Math.abs(j))).open(), 0.003));
            }
            brush.paint(Part.of(disc, Material.LEAF, green.times(dice.between(0.75, 1.3))).bulge(0.012, 0.5)
                    .bulge(0.03, 0.25).folds(veins, 0.003, -0.5)
                    .print(green.mix(Tone.of(0xDDE8B8), 0.5), 0.4, veins.toArray(Shape[]::new)).shadow(0.4, 0.014));
        }
    }

    /// The i-th of places in -1..1 that are even for any number of them: steps of the golden section.
    private static double spread(int i) {
        double place = (i + 0.5) * 0.6180339887;
        return (place - (int) place) * 2 - 1;
    }
}
