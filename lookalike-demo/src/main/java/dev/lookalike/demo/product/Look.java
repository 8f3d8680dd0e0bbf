package dev.lookalike.demo.product;

import dev.lookalike.demo.draw.Material;
import dev.lookalike.demo.draw.Pattern;
import dev.lookalike.demo.draw.Tone;

/// How one product looks.
///
/// @param form which of its kind's forms it has
/// @param first its main colour as it really is, close to the named one
/// @param second the colour of its pattern, trim or fittings
/// @param pattern the name of its pattern
/// @param material what it is mainly made of
/// @param seed for what no one can name
record Look(String form, Tone first, Tone second, String pattern, Material material, int seed) {
    /// The pattern in colours, at a size that suits the part: 1 is a shirt's.
    Pattern surface(double size) {
        return switch (pattern) {
            case "striped" -> Pattern.stripes(first, second, 0.062 * size, 0.42, false);
            case "pinstriped" -> Pattern.stripes(first, second, 0.040 * size, 0.13, true);
            case "checked" -> Pattern.checks(first, second, 0.085 * size);
            case "dotted" -> Pattern.dots(first, second, 0.058 * size, 0.0145 * size);
            case "floral" -> Pattern.flowers(first, second, Tone.of(0x5C7A4A), 0.095 * size, seed);
            case "zigzag" -> Pattern.zigzag(first, second, 0.07 * size);
            case "two-tone" -> Pattern.blocks(first, second, 0.08);
            case "speckled" -> Pattern.specks(first, second, 0.022 * size, seed);
            default -> Pattern.plain(first);
        };
    }

    boolean is(String... forms) {
        for (String each : forms) {
            if (form.equals(each)) {
                return true;
            }
        }
        return false;
    }
}
