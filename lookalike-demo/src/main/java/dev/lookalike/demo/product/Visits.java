package dev.lookalike.demo.product;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

import dev.lookalike.demo.draw.Dice;

/// What the shop's customers did, as the lines of a table.
public final class Visits {
    static final String HEADER = "user,path,kind,rating,at";

    private static final int VISITS = 7_700_419;
    private static final long BEGIN = Instant.parse("2026-01-01T08:00:00Z").getEpochSecond();
    private static final int SECONDS = 300 * 86_400;
    private static final int LEAST_PEOPLE = 20;
    private static final int MOST_PEOPLE = 2_000;

    private Visits() {}

    /// How many people visit a shop with so many pictures.
    public static int people(int count) {
        return Math.clamp(count / 4, LEAST_PEOPLE, MOST_PEOPLE);
    }

    /// What a customer is called.
    public static String name(int person) {
        return String.format(Locale.ROOT, "person-%04d", person + 1);
    }

    /// How likely a customer does something with a picture, as the logarithm of a weight.
    public static double preference(long seed, int person, int index) {
        return Person.of(seed, person).preference(seed, Product.of(seed, index));
    }

    private record Choice(int index, double liking, double key) {}

    static List<String> lines(long seed, int count) {
        List<Product> products = IntStream.range(0, count).mapToObj(index -> Product.of(seed, index)).toList();
        List<String> paths = IntStream.range(0, count).mapToObj(index -> Shoot.of(seed, index).path()).toList();
        var lines = new ArrayList<String>(List.of(HEADER));
        for (int number = 0; number < people(count); number++) {
            Person person = Person.of(seed, number);
            Dice dice = Dice.of(seed, VISITS, number);
            int likes = Math.min(count / 2, 12 + dice.below(29));
            var choices = new ArrayList<Choice>();
            for (int index = 0; index < count; index++) {
                // Drawing without replacement, weight by weight, is taking the largest of these sums (Gumbel).
                double gumbel = -StrictMath.log(-StrictMath.log(dice.unit() + 1e-300));
                choices.add(new Choice(index, person.liking(products.get(index)),
                        person.preference(seed, products.get(index)) + gumbel));
            }
            List<Choice> taken = choices.stream().sorted(Comparator.comparingDouble(Choice::key).reversed())
                    .limit(likes).toList();
            double middle = taken.stream().mapToDouble(Choice::liking).sorted().skip(likes / 2).findFirst().orElse(0);
            for (Choice choice : taken) {
                double chance = dice.unit();
                String said = chance < 0.5
                        ? "rating," + (choice.liking >= middle ? 5 : 4)
                        : chance < 0.85 ? "click," : "purchase,";
                lines.add(line(number, paths.get(choice.index), said, dice));
            }
            var indexes = new HashSet<Integer>();
            taken.forEach(choice -> indexes.add(choice.index));
            List<Choice> left = choices.stream().filter(choice -> !indexes.contains(choice.index))
                    .sorted(Comparator.comparingDouble(Choice::liking)).limit(count / 2).toList();
            for (int i = 0; i < likes / 5 && !left.isEmpty(); i++) {
                lines.add(line(number, paths.get(dice.pick(left).index), "rating," + (1 + dice.below(2)), dice));
            }
        }
        return lines;
    }

    private static String line(int person, String path, String said, Dice dice) {
        return "%s,%s,%s,%s".formatted(name(person), path, said,
                Instant.ofEpochSecond(BEGIN + dice.below(SECONDS)));
    }
}
