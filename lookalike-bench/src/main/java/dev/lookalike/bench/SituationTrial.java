package dev.lookalike.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

import dev.lookalike.demo.DemoCatalogue;
import dev.lookalike.demo.Moment;
import dev.lookalike.gallery.Context;
import dev.lookalike.gallery.Filter;
import dev.lookalike.gallery.Gallery;
import dev.lookalike.gallery.Image;
import dev.lookalike.gallery.Match;
import dev.lookalike.gallery.Query;
import dev.lookalike.gallery.Rules;
import dev.lookalike.gallery.Situating;
import org.jspecify.annotations.Nullable;

/// How many of the first ten answers suit a situation, on the demo's products, whose truth is in `docs/demo-truth.md`.
///
/// The oracle takes the nearest that suit among as many as a context chooses from, and fills up with the nearest.
final class SituationTrial {
    private static final int FIRST = 10;
    private static final int CANDIDATES = 300;
    private static final int QUERIES = 60;
    private static final List<String> TELLING = List.of("season", "weather", "occasion");

    private static final List<Moment> MOMENTS = List.of(moment("rain", 12.0, "", ""), moment("snow", -5.0, "", ""),
            moment("sunny", 28.0, "", ""), moment("wind", 9.0, "", ""), moment("", 18.0, "", ""),
            moment("", null, "summer", ""), moment("", null, "winter", ""), moment("", null, "", "wedding"),
            moment("", null, "", "party"), moment("", null, "", "work"), moment("", null, "", "sport"),
            moment("sunny", 30.0, "", "holiday"), moment("rain", 8.0, "", "outdoor"), moment("", null, "", "gift"));

    /// The fields of the table that are told, by what that is called.
    private static final Map<String, Set<String>> TOLD = new LinkedHashMap<>();

    static {
        TOLD.put("all of the table", Set.of());
        TOLD.put("without season, weather, occasion", Set.copyOf(TELLING));
        TOLD.put("nothing: guessed from pictures", Set.of("*"));
    }

    private final Gallery gallery;
    private final long seed;
    private final double strength;
    private final Map<Long, Integer> indexes = new TreeMap<>();

    private SituationTrial(Gallery gallery, long seed, double strength) {
        this.gallery = gallery;
        this.seed = seed;
        this.strength = strength;
        for (Image image : gallery.images(Filter.all(), 0, Gallery.MAX_COUNT)) {
            indexes.put(image.id(), Integer.parseInt(image.name().substring(0, image.name().indexOf('.'))));
        }
    }

    private static Moment moment(String weather, @Nullable Double temperature, String season, String occasion) {
        return new Moment(weather, temperature, season, occasion);
    }

    /// What was found for one way of answering.
    private static final class Sum {
        double suiting;
        double similarity;
        int answers;

        void add(List<Match> matches, ToIntFunction<Match> suits) {
            for (Match match : matches) {
                suiting += suits.applyAsInt(match) > 0 ? 1 : 0;
                similarity += match.score();
                answers++;
            }
        }

        void add(Sum other) {
            suiting += other.suiting;
            similarity += other.similarity;
            answers += other.answers;
        }

        double share() {
            return suiting / answers;
        }
    }

    /// Arguments: `--seed N`, `--count N`, `--strength S`, `--rules FILE`, `--folder F` (kept for the next time).
    static void main(String[] arguments) throws IOException {
        try (var shop = DemoShop.open(arguments)) {
            Gallery gallery = shop.gallery();
            double strength = Double.parseDouble(shop.option("--strength").orElse("0.5"));
            shop.option("--rules").ifPresent(
                    rules -> gallery.situate(Situating.by(Rules.read(Path.of(rules)), List.of())));
            System.out.printf(Locale.ROOT, "seed %d, %d products, strength %.2f%n%n", shop.seed(), shop.count(),
                    strength);
            System.out.println(
                    "| told | nearest | in the situation | oracle | gap closed | similarity: nearest, ours, oracle |");
            System.out.println("|---|---|---|---|---|---|");
            for (var told : TOLD.entrySet()) {
                gallery.describe(table(shop, told.getValue()));
                new SituationTrial(gallery, shop.seed(), strength).run(told.getKey(),
                        shop.option("--each").isPresent());
            }
        }
    }

    /// The shop's table with some columns empty; all of them where that is `*`.
    private static Path table(DemoShop shop, Set<String> without) throws IOException {
        List<String> lines = Files.readAllLines(shop.table());
        List<String> columns = cells(lines.getFirst());
        var written = new ArrayList<String>(List.of(lines.getFirst()));
        for (String line : lines.subList(1, lines.size())) {
            List<String> cells = cells(line);
            var kept = new ArrayList<String>();
            for (int i = 0; i < columns.size(); i++) {
                boolean gone = without.contains(columns.get(i)) || (without.contains("*")
                        && !columns.get(i).equals("path"));
                kept.add(gone ? "" : '"' + cells.get(i).replace("\"", "\"\"") + '"');
            }
            written.add(String.join(",", kept));
        }
        return Files.write(shop.products().resolve("told.csv"), written);
    }

    private static List<String> cells(String line) {
        var cells = new ArrayList<String>();
        var cell = new StringBuilder();
        boolean quoted = false;
        for (char letter : (line + ",").toCharArray()) {
            if (letter == '"') {
                quoted = !quoted;
            } else if (letter == ',' && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(letter);
            }
        }
        return cells;
    }

    private void run(String told, boolean each) {
        var none = new Sum();
        var ours = new Sum();
        var oracle = new Sum();
        for (Moment moment : MOMENTS) {
            var here = List.of(new Sum(), new Sum(), new Sum());
            ask(moment, here.get(0), here.get(1), here.get(2));
            if (each) {
                show("%s: %s".formatted(told, moment), here.get(0), here.get(1), here.get(2));
            }
            none.add(here.get(0));
            ours.add(here.get(1));
            oracle.add(here.get(2));
        }
        show(told, none, ours, oracle);
    }

    private static void show(String what, Sum none, Sum ours, Sum oracle) {
        System.out.printf(Locale.ROOT, "| %s | %.3f | %.3f | %.3f | %.0f %% | %.3f, %.3f, %.3f |%n", what, none.share(),
                ours.share(), oracle.share(), 100 * (ours.share() - none.share()) / (oracle.share() - none.share()),
                none.similarity / none.answers, ours.similarity / ours.answers, oracle.similarity / oracle.answers);
    }

    private void ask(Moment moment, Sum none, Sum ours, Sum oracle) {
        Set<String> families = new HashSet<>();
        indexes.values().stream().filter(index -> DemoCatalogue.suits(seed, index, moment) > 0)
                .forEach(index -> families.add(DemoCatalogue.family(seed, index)));
        Context context = context(moment);
        int step = Math.max(1, indexes.size() / QUERIES);
        // A step that shares no factor with the number of kinds asks of all of them.
        step += step % 2 == 0 ? 1 : 0;
        step += step % 5 == 0 ? 2 : 0;
        int number = 0;
        for (var asked : indexes.entrySet()) {
            if (number++ % step != 0 || !families.contains(DemoCatalogue.family(seed, asked.getValue()))) {
                continue;
            }
            List<Match> nearest = gallery.search(Query.like(asked.getKey()), CANDIDATES).matches();
            none.add(nearest.subList(0, FIRST), match -> suits(match, moment));
            ours.add(gallery.search(Query.like(asked.getKey()).in(context), FIRST).matches(),
                    match -> suits(match, moment));
            var best = new ArrayList<>(
                    nearest.stream().filter(match -> suits(match, moment) > 0).limit(FIRST).toList());
            nearest.stream().filter(match -> suits(match, moment) <= 0).limit(FIRST - best.size()).forEach(best::add);
            oracle.add(best, match -> suits(match, moment));
        }
    }

    private int suits(Match match, Moment moment) {
        return DemoCatalogue.suits(seed, indexes.getOrDefault(match.image().id(), 0), moment);
    }

    private Context context(Moment moment) {
        Context context = Context.NOW.strength(strength).occasion(moment.occasion());
        if (!moment.weather().isEmpty()) {
            context = context.weather(Context.Weather.named(moment.weather()));
        }
        if (!moment.season().isEmpty()) {
            context = context.season(Context.Season.named(moment.season()));
        }
        Double temperature = moment.temperature();
        return temperature == null ? context : context.temperature(temperature);
    }
}
