package dev.lookalike.demo.product;

import java.util.List;

import dev.lookalike.demo.draw.Material;
import dev.lookalike.demo.product.Kind.Make;

import static dev.lookalike.demo.product.Kind.Stance.LIES_TALL;
import static dev.lookalike.demo.product.Kind.Stance.STANDS_TALL;
import static dev.lookalike.demo.product.Kind.Stance.STANDS_WIDE;

/// Everything the shop sells, in the order of its pictures.
final class Assortment {
    private static final Make COTTON = new Make("cotton", Material.COTTON);
    private static final Make LINEN = new Make("linen", Material.LINEN);
    private static final Make WOOL = new Make("wool", Material.WOOL);
    private static final Make DENIM = new Make("denim", Material.DENIM);
    private static final Make CANVAS = new Make("canvas", Material.CANVAS);
    private static final Make NYLON = new Make("nylon", Material.NYLON);
    private static final Make LEATHER = new Make("leather", Material.LEATHER);
    private static final Make SUEDE = new Make("suede", Material.SUEDE);
    private static final Make CERAMIC = new Make("ceramic", Material.CERAMIC);
    private static final Make STONEWARE = new Make("stoneware", Material.STONEWARE);
    private static final List<String> ALL_YEAR = List.of("all year");
    private static final List<String> WARM = List.of("spring", "summer");

    private static final List<String> HOME = List.of("everyday", "gift");

    static final List<Kind> KINDS = List.of(
            new Kind("t-shirts", "clothing", LIES_TALL,
                    List.of("crew-neck t-shirt", "v-neck t-shirt", "polo shirt", "long-sleeved shirt", "vest top"),
                    List.of(COTTON, new Make("jersey", Material.JERSEY), LINEN),
                    List.of("plain", "plain", "striped", "checked", "dotted", "floral", "two-tone"), Shade.ALL, WARM,
                    List.of("everyday", "holiday", "sport"), 12, 45, new Tops()),
            new Kind("mugs", "kitchen", STANDS_TALL, List.of("mug", "tall mug", "round mug", "tapered mug", "cup"),
                    List.of(CERAMIC, STONEWARE),
                    List.of("plain", "plain", "striped", "dotted", "floral", "two-tone", "speckled"), Shade.ALL,
                    ALL_YEAR, List.of("everyday", "gift", "work"), 8, 32, new Mugs()),
            new Kind("sneakers", "shoes", STANDS_WIDE,
                    List.of("low sneaker", "high-top sneaker", "slip-on", "running shoe"),
                    List.of(CANVAS, LEATHER, SUEDE, new Make("mesh", Material.KNIT)),
                    List.of("plain", "plain", "plain", "plain", "checked", "floral"),
                    Shade.ALL, List.of("spring", "summer", "autumn"), List.of("everyday", "sport", "holiday"), 45, 140,
                    new Sneakers()),
            new Kind("chairs", "furniture", STANDS_TALL,
                    List.of("dining chair", "shell chair", "upholstered chair", "armchair", "bar stool"),
                    List.of(new Make("linen", Material.LINEN), new Make("velvet", Material.SATIN), WOOL, LEATHER),
                    List.of("plain", "plain", "plain", "striped", "checked", "floral"),
                    Shade.ALL, ALL_YEAR, List.of("home", "work"), 70, 620, new Chairs()),
            new Kind("dresses", "clothing", LIES_TALL,
                    List.of("wrap dress", "shift dress", "maxi dress", "slip dress", "mini dress", "pleated dress"),
                    List.of(COTTON, LINEN, new Make("satin", Material.SATIN), WOOL),
                    List.of("plain", "plain", "floral", "floral", "dotted", "striped", "checked"),
                    Shade.ALL, List.of("spring", "summer", "autumn"), List.of("party", "everyday", "work", "holiday"),
                    35, 190, new Dresses()),
            new Kind("bottles", "kitchen", STANDS_TALL,
                    List.of("water bottle", "sports bottle", "swing-top bottle", "flask"),
                    List.of(new Make("steel", Material.PAINT), new Make("plastic", Material.PLASTIC),
                            new Make("glass", Material.GLASS)),
                    List.of("plain", "plain", "striped", "two-tone"), Shade.ALL, ALL_YEAR,
                    List.of("sport", "everyday", "outdoor"), 9, 39, new Bottles()),
            new Kind("teddies", "toys", STANDS_TALL, List.of("teddy bear", "rabbit", "cat"),
                    List.of(new Make("plush", Material.PLUSH), new Make("felt", Material.WOOL)),
                    List.of("plain", "plain", "plain", "checked", "dotted"), Shade.ALL, ALL_YEAR,
                    List.of("gift", "play"), 14, 60, new Teddies()),
            new Kind("bags", "bags", STANDS_TALL, List.of("tote", "shopper", "handbag", "bucket bag"),
                    List.of(CANVAS, LEATHER, COTTON),
                    List.of("plain", "plain", "striped", "dotted", "floral", "checked"), Shade.ALL, ALL_YEAR,
                    List.of("everyday", "work", "holiday", "party"), 18, 240,
                    new Totes()),
            new Kind("plants", "home", STANDS_TALL,
                    List.of("rubber plant", "snake plant", "fern", "cactus", "pancake plant"),
                    List.of(CERAMIC, new Make("terracotta", Material.TERRACOTTA), STONEWARE),
                    List.of("plain", "plain", "striped", "speckled", "zigzag"), Shade.ALL, ALL_YEAR,
                    HOME, 9, 85, new Plants()),
            new Kind("trousers", "clothing", LIES_TALL,
                    List.of("straight trousers", "wide trousers", "cropped trousers", "slim jeans", "straight jeans",
                            "shorts"),
                    List.of(COTTON, LINEN, DENIM, WOOL), List.of("plain", "plain", "plain", "pinstriped", "checked"),
                    Shade.ALL, List.of("spring", "autumn", "all year"),
                    List.of("work", "everyday", "outdoor"), 29, 130, new Trousers()),
            new Kind("toy-cars", "toys", STANDS_WIDE,
                    List.of("toy car", "toy van", "toy pick-up", "toy beetle", "toy racer"),
                    List.of(new Make("metal", Material.PAINT), new Make("plastic", Material.PLASTIC)),
                    List.of("plain", "plain", "striped", "two-tone"), Shade.ALL, ALL_YEAR,
                    List.of("gift", "play"), 8, 48, new Cars()),
            new Kind("lamps", "home", STANDS_TALL, List.of("table lamp", "floor lamp", "desk lamp"),
                    List.of(LINEN, COTTON, new Make("metal", Material.PAINT)),
                    List.of("plain", "plain", "striped", "pinstriped", "floral", "zigzag"), Shade.ALL, ALL_YEAR,
                    List.of("home", "work"), 25, 260, new Lamps()),
            new Kind("watches", "accessories", LIES_TALL,
                    List.of("round watch", "square watch", "chronograph", "link watch"),
                    List.of(LEATHER, new Make("rubber", Material.RUBBER), NYLON),
                    List.of("plain", "plain", "plain", "striped"), Shade.ALL, ALL_YEAR,
                    List.of("everyday", "work", "party", "gift"), 60, 480, new Watches()),
            new Kind("jackets", "clothing", LIES_TALL,
                    List.of("blazer", "coat", "bomber jacket", "down jacket", "denim jacket", "hoodie"),
                    List.of(WOOL, COTTON, NYLON, LEATHER, DENIM),
                    List.of("plain", "plain", "plain", "checked", "pinstriped"), Shade.ALL,
                    List.of("autumn", "winter", "spring"),
                    List.of("everyday", "work", "outdoor", "party"), 49, 320, new Jackets()),
            new Kind("boots", "shoes", STANDS_TALL,
                    List.of("chelsea boot", "lace-up boot", "knee boot", "wellington", "court shoe"),
                    List.of(LEATHER, SUEDE, LEATHER),
                    List.of("plain"), Shade.ALL,
                    List.of("autumn", "winter"), List.of("everyday", "outdoor", "party", "work"), 49, 260, new Boots()),
            new Kind("cushions", "home", STANDS_TALL, List.of("square cushion", "bolster", "round cushion"),
                    List.of(COTTON, LINEN, new Make("velvet", Material.SATIN), new Make("knitted wool", Material.KNIT)),
                    List.of("plain", "striped", "checked", "dotted", "floral", "zigzag"), Shade.ALL, ALL_YEAR,
                    List.of("home", "gift"), 12, 65, new Cushions()),
            new Kind("backpacks", "bags", STANDS_TALL, List.of("daypack", "school bag", "rucksack"),
                    List.of(CANVAS, NYLON, LEATHER), List.of("plain", "plain", "plain", "dotted", "floral", "checked"),
                    Shade.ALL, ALL_YEAR, List.of("outdoor", "everyday", "work", "holiday"), 29, 190, new Backpacks()),
            new Kind("tables", "furniture", STANDS_WIDE,
                    List.of("dining table", "round table", "side table", "coffee table", "desk"),
                    List.of(new Make("wood", Material.WOOD)),
                    List.of("plain"), Shade.WOODS, ALL_YEAR, List.of("home", "work"), 60, 890, new Tables()),
            new Kind("hats", "accessories", STANDS_WIDE,
                    List.of("cap", "beanie", "bobble hat", "bucket hat", "sun hat"),
                    List.of(COTTON, new Make("felt", Material.WOOL), new Make("straw", Material.STRAW)),
                    List.of("plain", "plain", "plain", "striped", "checked", "zigzag"), Shade.ALL, List.of("all year"),
                    List.of("everyday", "outdoor", "holiday", "sport"), 12, 75, new Hats()),
            new Kind("building-blocks", "toys", STANDS_TALL, List.of("tower blocks", "castle blocks", "house blocks"),
                    List.of(new Make("wood", Material.WOOD), new Make("plastic", Material.PLASTIC)),
                    List.of("plain"), Shade.ALL, ALL_YEAR, List.of("gift", "play"), 12, 70, new Blocks()));

    private Assortment() {}
}
