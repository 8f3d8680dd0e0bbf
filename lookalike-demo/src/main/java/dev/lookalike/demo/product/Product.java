package dev.lookalike.demo.product;

import java.util.List;

import dev.lookalike.demo.draw.Dice;
import dev.lookalike.demo.draw.Tone;

/// One product of the shop: what can be said of it and how it looks. The same for the same seed and number.
///
/// @param id its number in the shop
/// @param colour its main colour's name
/// @param hex its main colour as it is, `0xRRGGBB`
/// @param second the name of the colour of its pattern, trim or fittings
/// @param cents its price in hundredths
record Product(String id, Kind kind, String form, Shade colour, int hex, Shade second, String pattern, Kind.Make make,
        String style,
        String season, String occasion, String weather, int cents) {
    private static final List<String> WARM_STUFF = List.of("linen", "straw");
    private static final List<String> COLD_STUFF = List.of("wool", "knitted wool", "suede", "felt");
    private static final List<String> RAIN_STUFF = List.of("nylon", "rubber");
    private static final List<String> WORN = List.of("clothing", "shoes", "bags");

    /// The product that the shop's `index`-th picture shows.
    static Product of(long seed, int index) {
        int kinds = Assortment.KINDS.size();
        Kind kind = Assortment.KINDS.get(index % kinds);
        int number = number(index / kinds);
        Dice dice = Dice.of(seed, kind.folder().hashCode(), number, 1);
        String form = dice.pick(kind.forms());
        Kind.Make make = dice.pick(Fitting.makes(kind, form));
        String pattern = dice.pick(Fitting.patterns(kind, form));
        Shade colour = dice.pick(kind.shades());
        Shade second = partner(colour, dice);
        int hex = near(colour.hex(), dice);
        String style = style(pattern, dice);
        String season = season(kind, make, form, dice);
        String occasion = dice.pick(Fitting.occasions(kind, form));
        int euros = kind.lowest()
                + (int) ((kind.highest() - kind.lowest()) * dice.unit() * dice.unit() + dice.unit() * 4);
        String id = "%s-%04d".formatted(kind.folder(), number);
        return new Product(id, kind, form, colour, hex, second, pattern, make, style, season, occasion,
                weather(kind, season, make), euros * 100 + 90);
    }

    /// Every fifth picture of a kind is another photo of the product before it.
    private static int number(int turn) {
        return turn % 5 == 4 ? turn - 1 : turn;
    }

    Look look() {
        return new Look(form, Tone.of(hex), second.tone(), pattern, make.material(), hex * 31 + id.hashCode());
    }

    private static Shade partner(Shade colour, Dice dice) {
        boolean dark = colour.tone().luminance() < 0.22;
        List<Shade> light = List.of(Shade.WHITE, Shade.CREAM, Shade.MUSTARD, Shade.SKY, Shade.PINK, Shade.MINT,
                Shade.BEIGE);
        List<Shade> deep = List.of(Shade.NAVY, Shade.BLACK, Shade.RED, Shade.GREEN, Shade.BURGUNDY, Shade.TEAL,
                Shade.BROWN, Shade.BLUE);
        return dice.pick(dark ? light : deep);
    }

    /// No two dye lots are the same.
    private static int near(int hex, Dice dice) {
        int shift = dice.below(15) - 7;
        int rgb = 0;
        for (int bits = 16; bits >= 0; bits -= 8) {
            int value = ((hex >> bits) & 255) + shift + dice.below(9) - 4;
            rgb |= Math.max(0, Math.min(255, value)) << bits;
        }
        return rgb;
    }

    private static String style(String pattern, Dice dice) {
        return switch (pattern) {
            case "floral" -> dice.chance(0.7) ? "romantic" : "retro";
            case "checked", "pinstriped" -> dice.chance(0.7) ? "classic" : "rustic";
            case "dotted", "zigzag" -> dice.chance(0.6) ? "playful" : "retro";
            case "striped", "two-tone" -> dice.chance(0.5) ? "sporty" : "maritime";
            case "speckled" -> "rustic";
            default -> dice.pick(List.of("minimal", "classic", "modern"));
        };
    }

    private static String season(Kind kind, Kind.Make make, String form, Dice dice) {
        List<String> seasons = Fitting.seasons(kind, form);
        if (WORN.contains(kind.family()) && seasons.equals(kind.seasons())) {
            if (WARM_STUFF.contains(make.name())) {
                return "summer";
            }
            if (COLD_STUFF.contains(make.name())) {
                return dice.pick(List.of("autumn", "winter"));
            }
        }
        return dice.pick(seasons);
    }

    private static String weather(Kind kind, String season, Kind.Make make) {
        if (WORN.contains(kind.family()) && RAIN_STUFF.contains(make.name())) {
            return "rain";
        }
        return switch (season) {
            case "summer" -> "hot";
            case "spring" -> "mild";
            case "autumn" -> "cool";
            case "winter" -> "cold";
            default -> "any";
        };
    }
}
