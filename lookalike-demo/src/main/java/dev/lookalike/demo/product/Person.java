package dev.lookalike.demo.product;

import java.util.ArrayList;
import java.util.List;

import dev.lookalike.demo.draw.Dice;

/// A customer of the shop, by the rules of `docs/demo-truth.md`; the same for the same seed and number.
record Person(List<Interest> interests, double thrift) {
    private static final int PEOPLE = 7_700_417;
    private static final int APPEAL = 7_700_418;
    private static final double KIND = 2;
    private static final double COLOUR = 1.2;
    private static final double PATTERN = 0.8;
    private static final double STYLE = 0.8;
    private static final double USUAL_PRICE = 50;
    /// How sharply people choose.
    private static final double CHOICE = 1.6;
    private static final double APPEAL_DEVIATION = 0.7;

    static final List<List<Shade>> PALETTES = List.of(
            List.of(Shade.RED, Shade.ORANGE, Shade.MUSTARD, Shade.YELLOW, Shade.PINK),
            List.of(Shade.TEAL, Shade.SKY, Shade.BLUE, Shade.NAVY, Shade.PURPLE, Shade.LILAC),
            List.of(Shade.BEIGE, Shade.TAN, Shade.BROWN, Shade.OLIVE, Shade.GREEN, Shade.CREAM),
            List.of(Shade.BLACK, Shade.CHARCOAL, Shade.NAVY, Shade.BURGUNDY),
            List.of(Shade.WHITE, Shade.CREAM, Shade.GREY, Shade.MINT, Shade.SKY));
    private static final List<String> PATTERNS = List.of("plain", "striped", "pinstriped", "checked", "dotted",
            "floral",
            "zigzag", "two-tone", "speckled");
    private static final List<String> STYLES = List.of("minimal", "classic", "modern", "romantic", "retro", "rustic",
            "playful", "sporty", "maritime");

    /// What a person is after, one thing at a time.
    record Interest(List<Kind> kinds, List<Shade> palette, List<String> patterns, String style) {
        double in(Product product) {
            return (kinds.contains(product.kind()) ? KIND : 0)
                    + (palette.contains(product.colour()) ? COLOUR : 0)
                    + (patterns.contains(product.pattern()) ? PATTERN : 0)
                    + (style.equals(product.style()) ? STYLE : 0);
        }
    }

    static Person of(long seed, int number) {
        Dice dice = Dice.of(seed, PEOPLE, number);
        var interests = new ArrayList<Interest>();
        for (int left = 1 + dice.below(3); left > 0; left--) {
            Kind kind = dice.pick(Assortment.KINDS);
            List<Kind> related = Assortment.KINDS.stream().filter(each -> each.family().equals(kind.family())).toList();
            List<Kind> kinds = dice.chance(0.5) ? List.of(kind) : List.of(kind, dice.pick(related));
            interests.add(new Interest(kinds, dice.pick(PALETTES), List.of(dice.pick(PATTERNS), dice.pick(PATTERNS)),
                    dice.pick(STYLES)));
        }
        return new Person(interests, 0.6 * dice.unit());
    }

    /// How much this person likes a product, whatever others think of it.
    double liking(Product product) {
        double best = interests.stream().mapToDouble(interest -> interest.in(product)).max().orElseThrow();
        return best - thrift * StrictMath.log(product.cents() / 100.0 / USUAL_PRICE);
    }

    /// How likely this person does something with a product, as the logarithm of a weight.
    double preference(long seed, Product product) {
        return CHOICE * liking(product) + APPEAL_DEVIATION * normal(Dice.of(seed, APPEAL, product.id().hashCode()));
    }

    /// Box and Muller's.
    private static double normal(Dice dice) {
        return StrictMath.sqrt(-2 * StrictMath.log(1 - dice.unit())) * StrictMath.cos(2 * StrictMath.PI * dice.unit());
    }
}
