package dev.lookalike.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.lookalike.gallery.Gallery;
import dev.lookalike.gallery.Match;
import dev.lookalike.gallery.Progress;
import dev.lookalike.gallery.Query;
import dev.lookalike.gallery.Words;
import dev.lookalike.vision.Crop;
import dev.lookalike.vision.TextEmbedder;

/// Whether looks and what is told, fused, answer better than either alone, on the demo's products.
///
/// A question is a colour and a kind, such as `red boots`. A product of that kind in that colour is worth 3, one of the kind 1
/// (gains of nDCG for grades 2 and 1). The kind's name is the folder's and seldom told; the colour is told and seldom seen.
final class FusionTrial {
    private static final int FIRST = 10;
    private static final int DEPTH = 200;
    private static final double SMOOTHING = 60;
    private static final int LEAST = 3;
    private static final List<List<String>> SETTINGS = List.of(List.of("name"), List.of("description"),
            List.of("name", "description"));

    private static final List<String> ALL = List.of("name", "description", "category", "family", "form", "colour",
            "second_colour", "pattern", "material", "style", "season", "weather", "occasion", "price");

    private record Product(String kind, String colour) {}

    private record Question(String words, String kind, String colour) {}

    private FusionTrial() {}

    /// Arguments: `--seed N`, `--count N`, `--folder F`.
    static void main(String[] arguments) throws IOException {
        try (var shop = DemoShop.open(arguments)) {
            Gallery gallery = shop.gallery();
            gallery.traits().make(Progress.none());
            var told = new TreeMap<Long, Map<String, String>>();
            shop.images().forEach((id, image) -> told.put(id, image.metadata()));
            var products = new HashMap<Long, Product>();
            told.forEach((id, fields) -> products.put(id,
                    new Product(fields.getOrDefault("category", ""), fields.getOrDefault("colour", ""))));
            List<Question> questions = questions(products);
            System.out.printf("%d products, %d questions%n%n", products.size(), questions.size());
            System.out.println("| told | looks | keywords | meaning | by reciprocal ranks | fused |");
            System.out.println("|---|---|---|---|---|---|");
            Map<Question, List<Long>> looks = orders(gallery, told, List.of(), questions);
            for (List<String> fields : SETTINGS) {
                Map<Question, List<Long>> both = orders(gallery, told, fields, questions);
                show(fields, questions, products,
                        List.of(looks, texts(told, fields, questions), meanings(told, fields, questions)), both);
            }
            showBeside(gallery, told, products, questions);
        }
    }

    /// The same questions asked with a picture of the kind in another colour, and the colour: like this, but red.
    private static void showBeside(Gallery gallery, Map<Long, Map<String, String>> told, Map<Long, Product> products,
            List<Question> questions) {
        System.out.printf("%n| like this, but in another colour; told | the picture alone | the word alone | both |%n");
        System.out.println("|---|---|---|---|");
        for (List<String> fields : Stream.of(List.of(List.<String>of()), SETTINGS, List.of(ALL)).flatMap(List::stream)
                .toList()) {
            describe(gallery, told, fields);
            var picture = new LinkedHashMap<Question, List<Long>>();
            var word = new LinkedHashMap<Question, List<Long>>();
            var both = new LinkedHashMap<Question, List<Long>>();
            for (Question question : questions) {
                long shown = shown(products, question);
                var colour = Words.of(question.colour);
                picture.put(question, ids(gallery.similarTo(shown, DEPTH)));
                word.put(question, ids(gallery.similarTo(colour, DEPTH)));
                both.put(question, ids(gallery
                        .search(Query.of(new Query.Inside(shown, Crop.WHOLE, 1), colour), DEPTH).matches()));
            }
            System.out.printf(Locale.ROOT, "| %s | %.3f | %.3f | **%.3f** |%n",
                    fields.isEmpty()
                            ? "nothing"
                            : fields.equals(ALL) ? "all of the table" : String.join(" and ", fields),
                    mean(questions, products, picture), mean(questions, products, word),
                    mean(questions, products, both));
        }
    }

    /// A picture of the question's kind in another colour, the same for the same question.
    private static long shown(Map<Long, Product> products, Question question) {
        List<Long> others = products.entrySet().stream()
                .filter(each -> each.getValue().kind.equals(question.kind)
                        && !each.getValue().colour.equals(question.colour))
                .map(Map.Entry::getKey).sorted().toList();
        return others.get(Math.floorMod(question.words.hashCode(), others.size()));
    }

    private static List<Long> ids(List<Match> matches) {
        return matches.stream().map(match -> match.image().id()).toList();
    }

    private static List<Question> questions(Map<Long, Product> products) {
        var counts = new TreeMap<String, Question>();
        var sizes = new HashMap<String, Integer>();
        products.values().forEach(product -> {
            String words = "%s %s".formatted(product.colour, product.kind.replace('-', ' '));
            sizes.merge(words, 1, Integer::sum);
            counts.put(words, new Question(words, product.kind, product.colour));
        });
        return counts.values().stream().filter(each -> sizes.getOrDefault(each.words, 0) >= LEAST).toList();
    }

    /// What the gallery answers while only some fields are told.
    private static Map<Question, List<Long>> orders(Gallery gallery, Map<Long, Map<String, String>> told,
            List<String> fields, List<Question> questions) {
        describe(gallery, told, fields);
        var orders = new LinkedHashMap<Question, List<Long>>();
        for (Question question : questions) {
            orders.put(question, ids(gallery.similarTo(Words.of(question.words), DEPTH)));
        }
        return orders;
    }

    /// Tells some fields of each picture, and no others.
    private static void describe(Gallery gallery, Map<Long, Map<String, String>> told, List<String> fields) {
        told.forEach((id, all) -> {
            var kept = new HashMap<String, String>();
            fields.forEach(field -> kept.put(field, all.getOrDefault(field, "")));
            gallery.describe(id, kept);
        });
    }

    /// The order of what is told alone, as the gallery has it: FTS5 with stems, any of the words, BM25.
    private static Map<Question, List<Long>> texts(Map<Long, Map<String, String>> told, List<String> fields,
            List<Question> questions) {
        var orders = new LinkedHashMap<Question, List<Long>>();
        try (Connection memory = DriverManager.getConnection("jdbc:sqlite::memory:");
                Statement statement = memory.createStatement()) {
            statement.execute("CREATE VIRTUAL TABLE told USING fts5(text, tokenize='porter unicode61')");
            try (PreparedStatement insert = memory.prepareStatement("INSERT INTO told(rowid, text) VALUES(?, ?)")) {
                for (var each : told.entrySet()) {
                    insert.setLong(1, each.getKey());
                    insert.setString(2, fields.stream().map(field -> each.getValue().getOrDefault(field, ""))
                            .collect(Collectors.joining("\n")));
                    insert.executeUpdate();
                }
            }
            try (PreparedStatement find = memory
                    .prepareStatement("SELECT rowid FROM told WHERE told MATCH ? ORDER BY rank, rowid LIMIT 1000")) {
                for (Question question : questions) {
                    find.setString(1, Arrays.stream(question.words.split(" ")).map(word -> '"' + word + '"')
                            .collect(Collectors.joining(" OR ")));
                    orders.put(question, ids(find));
                }
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("SQLite failed", failure);
        }
        return orders;
    }

    /// The order of what is told by its meaning alone.
    private static Map<Question, List<Long>> meanings(Map<Long, Map<String, String>> told, List<String> fields,
            List<Question> questions) {
        var orders = new LinkedHashMap<Question, List<Long>>();
        try (var text = TextEmbedder.bundled()) {
            var vectors = new TreeMap<Long, float[]>();
            told.forEach((id, all) -> vectors.put(id, text.embed(fields.stream()
                    .map(field -> all.getOrDefault(field, "")).collect(Collectors.joining("\n")))));
            for (Question question : questions) {
                float[] asked = text.embed(question.words);
                orders.put(question, vectors.entrySet().stream()
                        .sorted(Comparator.comparingDouble(each -> -dot(asked, each.getValue()))).limit(DEPTH)
                        .map(Map.Entry::getKey).toList());
            }
        }
        return orders;
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static List<Long> ids(PreparedStatement find) throws SQLException {
        var ids = new ArrayList<Long>();
        try (ResultSet rows = find.executeQuery()) {
            while (rows.next()) {
                ids.add(rows.getLong(1));
            }
        }
        return ids;
    }

    private static Map<Question, List<Long>> byRanks(List<Question> questions,
            List<Map<Question, List<Long>>> alone) {
        var orders = new LinkedHashMap<Question, List<Long>>();
        for (Question question : questions) {
            var sums = new TreeMap<Long, Double>();
            alone.forEach(each -> add(sums, each.getOrDefault(question, List.of())));
            orders.put(question, sums.keySet().stream()
                    .sorted(Comparator.comparingDouble((Long id) -> -sums.getOrDefault(id, 0.0))).toList());
        }
        return orders;
    }

    private static void add(Map<Long, Double> sums, List<Long> order) {
        for (int place = 0; place < order.size(); place++) {
            sums.merge(order.get(place), 1 / (SMOOTHING + place + 1), Double::sum);
        }
    }

    private static void show(List<String> fields, List<Question> questions, Map<Long, Product> products,
            List<Map<Question, List<Long>>> alone, Map<Question, List<Long>> fused) {
        System.out.printf(Locale.ROOT, "| %s | %.3f | %.3f | %.3f | %.3f | **%.3f** |%n", String.join(" and ", fields),
                mean(questions, products, alone.get(0)), mean(questions, products, alone.get(1)),
                mean(questions, products, alone.get(2)), mean(questions, products, byRanks(questions, alone)),
                mean(questions, products, fused));
    }

    private static double mean(List<Question> questions, Map<Long, Product> products,
            Map<Question, List<Long>> orders) {
        return questions.stream()
                .mapToDouble(question -> gain(question, products, orders.getOrDefault(question, List.of()))).average()
                .orElse(0);
    }

    private static double gain(Question question, Map<Long, Product> products, List<Long> order) {
        var worth = new ArrayList<Integer>();
        products.values().forEach(product -> worth.add(worth(question, product)));
        worth.sort(Comparator.reverseOrder());
        double ideal = 0;
        double found = 0;
        for (int place = 0; place < FIRST; place++) {
            double discount = Math.log(2) / Math.log(place + 2);
            ideal += worth.get(place) * discount;
            Product product = place < order.size() ? products.get(order.get(place)) : null;
            found += product == null ? 0 : worth(question, product) * discount;
        }
        return found / ideal;
    }

    private static int worth(Question question, Product product) {
        if (!product.kind.equals(question.kind)) {
            return 0;
        }
        return product.colour.equals(question.colour) ? 3 : 1;
    }
}
