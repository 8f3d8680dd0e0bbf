package dev.lookalike.gallery.ranking;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import dev.lookalike.gallery.ChildProcess;
import dev.lookalike.gallery.IndexChoice;
import dev.lookalike.gallery.catalogue.StoredEmbedding;
import dev.lookalike.index.Hit;
import dev.lookalike.index.Ids;
import dev.lookalike.index.Metric;

/// Keeps the index of a made-up collection, as lines on its standard input say, and answers each line with one.
final class FinderProcess {
    static final int DIMENSION = 8;
    static final int MOST = 7_000;
    private static final int KINDS = 5;
    /// How many pictures an `add` adds.
    static final int STEP = 50;

    private FinderProcess() {}

    /// Arguments: folder, seed, how many pictures there are at first.
    public static void main(String[] arguments) throws IOException {
        var commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        long seed = Long.parseLong(arguments[1]);
        int count = Integer.parseInt(arguments[2]);
        Collected whole = whole(seed);
        var collected = first(whole, count);
        try (var finder = new Finder(Path.of(arguments[0]), Path.of(arguments[0], "head"), "model", collected,
                IndexChoice.STANDARD, List::of, Announcing.TO_NOBODY)) {
            System.out.println("open");
            for (String line = commands.readLine(); line != null; line = commands.readLine()) {
                switch (line) {
                    case "add" -> {
                        for (int i = 0; i < STEP; i++) {
                            StoredEmbedding stored = collected.put(++count, whole.raw(count));
                            finder.put(count, stored.unit(), stored.norm());
                        }
                        System.out.println("added");
                    }
                    case "settle" -> {
                        finder.settle();
                        System.out.println("settled");
                    }
                    case "learn" -> {
                        Space learnt = learnt(finder, collected, seed);
                        System.out.println("ready");
                        finder.learn(learnt);
                        System.out.println("learnt");
                    }
                    case "merged" -> {
                        IndexNote note = finder.ask(index -> index.kept().note());
                        System.out.println(note.version());
                    }
                    default -> System.out.println(answers(finder, whole));
                }
            }
        }
    }

    /// A space learnt from labels, the same for the same seed.
    static Space learnt(Finder finder, Collected collected, long seed) {
        Lessons lessons = Lessons.of(collected, id -> Set.of("kind " + id % KINDS));
        return HeadTraining.learn(finder.fittedSpace(), lessons, "folder", seed, () -> false);
    }

    static ProcessBuilder start(Path folder, long seed, int count) {
        return new ProcessBuilder(ChildProcess.command(FinderProcess.class, folder, seed, count));
    }

    /// All pictures that such a process may have.
    static Collected whole(long seed) {
        return Collected.kinds(DIMENSION, KINDS, MOST, seed);
    }

    /// The first of them.
    static Collected first(Collected whole, int count) {
        var collected = new Collected(DIMENSION);
        for (long id = 1; id <= count; id++) {
            collected.put(id, whole.raw(id));
        }
        return collected;
    }

    /// What is found for some pictures, exactly.
    static String answers(Finder finder, Collected whole) {
        var answers = new ArrayList<Long>();
        for (long id = 1; id < MOST; id += 397) {
            double[] raw = whole.raw(id);
            List<Hit> hits = finder
                    .ask(index -> index.nearest(index.space().map(raw), Metric.COSINE, Ids.all(), 5, 1));
            hits.forEach(hit -> answers.add(hit.id()));
        }
        return answers.toString();
    }

    /// A folder and all that is in it, elsewhere.
    static Path copied(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : all.toList()) {
                Files.copy(each, to.resolve(from.relativize(each)));
            }
        }
        return to;
    }
}
