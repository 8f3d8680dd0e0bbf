package dev.lookalike.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import dev.lookalike.gallery.Event;
import dev.lookalike.gallery.Filter;
import dev.lookalike.gallery.Gallery;
import dev.lookalike.gallery.Match;
import dev.lookalike.gallery.Query;
import dev.lookalike.gallery.User;
import dev.lookalike.vision.Embedder;
import dev.lookalike.vision.ModelStore;

/// Whether a gallery's answers for people foresee likes that were held out: from a person's own likes alone, and by what was learnt of
/// everybody's.
///
/// A tenth of the pictures is cold: nobody's likes of them are kept. Of the other likes of each person a fifth is held out. Asked are all
/// pictures, and the cold ones alone. A person's own likes answer where nobody else is known, so for that each is alone in the gallery.
final class RecommendTrial {
    private static final int FIRST = 10;
    private static final int MOST = 1_000;
    private static final double COLD = 0.1;
    private static final double HELD = 0.2;
    private static final int LIKED = 4;

    private final Gallery gallery;
    private final Map<String, List<Event>> kept = new TreeMap<>();
    private final Map<String, Set<Long>> held = new HashMap<>();
    private final Set<Long> cold = new TreeSet<>();
    private final Map<Long, float[]> looks = new HashMap<>();

    private RecommendTrial(Gallery gallery) {
        this.gallery = gallery;
    }

    /// Arguments: a gallery with people, which is copied; of how many people at most; the seed of what is held out.
    static void main(String[] arguments) throws IOException {
        Path work = Files.createTempDirectory("lookalike-recommend");
        try {
            copy(Path.of(arguments[0]), work.resolve("gallery"));
            int people = arguments.length > 1 ? Integer.parseInt(arguments[1]) : Integer.MAX_VALUE;
            long seed = arguments.length > 2 ? Long.parseLong(arguments[2]) : 0;
            String model = Gallery.model(work.resolve("gallery")).orElseThrow();
            try (var embedder = Embedder.of(ModelStore.open(Path.of("models")).find(model));
                    var gallery = Gallery.open(work.resolve("gallery"), embedder)) {
                new RecommendTrial(gallery).run(work, people, seed);
            }
        } finally {
            Ingest.delete(work);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (Path file : files.filter(each -> !each.toString().contains("thumbnails")).toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
    }

    private void run(Path work, int people, long seed) throws IOException {
        split(people, seed);
        gallery.vectors().forEach((id, vector) -> looks.put(id, unit(vector)));
        System.out.printf(Locale.ROOT, "%d people, %d likes held out, %d cold pictures of %d%n%n", kept.size(),
                held.values().stream().mapToInt(Set::size).sum(), cold.size(), looks.size());
        System.out.printf(Locale.ROOT, "distance of ten that a person likes: %.3f%n%n", kept.keySet().stream()
                .mapToDouble(user -> distance(held.getOrDefault(user, Set.of()).stream().limit(FIRST).toList()))
                .average().orElse(0));
        System.out.println(
                "| answered by | AUC | recall@10 | nDCG@10 | distance | cold AUC | cold recall@10 | cold nDCG@10 | ms |");
        System.out.println("|---|---|---|---|---|---|---|---|---|");
        var own = new Sums();
        for (String user : kept.keySet()) {
            keep(kept.getOrDefault(user, List.of()));
            ask(user, own);
            gallery.users().delete(user);
        }
        own.show("own likes");
        Path table = work.resolve("events.csv");
        Files.write(table, lines());
        gallery.users().keep(table);
        System.out.println("<!-- " + gallery.status().tastes() + " -->");
        var learnt = new Sums();
        kept.keySet().forEach(user -> ask(user, learnt));
        learnt.show("everybody's, learnt");
    }

    private void keep(List<Event> events) {
        for (int i = 0; i < events.size(); i += 5_000) {
            gallery.users().keep(events.subList(i, Math.min(events.size(), i + 5_000)));
        }
    }

    private void split(int people, long seed) {
        var random = new Random(seed);
        var ids = gallery.images(Filter.all(), 0, Gallery.MAX_COUNT).stream().map(image -> image.id()).toList();
        ids.stream().filter(_ -> random.nextDouble() < COLD).forEach(cold::add);
        List<String> names = gallery.users().all("", Gallery.MAX_COUNT).stream().map(User::name).toList();
        for (String name : names) {
            List<Event> events = gallery.users().events(name, 0, Gallery.MAX_COUNT);
            gallery.users().delete(name);
            if (kept.size() < people) {
                split(name, events, random);
            }
        }
    }

    private void split(String name, List<Event> events, Random random) {
        Set<Long> low = events.stream().filter(each -> each.kind() == Event.Kind.RATING && each.rating() < LIKED)
                .map(Event::image).collect(Collectors.toSet());
        Set<Long> liked = events.stream().map(Event::image).filter(id -> !low.contains(id))
                .collect(Collectors.toCollection(TreeSet::new));
        var out = new HashSet<Long>();
        for (long id : liked) {
            if (random.nextDouble() < HELD || cold.contains(id)) {
                out.add(id);
            }
        }
        List<Event> left = events.stream().filter(each -> !out.contains(each.image()) && !cold.contains(each.image()))
                .toList();
        if (left.stream().anyMatch(each -> !low.contains(each.image()))) {
            kept.put(name, left);
            held.put(name, out);
        }
    }

    private List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add("user,id,rating,kind,at");
        kept.values().forEach(events -> events.forEach(each -> lines.add("%s,%d,%s,%s,%s".formatted(each.user(),
                each.image(), each.kind() == Event.Kind.RATING ? each.rating() : "",
                each.kind().name().toLowerCase(Locale.ROOT), each.at()))));
        return lines;
    }

    private void ask(String user, Sums sums) {
        Set<Long> wanted = held.getOrDefault(user, Set.of());
        Set<Long> done = kept.getOrDefault(user, List.of()).stream().map(Event::image).collect(Collectors.toSet());
        long start = System.nanoTime();
        List<Long> first = ids(gallery.search(Query.forUser(user), FIRST).matches());
        sums.nanos += System.nanoTime() - start;
        sums.asked++;
        if (!wanted.isEmpty()) {
            List<Long> all = ids(gallery.search(Query.forUser(user), MOST).matches());
            sums.all.add(first, all, wanted, looks.size() - done.size());
            sums.distance += distance(first);
        }
        Set<Long> wantedCold = wanted.stream().filter(cold::contains).collect(Collectors.toSet());
        if (!wantedCold.isEmpty()) {
            Query among = Query.forUser(user).among(Filter.ids(List.copyOf(cold)));
            List<Long> all = ids(gallery.search(among, MOST).matches());
            sums.cold.add(all.subList(0, Math.min(FIRST, all.size())), all, wantedCold, cold.size());
        }
    }

    private static List<Long> ids(List<Match> matches) {
        return matches.stream().map(match -> match.image().id()).toList();
    }

    /// One less the cosine of two answers, in the mean of all pairs.
    private double distance(List<Long> ids) {
        double sum = 0;
        int pairs = 0;
        for (int i = 0; i < ids.size(); i++) {
            for (int j = 0; j < i; j++) {
                float[] one = looks.getOrDefault(ids.get(i), new float[0]);
                float[] other = looks.getOrDefault(ids.get(j), new float[0]);
                double dot = 0;
                for (int k = 0; k < one.length; k++) {
                    dot += one[k] * other[k];
                }
                sum += 1 - dot;
                pairs++;
            }
        }
        return pairs == 0 ? 0 : sum / pairs;
    }

    private static float[] unit(double[] vector) {
        double square = 0;
        for (double value : vector) {
            square += value * value;
        }
        var unit = new float[vector.length];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = (float) (vector[i] / Math.sqrt(square));
        }
        return unit;
    }

    private static final class Sums {
        final Figures all = new Figures();
        final Figures cold = new Figures();
        double distance;
        long nanos;
        int asked;

        void show(String name) {
            System.out.printf(Locale.ROOT, "| %s | %.3f | %.3f | %.3f | %.3f | %.3f | %.3f | %.3f | %.1f |%n", name,
                    all.area / all.people, all.recall / all.people, all.gain / all.people, distance / all.people,
                    cold.area / cold.people, cold.recall / cold.people, cold.gain / cold.people,
                    nanos / 1e6 / asked);
        }
    }

    private static final class Figures {
        double area;
        double recall;
        double gain;
        int people;

        /// What is not among the answers lies behind them, in no order.
        void add(List<Long> first, List<Long> all, Set<Long> wanted, int open) {
            people++;
            double ideal = 0;
            double gained = 0;
            int hits = 0;
            for (int place = 0; place < FIRST; place++) {
                double worth = Math.log(2) / Math.log(place + 2);
                ideal += place < wanted.size() ? worth : 0;
                if (place < first.size() && wanted.contains(first.get(place))) {
                    gained += worth;
                    hits++;
                }
            }
            recall += (double) hits / wanted.size();
            gain += gained / ideal;
            double others = open - wanted.size();
            double before = 0;
            double behind = others;
            int found = 0;
            for (long id : all) {
                if (wanted.contains(id)) {
                    before += behind;
                    found++;
                } else {
                    behind--;
                }
            }
            before += (wanted.size() - found) * behind / 2;
            area += before / (others * wanted.size());
        }
    }
}
