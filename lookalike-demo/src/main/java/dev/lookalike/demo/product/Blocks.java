package dev.lookalike.demo.product;

import java.awt.geom.Path2D;
import java.util.List;

import dev.lookalike.demo.draw.Brush;
import dev.lookalike.demo.draw.Dice;
import dev.lookalike.demo.draw.Material;
import dev.lookalike.demo.draw.Outline;
import dev.lookalike.demo.draw.Part;
import dev.lookalike.demo.draw.Pattern;
import dev.lookalike.demo.draw.Tone;

/// Towers of wooden building blocks: cubes, bars, arches and roofs.
final class Blocks implements Painter {
    @Override
    public void paint(Brush brush, Look look, Dice dice) {
        List<Tone> tones = List.of(look.first(), look.first(), look.second(), look.first().mix(Tone.of(0xF3EBDC), 0.5),
                Tone.of(0xD8B182));
        boolean castle = look.is("castle blocks");
        int columns = look.is("tower blocks") ? 2 : castle ? 4 : 3;
        double size = columns == 2 ? 0.22 : columns == 3 ? 0.215 : 0.19;
        double left = -columns * size / 2;
        int[] heights = new int[columns];
        for (int row = 0; row < 5; row++) {
            for (int column = 0; column < columns; column++) {
                boolean stands = heights[column] == row && dice.chance(row == 0
                        ? 1
                        : look.is("tower blocks")
                                ? 0.92
                                : 0.84 - 0.12 * row + (castle && (column == 0 || column == columns - 1) ? 0.2 : 0));
                if (!stands || row * size > 0.76) {
                    continue;
                }
                double shift = row == 0 ? 0 : dice.between(-0.014, 0.014);
                double x = left + (column + 0.5) * size + shift;
                double y = 0.5 - (row + 0.5) * size;
                boolean top = row > 0 && !dice.chance(0.78 - 0.12 * row);
                heights[column] = top ? 99 : row + 1;
                block(brush, look, dice, x, y, size * 0.488, row == 0 ? tones.getFirst() : dice.pick(tones), top);
            }
        }
    }

    private static void block(Brush brush, Look look, Dice dice, double x, double y, double half, Tone tone,
            boolean top) {
        Pattern front = painted(tone, look, dice);
        double depth = half * 0.36;
        int shape = top ? dice.below(2) : dice.below(5);
        if (shape == 0 && top) {
            Path2D roof = Outline.at(x - half, y + half).line(x, y - half * 0.9).line(x + half, y + half).closed();
            Path2D side = Outline.at(x, y - half * 0.9).line(x + depth, y - half * 0.9 - depth * 0.6)
                    .line(x + half + depth, y + half - depth * 0.6).line(x + half, y + half).closed();
            brush.paint(Part.of(side, look.material(), tone.times(0.62)).shadow(0.25, 0.01));
            brush.paint(Part.of(roof, look.material(), front).first().bulge(0.006, 0.9).shadow(0.2, 0.01));
            return;
        }
        Path2D lid = Outline.at(x - half, y - half).line(x - half + depth, y - half - depth * 0.6)
                .line(x + half + depth, y - half - depth * 0.6).line(x + half, y - half).closed();
        Path2D side = Outline.at(x + half, y - half).line(x + half + depth, y - half - depth * 0.6)
                .line(x + half + depth, y + half - depth * 0.6).line(x + half, y + half).closed();
        brush.paint(Part.of(lid, look.material(), tone.times(1.2)).bulge(0.004, 0.4).shadow(0.2, 0.01));
        brush.paint(Part.of(side, look.material(), tone.times(0.62)).bulge(0.004, 0.4).shadow(0.2, 0.01));
        brush.paint(Part.of(Outline.box(x, y, half, half, 0.010), look.material(), front).first().bulge(0.006, 1)
                .shadow(0, 0));
        if (shape == 1) {
            Path2D arch = Outline.at(x - half * 0.5, y + half).line(x - half * 0.5, y + half * 0.2)
                    .bend(x - half * 0.5, y - half * 0.4, x, y - half * 0.4)
                    .bend(x + half * 0.5, y - half * 0.4, x + half * 0.5, y + half * 0.2)
                    .line(x + half * 0.5, y + half).closed();
            brush.paint(Part.of(arch, Material.WOOD, tone.times(0.25)).bulge(0.012, -0.9).shadow(0, 0));
        } else if (shape == 2) {
            brush.paint(Part.of(Outline.ellipse(x, y, half * 0.5, half * 0.5), look.material(), look.second())
                    .bulge(0.004, 0.8).shadow(0.15, 0.003));
        } else if (shape == 3) {
            brush.paint(Part.of(Outline.box(x, y, half * 0.62, half * 0.62, 0.006), look.material(), tone.times(1.25))
                    .bulge(0.004, -0.8).shadow(0, 0));
        }
    }

    /// A thin coat of colour lets the grain through.
    private static Pattern painted(Tone tone, Look look, Dice dice) {
        Pattern wood = Pattern.wood(tone, dice.chance(0.5), look.seed() + dice.below(1000));
        return (x, y, pixel, rgb) -> {
            wood.at(x, y, pixel, rgb);
            tone.over(rgb, 0.62f);
        };
    }
}
