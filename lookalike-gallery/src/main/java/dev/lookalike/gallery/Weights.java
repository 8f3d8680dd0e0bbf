package dev.lookalike.gallery;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.stream.Collectors;

/// How much each aspect counts when pictures are compared. Each is measured by how pictures of the gallery taken at random compare with
/// what is asked, so that the same weight means as much for each.
///
/// @param overall
///            0 to 1
/// @param colour
///            0 to 1
/// @param texture
///            0 to 1
/// @param shape
///            0 to 1; at least one of the four is more than 0
public record Weights(double overall, double colour, double texture, double shape) {
    /// Overall looks alone.
    public static final Weights OVERALL = new Weights(1, 0, 0, 0);

    public Weights {
        check("overall", overall);
        check("colour", colour);
        check("texture", texture);
        check("shape", shape);
        if (overall + colour + texture + shape == 0) {
            throw new IllegalArgumentException("all weights are 0; give at least one of %s more".formatted(names()));
        }
    }

    private static void check(String name, double weight) {
        if (!(weight >= 0 && weight <= 1)) {
            throw new IllegalArgumentException("the weight of %s is %s; give 0 to 1".formatted(name, weight));
        }
    }

    private static String names() {
        return Arrays.stream(Aspect.values()).map(Aspect::toString).collect(Collectors.joining(", "));
    }

    /// Reads `colour=1,texture=0.5`; what is not named is 0.
    ///
    /// @throws IllegalArgumentException
    ///             saying what cannot be read, and what is expected
    public static Weights parse(String text) {
        var weights = new EnumMap<Aspect, Double>(Aspect.class);
        for (String part : text.split(",", -1)) {
            String[] halves = part.split("=", 2);
            Aspect aspect = Arrays.stream(Aspect.values()).filter(each -> each.toString().equals(halves[0].strip()))
                    .findFirst().orElseThrow(() -> unreadable(part));
            try {
                weights.put(aspect, halves.length == 1 ? 1 : Double.parseDouble(halves[1].strip()));
            } catch (NumberFormatException e) {
                throw unreadable(part);
            }
        }
        return new Weights(weights.getOrDefault(Aspect.OVERALL, 0.0), weights.getOrDefault(Aspect.COLOUR, 0.0),
                weights.getOrDefault(Aspect.TEXTURE, 0.0), weights.getOrDefault(Aspect.SHAPE, 0.0));
    }

    private static IllegalArgumentException unreadable(String part) {
        return new IllegalArgumentException(
                "`%s` weighs nothing; give some of %s with 0 to 1, as in colour=1,texture=0.5"
                        .formatted(part.strip(), names()));
    }

    /// How much an aspect counts.
    public double of(Aspect aspect) {
        return switch (aspect) {
            case OVERALL -> overall;
            case COLOUR -> colour;
            case TEXTURE -> texture;
            case SHAPE -> shape;
        };
    }
}
