package dev.lookalike.demo.product;

import java.util.List;
import java.util.Locale;

import dev.lookalike.demo.draw.Dice;

/// What the shop writes about a product: sentences that say no more than its attributes.
record Wording(Product product) {
    private static final List<String> PLURAL = List.of("shorts", "trousers", "jeans", "blocks");

    String name() {
        String pattern = product.pattern().equals("plain") ? "" : product.pattern() + " ";
        String make = product.make().name().equals("wood") ? "wooden" : product.make().name();
        boolean said = product.form().contains(make) || (make.equals("denim") && product.form().contains("jeans"));
        String stated = said ? "" : make + " ";
        return capital("%s%s%s in %s".formatted(pattern, stated, product.form(), colours()));
    }

    String description() {
        Dice dice = Dice.of(product.id().hashCode(), product.hex(), 6);
        return String.join(" ", looks(dice), use(dice), price(dice));
    }

    private String colours() {
        return patterned() ? product.colour().name() + " and " + product.second().name() : product.colour().name();
    }

    private boolean patterned() {
        return !product.pattern().equals("plain");
    }

    private String looks(Dice dice) {
        String pattern = patterned()
                ? "a %s pattern in %s".formatted(product.pattern(), product.second().name())
                : "no pattern at all";
        String form = product.form();
        String make = product.make().name();
        String colour = product.colour().name();
        String styled = plural()
                ? capital(product.style() + " " + form)
                : "%s %s %s".formatted(article(), product.style(), form);
        return dice.pick(List.of("%s made of %s, with %s.".formatted(styled, make, pattern),
                "%s %s in %s %s %s %s and a %s look.".formatted(plural() ? "These" : "This", form, colour, make,
                        plural() ? "have" : "has", pattern,
                        product.style()),
                "%s in %s: %s, with %s.".formatted(styled, colour, make, pattern)));
    }

    private boolean plural() {
        return PLURAL.stream().anyMatch(product.form()::endsWith);
    }

    private static String capital(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    private String article() {
        return "aeiou".indexOf(product.style().charAt(0)) >= 0 ? "An" : "A";
    }

    private String use(Dice dice) {
        String when = product.season().equals("all year") ? "all year round" : "in " + product.season();
        String what = switch (product.occasion()) {
            case "gift" -> "as a gift";
            case "party" -> "for a party";
            case "work" -> "for work";
            case "sport" -> "for sport";
            case "holiday" -> "for a holiday";
            case "play" -> "for play";
            case "home" -> "at home";
            case "outdoor" -> "for a day outdoors";
            default -> "for every day";
        };
        return dice.pick(List.of("Good %s, %s.".formatted(what, when), "Made %s %s.".formatted(what, when),
                "Right %s, best %s.".formatted(what, when)));
    }

    private String price(Dice dice) {
        Kind kind = product.kind();
        double place = (product.cents() / 100.0 - kind.lowest()) / (kind.highest() - kind.lowest());
        if (place < 0.15) {
            return dice.pick(List.of("A small price for what it is.", "Easy on the purse."));
        }
        return place > 0.6
                ? dice.pick(List.of("One of the finest we have.", "Made by hand, to last."))
                : dice.pick(List.of("Well made at a fair price.", "A favourite of the house."));
    }
}
