package dev.lookalike.demo.product;

import java.util.List;
import java.util.Map;

import dev.lookalike.demo.draw.Material;
import dev.lookalike.demo.product.Kind.Make;

/// What goes with a form, where it is not all that its kind has: no straw beanies, no wellingtons of suede.
final class Fitting {
    private static final Make COTTON = new Make("cotton", Material.COTTON);
    private static final Make LINEN = new Make("linen", Material.LINEN);
    private static final Make WOOL = new Make("wool", Material.WOOL);
    private static final Make KNITTED = new Make("knitted wool", Material.KNIT);
    private static final Make DENIM = new Make("denim", Material.DENIM);
    private static final Make NYLON = new Make("nylon", Material.NYLON);
    private static final Make LEATHER = new Make("leather", Material.LEATHER);
    private static final Make SATIN = new Make("satin", Material.SATIN);
    private static final Make METAL = new Make("metal", Material.PAINT);
    private static final Make STEEL = new Make("steel", Material.PAINT);
    private static final Make GLASS = new Make("glass", Material.GLASS);
    private static final Make RUBBER = new Make("rubber", Material.PLASTIC);
    private static final Make FELT = new Make("felt", Material.WOOL);
    private static final Make STRAW = new Make("straw", Material.STRAW);

    private static final Map<String, List<Make>> MAKES = Map.ofEntries(Map.entry("beanie", List.of(KNITTED)),
            Map.entry("bobble hat", List.of(KNITTED)), Map.entry("cap", List.of(COTTON, DENIM)),
            Map.entry("bucket hat", List.of(COTTON, NYLON)),
            Map.entry("sun hat", List.of(STRAW, STRAW, FELT)), Map.entry("wellington", List.of(RUBBER)),
            Map.entry("desk lamp", List.of(METAL)),
            Map.entry("table lamp", List.of(LINEN, COTTON)), Map.entry("floor lamp", List.of(LINEN, COTTON)),
            Map.entry("denim jacket", List.of(DENIM)), Map.entry("down jacket", List.of(NYLON)),
            Map.entry("hoodie", List.of(COTTON)),
            Map.entry("blazer", List.of(WOOL, LINEN, COTTON)), Map.entry("coat", List.of(WOOL)),
            Map.entry("bomber jacket", List.of(NYLON, LEATHER)),
            Map.entry("slim jeans", List.of(DENIM)), Map.entry("straight jeans", List.of(DENIM)),
            Map.entry("slip dress", List.of(SATIN)),
            Map.entry("link watch", List.of(STEEL)), Map.entry("swing-top bottle", List.of(GLASS)),
            Map.entry("flask", List.of(STEEL)),
            Map.entry("shorts", List.of(COTTON, LINEN, DENIM)),
            Map.entry("rucksack", List.of(new Make("canvas", Material.CANVAS), LEATHER)));

    private static final List<String> PLAIN = List.of("plain");

    private static final Map<String, List<String>> PATTERNS = Map.ofEntries(
            Map.entry("wellington", List.of("plain", "dotted", "floral")),
            Map.entry("court shoe", List.of("plain", "plain", "dotted", "floral")), Map.entry("link watch", PLAIN),
            Map.entry("slim jeans", PLAIN), Map.entry("straight jeans", PLAIN),
            Map.entry("denim jacket", PLAIN),
            Map.entry("down jacket", PLAIN), Map.entry("hoodie", PLAIN), Map.entry("bomber jacket", PLAIN),
            Map.entry("desk lamp", PLAIN),
            Map.entry("rucksack", PLAIN), Map.entry("cap", List.of("plain", "plain", "checked")));

    private static final List<String> SUMMER = List.of("summer");
    private static final List<String> WINTER = List.of("winter");
    private static final List<String> MILD = List.of("spring", "autumn");

    private static final Map<String, List<String>> SEASONS = Map.ofEntries(Map.entry("sun hat", SUMMER),
            Map.entry("shorts", SUMMER),
            Map.entry("vest top", SUMMER), Map.entry("slip dress", SUMMER), Map.entry("maxi dress", SUMMER),
            Map.entry("beanie", WINTER),
            Map.entry("bobble hat", WINTER), Map.entry("down jacket", WINTER), Map.entry("coat", WINTER),
            Map.entry("knee boot", WINTER),
            Map.entry("cap", List.of("spring", "summer")), Map.entry("bucket hat", List.of("spring", "summer")),
            Map.entry("wellington", MILD),
            Map.entry("denim jacket", MILD), Map.entry("bomber jacket", MILD),
            Map.entry("court shoe", List.of("all year")),
            Map.entry("blazer", List.of("all year")), Map.entry("long-sleeved shirt", MILD));

    private static final Map<String, List<String>> OCCASIONS = Map.ofEntries(
            Map.entry("running shoe", List.of("sport")),
            Map.entry("court shoe", List.of("party", "work")), Map.entry("blazer", List.of("work", "party")),
            Map.entry("coat", List.of("work", "everyday")),
            Map.entry("down jacket", List.of("outdoor")), Map.entry("hoodie", List.of("sport", "everyday")),
            Map.entry("wellington", List.of("outdoor")),
            Map.entry("lace-up boot", List.of("outdoor", "everyday")), Map.entry("sun hat", List.of("holiday")),
            Map.entry("shift dress", List.of("work")),
            Map.entry("slip dress", List.of("party")), Map.entry("maxi dress", List.of("party", "holiday")),
            Map.entry("desk", List.of("work")),
            Map.entry("desk lamp", List.of("work")), Map.entry("sports bottle", List.of("sport")),
            Map.entry("flask", List.of("outdoor")),
            Map.entry("rucksack", List.of("outdoor", "holiday")), Map.entry("handbag", List.of("work", "party")),
            Map.entry("straight trousers", List.of("work")));

    private Fitting() {}

    static List<Make> makes(Kind kind, String form) {
        return MAKES.getOrDefault(form, kind.makes());
    }

    static List<String> patterns(Kind kind, String form) {
        return PATTERNS.getOrDefault(form, kind.patterns());
    }

    static List<String> seasons(Kind kind, String form) {
        return SEASONS.getOrDefault(form, kind.seasons());
    }

    static List<String> occasions(Kind kind, String form) {
        return OCCASIONS.getOrDefault(form, kind.occasions());
    }
}
