package dev.lookalike.demo.product;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

import dev.lookalike.demo.draw.Dice;

/// What goes with what, by the rules of `docs/demo-truth.md`, and the sets that were drawn by them, as the lines of a table.
public final class Outfits {
    static final String HEADER = "outfit,path";

    private static final int OUTFITS = 7_700_421;
    private static final int LEAST = 20;
    private static final int MOST = 4_000;
    private static final double ROOM = 0.25;
    private static final double WHIM = 0.1;

    /// How sharply a piece is chosen.
    private static final double CHOICE = 1.2;
    private static final double SAME_PALETTE = 1;
    private static final double NEUTRAL = 0.5;
    private static final double CLASH = -1;
    private static final double TWO_PATTERNS = -1.5;
    private static final double WARMTH = -0.6;
    private static final double FORMALITY = -0.6;
    private static final double SAME_STYLE = 0.5;

    private static final Set<Shade> NEUTRALS = Set.of(Shade.BLACK, Shade.CHARCOAL, Shade.GREY, Shade.WHITE, Shade.CREAM,
            Shade.BEIGE, Shade.NAVY);
    private static final Map<Integer, Set<String>> FORMAL = Map.of(
            1, Set.of("blazer", "coat", "court shoe", "chelsea boot", "handbag", "straight trousers", "wide trousers",
                    "shift dress", "wrap dress", "slip dress", "pleated dress", "round watch", "square watch",
                    "link watch"),
            -1, Set.of("running shoe", "high-top sneaker", "wellington", "hoodie", "down jacket", "shorts", "vest top",
                    "cap", "beanie", "bobble hat", "daypack", "school bag", "rucksack"));

    /// Kinds of which an outfit has one, and the chance that it has.
    private record Place(double chance, List<String> kinds) {}

    private static final List<Place> AROUND = List.of(new Place(1, List.of("sneakers", "boots")),
            new Place(0.6, List.of("jackets")), new Place(0.6, List.of("bags", "backpacks")),
            new Place(0.4, List.of("hats", "watches")));
    private static final List<Place> HOME = List.of(new Place(1, List.of("tables")), new Place(1, List.of("chairs")),
            new Place(0.7, List.of("lamps")), new Place(0.7, List.of("cushions")), new Place(0.5, List.of("plants")));

    private Outfits() {}

    /// How many outfits a shop with so many pictures has.
    public static int count(int count) {
        return Math.clamp(count / 2, LEAST, MOST);
    }

    /// What an outfit is called.
    public static String name(int outfit) {
        return String.format(Locale.ROOT, "outfit-%04d", outfit + 1);
    }

    /// How well two pictures' products go together.
    public static double fit(long seed, int one, int other) {
        return fit(Product.of(seed, one), Product.of(seed, other));
    }

    static double fit(Product one, Product other) {
        double fit = colours(one.colour(), other.colour());
        fit += patterned(one) && patterned(other) ? TWO_PATTERNS : 0;
        fit += one.style().equals(other.style()) ? SAME_STYLE : 0;
        if (Suiting.warms(one) && Suiting.warms(other)) {
            fit += WARMTH * Math.abs(Suiting.warmth(one) - Suiting.warmth(other));
        }
        return fit + FORMALITY * Math.abs(formality(one) - formality(other));
    }

    private static double colours(Shade one, Shade other) {
        if (Person.PALETTES.stream().anyMatch(palette -> palette.contains(one) && palette.contains(other))) {
            return SAME_PALETTE;
        }
        return NEUTRALS.contains(one) || NEUTRALS.contains(other) ? NEUTRAL : CLASH;
    }

    private static boolean patterned(Product product) {
        return !product.pattern().equals("plain");
    }

    private static int formality(Product product) {
        return FORMAL.entrySet().stream().filter(each -> each.getValue().contains(product.form()))
                .mapToInt(Map.Entry::getKey).findFirst().orElse(0);
    }

    /// The places of the pictures in each outfit.
    public static List<int[]> all(long seed, int count) {
        List<Product> products = IntStream.range(0, count).mapToObj(index -> Product.of(seed, index)).toList();
        var byKind = new TreeMap<String, List<Integer>>();
        for (int index = 0; index < count; index++) {
            byKind.computeIfAbsent(products.get(index).kind().folder(), _ -> new ArrayList<>()).add(index);
        }
        return IntStream.range(0, count(count)).mapToObj(number -> drawn(seed, number, products, byKind))
                .filter(outfit -> outfit.length > 1).toList();
    }

    private static int[] drawn(long seed, int number, List<Product> products, Map<String, List<Integer>> byKind) {
        Dice dice = Dice.of(seed, OUTFITS, number);
        var outfit = new ArrayList<Integer>();
        for (Place place : places(dice)) {
            boolean there = dice.chance(place.chance);
            List<Integer> choices = byKind.getOrDefault(dice.pick(place.kinds), List.of());
            if (there && !choices.isEmpty()) {
                outfit.add(dice.chance(WHIM) ? dice.pick(choices) : fitting(dice, outfit, choices, products));
            }
        }
        return outfit.stream().mapToInt(Integer::intValue).toArray();
    }

    private static List<Place> places(Dice dice) {
        if (dice.chance(ROOM)) {
            return HOME;
        }
        var places = new ArrayList<Place>();
        for (String kind : dice.chance(0.4) ? List.of("dresses") : List.of("t-shirts", "trousers")) {
            places.add(new Place(1, List.of(kind)));
        }
        places.addAll(AROUND);
        return places;
    }

    private static int fitting(Dice dice, List<Integer> outfit, List<Integer> choices, List<Product> products) {
        int best = choices.getFirst();
        double most = Double.NEGATIVE_INFINITY;
        for (int choice : choices) {
            // The largest of these sums is drawn with a chance in proportion to the exponential (Gumbel).
            double sum = -StrictMath.log(-StrictMath.log(dice.unit() + 1e-300));
            for (int other : outfit) {
                sum += CHOICE * fit(products.get(choice), products.get(other));
            }
            if (sum > most) {
                most = sum;
                best = choice;
            }
        }
        return best;
    }

    static List<String> lines(long seed, int count) {
        var lines = new ArrayList<String>(List.of(HEADER));
        int number = 0;
        for (int[] outfit : all(seed, count)) {
            for (int index : outfit) {
                lines.add(name(number) + ',' + Shoot.of(seed, index).path());
            }
            number++;
        }
        return lines;
    }
}
