package dev.lookalike.demo.draw;

import java.util.List;

/// What a product is photographed on or in front of.
///
/// @param kind which set
/// @param tone the colour of its paper or wall
/// @param floor the colour of its floor, table or boards
/// @param horizon where wall and floor meet, as a share of the picture's height
/// @param window whether light falls through a window
public record Backdrop(Kind kind, Tone tone, Tone floor, double horizon, boolean window, int seed) {
    /// The sets of the studio.
    public enum Kind {
        WHITE, PAPER, ROOM, BOARDS, LINEN, STONE
    }

    private static final List<Tone> PAPERS = List.of(Tone.of(0xE9E4DC), Tone.of(0xDCE3E6), Tone.of(0xE7D9D2),
            Tone.of(0xD5DDD0),
            Tone.of(0xE8DFC8), Tone.of(0xCFCBD6), Tone.of(0xD9D9D9), Tone.of(0xC9D5DD), Tone.of(0xE3C9BD),
            Tone.of(0xB9C4B6));
    private static final List<Tone> WALLS = List.of(Tone.of(0xDAD6CE), Tone.of(0xC5CDCB), Tone.of(0xB8C2C9),
            Tone.of(0xD8C9B6),
            Tone.of(0xA9B5A6), Tone.of(0xCBB5A8), Tone.of(0x8F9CA3), Tone.of(0xE3DED6));
    private static final List<Tone> WOODS = List.of(Tone.of(0xB98E63), Tone.of(0x9A7250), Tone.of(0xCDAB82),
            Tone.of(0x7B5A41),
            Tone.of(0xBFA88C));

    /// A set for something that stands.
    public static Backdrop standing(Dice dice) {
        double roll = dice.unit();
        Kind kind = roll < 0.36 ? Kind.WHITE : roll < 0.68 ? Kind.PAPER : Kind.ROOM;
        Tone tone = dice.pick(kind == Kind.ROOM ? WALLS : PAPERS);
        return new Backdrop(kind, tone, dice.pick(WOODS), dice.between(0.66, 0.74), dice.chance(0.6),
                (int) dice.next());
    }

    /// A set for something that lies, seen from above.
    public static Backdrop lying(Dice dice) {
        double roll = dice.unit();
        Kind kind = roll < 0.42
                ? Kind.WHITE
                : roll < 0.68
                        ? Kind.PAPER
                        : roll < 0.80
                                ? Kind.BOARDS
                                : roll < 0.91
                                        ? Kind.LINEN
                                        : Kind.STONE;
        return new Backdrop(kind, dice.pick(PAPERS), dice.pick(WOODS), 0.7, dice.chance(0.4), (int) dice.next());
    }

    /// Paints the set over the whole layer.
    void paint(Layer layer, Light light, boolean standing) {
        layer.fillCoverage();
        float[] rgb = new float[3];
        double[] across = new double[layer.width];
        for (int x = 0; x < layer.width; x++) {
            across[x] = (x + 0.5) / layer.width;
        }
        double[] bright = new double[layer.width];
        double aspect = (double) layer.height / layer.width;
        for (int y = 0; y < layer.height; y++) {
            double v = (y + 0.5) / layer.height;
            fall(across, v, light, bright);
            int row = y * layer.width;
            for (int x = 0; x < layer.width; x++) {
                colour(across[x], v, aspect, standing, rgb);
                layer.red[row + x] = (float) (rgb[0] * bright[x]);
                layer.green[row + x] = (float) (rgb[1] * bright[x]);
                layer.blue[row + x] = (float) (rgb[2] * bright[x]);
            }
        }
    }

    private void colour(double u, double v, double aspect, boolean standing, float[] rgb) {
        switch (kind) {
            case WHITE -> set(rgb, 1.2, 1.2, 1.2);
            case PAPER -> paper(u, v, standing, rgb);
            case ROOM -> room(u, v, aspect, rgb);
            case BOARDS -> boards(u, v * aspect, rgb);
            case LINEN -> linen(u, v * aspect, rgb);
            case STONE -> stone(u, v * aspect, rgb);
        }
    }

    private void paper(double u, double v, boolean standing, float[] rgb) {
        double bright = 1;
        if (standing) {
            double below = Noise.step(horizon - 0.16, horizon + 0.08, v);
            bright = 0.90 - 0.10 * Noise.step(horizon - 0.22, horizon - 0.02, v) * (1 - below) + 0.10 * below;
        }
        bright *= 1 + 0.012 * Noise.at(seed, u * 260, v * 260);
        set(rgb, tone.red() * bright, tone.green() * bright, tone.blue() * bright);
    }

    private void room(double u, double v, double aspect, float[] rgb) {
        double skirting = horizon - 0.035;
        if (v < skirting) {
            double bright = 0.92 + 0.02 * Noise.cloud(seed, u * 5, v * 5 * aspect, 3)
                    - 0.14 * Noise.step(skirting - 0.10, skirting, v);
            set(rgb, tone.red() * bright, tone.green() * bright, tone.blue() * bright);
        } else if (v < horizon) {
            double bright = 0.80 - 0.25 * Noise.step(horizon - 0.008, horizon, v)
                    + 0.1 * (1 - Noise.step(skirting, skirting + 0.006, v));
            set(rgb, bright, bright * 0.985, bright * 0.96);
        } else {
            double depth = 0.12 / (v - horizon + 0.10);
            double across = (u - 0.5) * depth * 4 + 20;
            planks(across * 1.6, depth * 5, rgb, 0.72);
            float shine = 0.10f * (1 - Noise.step(horizon, 1, v));
            set(rgb, rgb[0] + shine, rgb[1] + shine, rgb[2] + shine);
        }
        if (window && v < horizon) {
            shineThrough(u, v, aspect, rgb);
        }
    }

    /// A tall window's bright panes on the wall, blurred by distance.
    private static void shineThrough(double u, double v, double aspect, float[] rgb) {
        double x = u - v * aspect * 0.22 - 0.02;
        double soft = 0.045;
        double pane = Noise.step(0.02 - soft, 0.02 + soft, x) * (1 - Noise.step(0.46 - soft, 0.46 + soft, x));
        double bar = Noise.step(0.0, soft, Math.abs(x - 0.24)) * Noise.step(0, soft, Math.abs(v - 0.26))
                * Noise.step(0.0, 0.1, v);
        double bright = 1 + 0.17 * pane * (0.35 + 0.65 * bar) * (1 - Noise.step(0.45, 0.62, v));
        set(rgb, rgb[0] * bright * 1.01, rgb[1] * bright, rgb[2] * bright * 0.97);
    }

    private void planks(double across, double along, float[] rgb, double bright) {
        int board = Noise.floor(across);
        double shift = along + 3 * Noise.hash(seed, board, 0);
        int piece = Noise.floor(shift / 4);
        double edge = Math.min(across - board, board + 1 - across);
        double joint = Math.min(shift / 4 - piece, piece + 1 - shift / 4) * 4;
        double wander = 0.3 * Noise.at(seed + 4, along * 0.7, across * 2);
        double grain = 0.10 * Noise.at(seed + 1, (across + wander) * 11, along * 0.9)
                + 0.05 * Noise.at(seed + 2, across * 46, along * 3);
        double own = 0.12 * Noise.hash(seed + 3, board, piece);
        double light = bright * (1 + grain + own) * (0.55 + 0.45 * Noise.step(0, 0.035, edge))
                * (0.7 + 0.3 * Noise.step(0, 0.03, joint));
        set(rgb, floor.red() * light, floor.green() * light, floor.blue() * light);
    }

    private void boards(double u, double v, float[] rgb) {
        planks(u * 4.6 + 7, v * 6, rgb, 1.0);
    }

    private void linen(double u, double v, float[] rgb) {
        double thread = 210;
        double weave = 0.05 * Noise.at(seed, u * thread * 0.3, v * thread)
                + 0.05 * Noise.at(seed + 1, u * thread, v * thread * 0.3);
        double fold = 0.07 * Noise.cloud(seed + 2, u * 2.2 + v, v * 2.6 - u * 0.8, 3);
        double bright = 0.93 + weave + fold;
        set(rgb, tone.red() * bright, tone.green() * bright, tone.blue() * bright);
    }

    /// White stone with grey veins.
    private void stone(double u, double v, float[] rgb) {
        double warp = 0.6 * Noise.cloud(seed, u * 2.4, v * 2.4, 4);
        double vein = 1 - Math.abs(Noise.at(seed + 3, (u + warp) * 2.1, (v - warp) * 2.6));
        double fine = 1 - Math.abs(Noise.cloud(seed + 5, (u - warp * 0.7) * 5, (v + warp) * 5, 3)) * 1.6;
        double two = vein * vein;
        double sharp = two * two * two * two * two;
        double dark = 0.26 * sharp + 0.08 * Math.max(0, fine) * Math.max(0, fine);
        double bright = 0.86 - dark + 0.03 * Noise.cloud(seed + 9, u * 3, v * 3, 3);
        set(rgb, bright, bright * 1.002, bright * 1.008);
    }

    /// How bright a row is by the lamp's falling off across the set, and the lens's towards the corners.
    private void fall(double[] across, double v, Light light, double[] bright) {
        double strength = kind == Kind.WHITE ? 0.025 : 0.16;
        for (int x = 0; x < bright.length; x++) {
            double u = across[x];
            double side = (u - 0.5) * light.x() + (v - 0.5) * light.y();
            double corner = (u - 0.5) * (u - 0.5) + (v - 0.5) * (v - 0.5);
            bright[x] = 1 + strength * side - strength * 0.9 * corner;
        }
    }

    private static void set(float[] rgb, double red, double green, double blue) {
        rgb[0] = (float) red;
        rgb[1] = (float) green;
        rgb[2] = (float) blue;
    }
}
