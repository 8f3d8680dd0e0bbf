package dev.lookalike.vision;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import dev.lookalike.vision.pixels.ColourGrid;
import dev.lookalike.vision.pixels.ColourGrid.Shade;
import dev.lookalike.vision.pixels.Lab;
import dev.lookalike.vision.pixels.Thing;

/// Some colours and how much there is of each: told, or those of what a picture shows.
///
/// @param tints
///            1 to [#MAX_TINTS], the largest share first; their shares are 1 together
public record Palette(List<Tint> tints) {
    /// The most colours of a palette.
    public static final int MAX_TINTS = 8;
    /// How many values the vector of a palette has.
    public static final int DIMENSION = ColourGrid.DIMENSION;

    /// Part of the fingerprint of vectors: other numbers come of another method.
    public static final String METHOD = "things-2";

    private static final int LOOKED_AT = 96;
    private static final double MIDDLE = 0.8;
    private static final int ROUNDS = 12;

    /// Colours of a picture that are no further apart are one, and such as have less of it are none.
    private static final double SAME = 12;
    private static final double LEAST_SHARE = 0.03;

    /// A colour of a palette.
    ///
    /// @param rgb
    ///            `0xRRGGBB`
    /// @param share
    ///            more than 0, up to 1
    public record Tint(int rgb, double share) {
        /// As it is written: `#aa2233`.
        public String hex() {
            return String.format(Locale.ROOT, "#%06x", rgb);
        }
    }

    public Palette {
        if (tints.isEmpty() || tints.size() > MAX_TINTS) {
            throw new IllegalArgumentException(
                    "a palette of %d colours; give 1 to %d".formatted(tints.size(), MAX_TINTS));
        }
        double sum = 0;
        for (Tint tint : tints) {
            if (!(tint.share() > 0 && Double.isFinite(tint.share()))) {
                throw new IllegalArgumentException(
                        "the share of a colour is %s; give more than 0".formatted(tint.share()));
            }
            if (tint.rgb() < 0 || tint.rgb() > 0xFFFFFF) {
                throw new IllegalArgumentException("the colour is %x; give 0 to ffffff".formatted(tint.rgb()));
            }
            sum += tint.share();
        }
        double all = sum;
        tints = tints.stream().map(tint -> new Tint(tint.rgb(), tint.share() / all))
                .sorted(Comparator.comparingDouble(Tint::share).reversed()).toList();
    }

    /// Reads `#aa2233:70,white:30`: hexadecimal colours or [names][ColourName], with shares of any sum; without, all are as much.
    ///
    /// @throws IllegalArgumentException
    ///             saying which part cannot be read, and what is expected
    public static Palette parse(String text) {
        return new Palette(Arrays.stream(text.split(",", -1)).map(part -> {
            String[] halves = part.strip().split(":", 2);
            return new Tint(ColourName.rgb(halves[0].strip()), halves.length == 1 ? 1 : share(halves[1].strip()));
        }).toList());
    }

    private static double share(String text) {
        try {
            double share = Double.parseDouble(text.endsWith("%") ? text.substring(0, text.length() - 1) : text);
            if (share > 0 && Double.isFinite(share)) {
                return share;
            }
        } catch (NumberFormatException e) {
            // said below, as for numbers that are no shares
        }
        throw new IllegalArgumentException(
                "the share of a colour is `%s`; give a number above 0, as in #aa2233:70,white:30".formatted(text));
    }

    /// The colours of what a picture shows, without what lies behind it.
    public static Palette of(Picture picture) {
        List<Shade> middles = middles(shades(picture));
        double all = middles.stream().mapToDouble(Shade::share).sum();
        List<Tint> tints = middles.stream().filter(shade -> shade.share() >= LEAST_SHARE * all)
                .map(shade -> new Tint(Lab.rgb(shade.lab()[0], shade.lab()[1], shade.lab()[2]), shade.share()))
                .toList();
        return new Palette(tints);
    }

    /// The vector of this palette: `DIMENSION` values, of length 1. The cosine of two is 1 for the same colours in the same
    /// shares, and the nearer to 0 the less of either lies near any colour of the other.
    public float[] vector() {
        return ColourGrid
                .vector(tints.stream().map(tint -> new Shade(doubles(Lab.of(tint.rgb())), tint.share())).toList());
    }

    /// The vector of all colours of what a picture shows; compares with those of palettes.
    public static float[] vector(Picture picture) {
        return ColourGrid.vector(shades(picture));
    }

    /// The colour that a palette's vector has most of, in CIELAB: lightness (0 to 100), green to red, blue to yellow.
    ///
    /// @param vector
    ///            of a palette or of a picture, not all zeros
    public static float[] main(float[] vector) {
        if (vector.length != DIMENSION) {
            throw new IllegalArgumentException("%d values; give the %d of a palette's vector".formatted(vector.length,
                    DIMENSION));
        }
        return ColourGrid.main(vector);
    }

    private static List<Shade> shades(Picture picture) {
        double scale = LOOKED_AT / (double) Math.max(picture.width(), picture.height());
        Picture small = picture.resized(Math.max(1, (int) Math.round(picture.width() * scale)),
                Math.max(1, (int) Math.round(picture.height() * scale)));
        float[] lab = Lab.of(small.rgb());
        Thing thing = Thing.of(small.width(), small.height(), lab);
        float[] weights = thing.weights();
        for (int i = 0; i < weights.length && !thing.isWhole(); i++) {
            double x = (i % small.width() + 0.5) / small.width() - 0.5;
            int row = i / small.width();
            double y = (row + 0.5) / small.height() - 0.5;
            weights[i] *= (float) StrictMath.exp(-2 * (x * x + y * y) / (MIDDLE * MIDDLE));
        }
        return ColourGrid.shades(lab, weights);
    }

    /// The means of up to eight groups of colours (k-means), those that are nearly the same joined.
    private static List<Shade> middles(List<Shade> shades) {
        var middles = new ArrayList<double[]>();
        middles.add(shades.stream().max(Comparator.comparingDouble(Shade::share)).orElseThrow().lab());
        while (middles.size() < Math.min(MAX_TINTS, shades.size())) {
            middles.add(shades.stream()
                    .max(Comparator.comparingDouble(shade -> shade.share() * squaredDistance(shade.lab(),
                            middles.get(nearest(shade.lab(), middles)))))
                    .orElseThrow().lab());
        }
        List<Shade> groups = List.of();
        for (int round = 0; round < ROUNDS; round++) {
            groups = grouped(shades, middles);
            middles.clear();
            groups.forEach(group -> middles.add(group.lab()));
        }
        return joined(new ArrayList<>(groups));
    }

    private static List<Shade> grouped(List<Shade> shades, List<double[]> middles) {
        var sums = new double[middles.size()][4];
        for (Shade shade : shades) {
            add(shade, sums[nearest(shade.lab(), middles)]);
        }
        return Arrays.stream(sums).filter(sum -> sum[3] > 0).map(Palette::mean).toList();
    }

    private static List<Shade> joined(List<Shade> groups) {
        for (int i = 0; i < groups.size(); i++) {
            for (int j = i + 1; j < groups.size(); j++) {
                if (squaredDistance(groups.get(i).lab(), groups.get(j).lab()) < SAME * SAME) {
                    var sum = new double[4];
                    add(groups.get(i), sum);
                    add(groups.remove(j), sum);
                    groups.set(i, mean(sum));
                    return joined(groups);
                }
            }
        }
        return groups;
    }

    private static void add(Shade shade, double[] sum) {
        for (int channel = 0; channel < 3; channel++) {
            sum[channel] += shade.share() * shade.lab()[channel];
        }
        sum[3] += shade.share();
    }

    private static Shade mean(double[] sum) {
        return new Shade(new double[]{sum[0] / sum[3], sum[1] / sum[3], sum[2] / sum[3]}, sum[3]);
    }

    private static int nearest(double[] lab, List<double[]> middles) {
        int nearest = 0;
        for (int i = 1; i < middles.size(); i++) {
            nearest = squaredDistance(lab, middles.get(i)) < squaredDistance(lab, middles.get(nearest)) ? i : nearest;
        }
        return nearest;
    }

    private static double squaredDistance(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < 3; i++) {
            sum += (one[i] - other[i]) * (one[i] - other[i]);
        }
        return sum;
    }

    private static double[] doubles(float[] values) {
        return new double[]{values[0], values[1], values[2]};
    }

    /// As [#parse] reads it, shares in percent: `#aa2233:70,#ffffff:30`.
    @Override
    public String toString() {
        return tints.stream().map(tint -> String.format(Locale.ROOT, "%s:%.3g", tint.hex(), 100 * tint.share()))
                .collect(Collectors.joining(","));
    }
}
