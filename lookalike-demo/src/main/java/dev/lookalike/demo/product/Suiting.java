package dev.lookalike.demo.product;

import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.lookalike.demo.Moment;

/// What suits when, by the rules of `docs/demo-truth.md`. It measures; nothing that answers queries knows it.
public final class Suiting {
    private static final int SUITS = 1;
    private static final int AGAINST = -1;
    private static final int NOTHING = 0;

    private static final Set<String> WARMING = Set.of("t-shirts", "dresses", "trousers", "jackets", "sneakers", "boots",
            "hats");
    private static final Set<String> WORN = Set.of("clothing", "shoes", "bags");
    private static final Map<Integer, Set<String>> FORMS = Map.of(
            -2, Set.of("vest top", "shorts", "slip dress", "sun hat"),
            -1, Set.of("crew-neck t-shirt", "v-neck t-shirt", "polo shirt", "mini dress", "maxi dress",
                    "cropped trousers", "slip-on", "cap", "bucket hat"),
            1, Set.of("long-sleeved shirt", "denim jacket", "blazer", "bomber jacket", "hoodie", "chelsea boot",
                    "lace-up boot", "wellington"),
            2, Set.of("coat", "down jacket", "knee boot", "beanie", "bobble hat"));
    private static final Set<String> COOL_STUFF = Set.of("linen", "straw", "mesh");
    private static final Set<String> WARM_STUFF = Set.of("wool", "knitted wool", "felt", "suede");
    private static final Set<String> DRY_STUFF = Set.of("rubber", "nylon", "leather");
    private static final Set<String> WET_STUFF = Set.of("suede", "canvas", "straw", "felt", "satin", "mesh");
    private static final Set<String> LEATHER_OR_NYLON = Set.of("nylon", "leather");
    private static final Set<String> WINTER_HATS = Set.of("beanie", "bobble hat");

    /// What an occasion says: of forms and kinds by name.
    private record Dress(Set<String> suits, Set<String> except, Set<String> against, Set<String> stuffAgainst) {}

    private static final Map<String, Dress> OCCASIONS = Map.of("wedding", new Dress(
            Set.of("wrap dress", "maxi dress", "slip dress", "pleated dress", "blazer", "court shoe", "handbag",
                    "round watch", "square watch", "link watch"),
            Set.of("rubber", "nylon", "canvas", "checked", "zigzag", "two-tone", "sporty"),
            Set.of("sneakers", "backpacks", "hoodie", "denim jacket", "down jacket", "shorts", "vest top", "slim jeans",
                    "straight jeans", "wellington", "lace-up boot", "hats"),
            Set.of("denim")), "party",
            new Dress(
                    Set.of("wrap dress", "maxi dress", "slip dress", "pleated dress", "mini dress", "blazer",
                            "bomber jacket", "court shoe", "handbag", "watches"),
                    Set.of("rubber"), Set.of("backpacks", "wellington", "running shoe", "hoodie", "down jacket",
                            "beanie", "bobble hat"),
                    Set.of()),
            "work", new Dress(
                    Set.of("shift dress", "wrap dress", "straight trousers", "wide trousers", "blazer", "coat",
                            "court shoe", "chelsea boot", "handbag", "tote", "watches", "desk", "desk lamp"),
                    Set.of("rubber", "dotted", "floral", "zigzag", "two-tone"),
                    Set.of("shorts", "vest top", "slip dress", "mini dress", "running shoe", "hoodie", "sun hat",
                            "bobble hat", "wellington", "toys"),
                    Set.of()),
            "sport", new Dress(
                    Set.of("running shoe", "crew-neck t-shirt", "v-neck t-shirt", "vest top", "shorts", "hoodie", "cap",
                            "daypack", "sports bottle", "water bottle"),
                    Set.of("linen", "denim", "leather", "wool"),
                    Set.of("dresses", "blazer", "coat", "boots", "handbag", "slim jeans", "straight jeans", "sun hat"),
                    Set.of()),
            "holiday", new Dress(
                    Set.of("sun hat", "bucket hat", "shorts", "vest top", "polo shirt", "maxi dress", "slip dress",
                            "wrap dress", "slip-on", "tote", "rucksack"),
                    Set.of("wool", "suede"),
                    Set.of("coat", "down jacket", "knee boot", "beanie", "bobble hat", "blazer"), Set.of("wool")),
            "outdoor", new Dress(
                    Set.of("lace-up boot", "wellington", "down jacket", "rucksack", "daypack", "flask", "water bottle",
                            "beanie", "bucket hat", "cap"),
                    Set.of("straw", "suede"),
                    Set.of("court shoe", "slip dress", "mini dress", "blazer", "handbag"), Set.of("satin", "suede")),
            "gift", new Dress(
                    Set.of("mugs", "teddies", "toy-cars", "building-blocks", "cushions", "plants", "watches"), Set.of(),
                    Set.of("furniture", "trousers", "shoes"), Set.of()));

    private Suiting() {}

    /// 1 if a product suits, -1 if something is against it, else 0.
    public static int of(long seed, int index, Moment moment) {
        Product product = Product.of(seed, index);
        Double temperature = moment.temperature();
        List<Integer> said = List.of(weather(product, moment.weather()),
                temperature == null ? NOTHING : temperature(product, temperature), season(product, moment.season()),
                occasion(product, moment.occasion()));
        return said.contains(AGAINST) ? AGAINST : said.contains(SUITS) ? SUITS : NOTHING;
    }

    /// The group of kinds that the picture's product belongs to.
    public static String family(long seed, int index) {
        return Product.of(seed, index).kind().family();
    }

    static boolean warms(Product product) {
        return WARMING.contains(product.kind().folder());
    }

    static int warmth(Product product) {
        int form = FORMS.entrySet().stream().filter(each -> each.getValue().contains(product.form()))
                .mapToInt(Map.Entry::getKey).sum();
        String stuff = product.make().name();
        return form + (WARM_STUFF.contains(stuff) ? 1 : 0) - (COOL_STUFF.contains(stuff) ? 1 : 0);
    }

    private static int temperature(Product product, double degrees) {
        boolean isHot = degrees >= 24;
        boolean isMild = degrees >= 14;
        boolean isCool = degrees >= 6;
        int warmth = warmth(product, isHot ? "summer" : isMild ? "spring" : isCool ? "autumn" : "winter");
        String made = isHot ? "hot" : isMild ? "mild" : isCool ? "cool" : "cold";
        return warmth == NOTHING && product.weather().equals(made) ? SUITS : warmth;
    }

    private static int season(Product product, String season) {
        int warmth = warmth(product, season);
        return warmth == NOTHING && product.season().equals(season) ? SUITS : warmth;
    }

    private static int warmth(Product product, String season) {
        if (!warms(product)) {
            return NOTHING;
        }
        int warmth = warmth(product);
        return switch (season) {
            case "summer" -> said(warmth <= -1, warmth >= 1);
            case "spring" -> said(Math.abs(warmth) <= 1, Math.abs(warmth) >= 2);
            case "autumn" -> said(warmth >= 1, warmth <= -1);
            case "winter" -> said(warmth >= 2, warmth <= -1);
            default -> NOTHING;
        };
    }

    private static int weather(Product product, String weather) {
        String kind = product.kind().folder();
        String form = product.form();
        String stuff = product.make().name();
        if (!WORN.contains(product.kind().family()) && !kind.equals("hats")) {
            return NOTHING;
        }
        return switch (weather) {
            case "rain", "storm" -> said(DRY_STUFF.contains(stuff), WET_STUFF.contains(stuff));
            case "snow" -> said((kind.equals("boots") && !form.equals("court shoe")) || (warms(product)
                    && warmth(product) >= 2), kind.equals("sneakers") || form.equals("court shoe")
                            || (warms(product) && warmth(product) <= -1));
            case "sunny" -> said(Set.of("sun hat", "cap", "bucket hat").contains(form)
                    || Set.of("linen", "straw").contains(stuff),
                    form.equals("wellington")
                            || WINTER_HATS.contains(form));
            case "wind" -> said((kind.equals("jackets") && LEATHER_OR_NYLON.contains(stuff))
                    || WINTER_HATS.contains(form), Set.of("sun hat", "mini dress", "slip dress").contains(form));
            default -> NOTHING;
        };
    }

    private static int occasion(Product product, String occasion) {
        Dress dress = OCCASIONS.get(occasion);
        if (dress == null) {
            return NOTHING;
        }
        boolean worn = WORN.contains(product.kind().family()) || product.kind().folder().equals("hats");
        var has = List.of(product.make().name(), product.pattern(), product.style());
        boolean against = named(dress.against, product) || (worn && dress.stuffAgainst.contains(product.make().name()));
        boolean suits = named(dress.suits, product) && has.stream().noneMatch(dress.except::contains);
        return said(suits || product.occasion().equals(occasion), against);
    }

    private static boolean named(Set<String> names, Product product) {
        return names.contains(product.form()) || names.contains(product.kind().folder())
                || names.contains(product.kind().family());
    }

    private static int said(boolean suits, boolean against) {
        return against ? AGAINST : suits ? SUITS : NOTHING;
    }
}
