package dev.lookalike.gallery.taste;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;

import dev.lookalike.gallery.TasteReport;
import dev.lookalike.gallery.features.Told;
import dev.lookalike.gallery.ranking.CheckedFile;
import org.jspecify.annotations.Nullable;

/// Learns with every model, and measures each on likes that it did not learn from.
public final class TasteTrial {
    /*
     * A tenth of the items is cold: all their likes are held out. Of the other likes of each person a fifth is held out. What there
     * is to choose for a model is chosen on a tenth of what is left, by AUC, the same for all: a model is not compared with
     * another one that was tuned with more care.
     */
    private static final double COLD = 0.1;
    private static final double HELD = 0.2;
    private static final double TUNED_ON = 0.1;
    private static final List<Course> VISUAL = List.of(new Course(2, 128, 10, 100, 0.003, 0.05, 0),
            new Course(8, 64, 20, 100, 0.003, 0.05, 0));
    private static final long KEPT_EACH_NANOS = 5_000_000_000L;

    private final Interactions all;
    private final float[][] features;
    private final float[][] both;
    private final boolean isTold;
    private final long seed;
    private final Heard progress;
    private final @Nullable Path folder;

    /// @param features
    ///            of each item's picture, centred
    /// @param told
    ///            [Told#features(List)] of each item
    /// @param folder
    ///            where a model that is stopped keeps what it has learnt, or null for nowhere
    /// @param progress
    ///            hears of each model that is done; what it throws ends the work
    public TasteTrial(Interactions all, float[][] features, float[][] told, long seed,
            @Nullable Path folder,
            Heard progress) {
        this.all = all;
        this.folder = folder;
        this.features = Floats.units(features);
        isTold = told.length > 0 && told[0].length > 0;
        both = isTold ? joined(this.features, told) : this.features;
        this.seed = seed;
        this.progress = progress;
    }

    private static float[][] joined(float[][] seen, float[][] told) {
        return IntStream.range(0, seen.length).mapToObj(item -> Encoding.joined(seen[item], told[item]))
                .toArray(float[][]::new);
    }

    private static float[][] reduced(float[][] features) {
        return PriorLearning.onAxes(PriorLearning.axes(features), features);
    }

    /// Hears of models.
    @FunctionalInterface
    public interface Heard {
        /// So many are done.
        void done(int models, int of);
    }

    private record Choice(String name, BiFunction<Interactions, Long, Scorer> made) {}

    private record Kind(String name, List<Choice> choices) {}

    /// Learns, and measures.
    ///
    /// @param truth
    ///            what ranks as well as can be, or null where nobody knows
    public TasteReport run(@Nullable Scorer truth) {
        Split split = Split.of(all, COLD, HELD, seed);
        Split tuning = Split.of(split.train(), 0, TUNED_ON, seed + 1);
        var rows = new ArrayList<TasteReport.Model>();
        List<Kind> kinds = kinds();
        for (Kind kind : kinds) {
            Choice best = kind.choices.size() == 1 ? kind.choices.getFirst() : best(kind, tuning);
            long start = System.nanoTime();
            Scorer model = best.made.apply(split.train(), seed);
            double seconds = (System.nanoTime() - start) / 1e9;
            rows.add(row(kind.name, best.name, model, split, seconds));
            progress.done(rows.size(), kinds.size());
        }
        if (truth != null) {
            rows.add(row("truth", "", truth, split, 0));
        }
        return new TasteReport(all.users(), all.items(), all.count(), rows);
    }

    private static TasteReport.Model row(String name, String tuned, Scorer model, Split split, double seconds) {
        var measuring = new Measuring(split);
        return new TasteReport.Model(name, tuned, measuring.of(model, false), measuring.of(model, true), seconds);
    }

    private Choice best(Kind kind, Split tuning) {
        var measuring = new Measuring(tuning);
        Choice best = kind.choices.getFirst();
        double most = Double.NEGATIVE_INFINITY;
        for (Choice choice : kind.choices) {
            double auc = measuring.of(choice.made.apply(tuning.train(), seed), false).auc();
            if (auc > most) {
                most = auc;
                best = choice;
            }
        }
        return best;
    }

    private List<Kind> kinds() {
        var kinds = new ArrayList<>(List.of(
                new Kind("popularity", List.of(new Choice("", (train, _) -> new Popularity(train)))),
                new Kind("item-knn", choices(List.of(20, 60, 200), each -> new Choice("neighbours " + each,
                        (train, _) -> new ItemNeighbours(train, each, 10)))),
                new Kind("picture-knn", choices(List.of(1, 3, 10), each -> new Choice("neighbours " + each,
                        (train, _) -> new PictureNeighbours(train, features, each))))));
        if (all.items() <= Ease.MOST_ITEMS) {
            kinds.add(new Kind("ease", choices(List.of(10.0, 50.0, 250.0), each -> new Choice("ridge " + each,
                    (train, _) -> new Ease(train, each)))));
        }
        kinds.add(new Kind("bpr", choices(List.of(new Course(16, 1, 40, 1, 0.03, 0.01, seed),
                new Course(16, 1, 80, 1, 0.05, 0.03, seed)),
                each -> learned("bpr", each,
                        train -> new RankedFactors(train, each)))));
        kinds.add(new Kind("pmf", choices(List.of(new Course(16, 1, 40, 1, 0.05, 0.002, seed),
                new Course(32, 1, 15, 1, 0.05, 0.01, seed)),
                each -> learned("pmf", each,
                        train -> new SeenFactors(train, features, each)))));
        kinds.add(new Kind("vbpr", choices(VISUAL, each -> learned("vbpr", each.seed(seed),
                train -> new VisualFactors(train, features, each.seed(seed))))));
        var course = new Course(Math.min(64, features[0].length), 1, 30, 100, 0.001, 0.1, seed);
        float[][] centred = centred();
        kinds.add(new Kind("skip-gram", List.of(learned("skip-gram-2", course,
                train -> new SeenWords(train, centred, Axes.of(centred, course.factors()), course)))));
        kinds.add(shared("shared-prior", reduced(features)));
        if (isTold) {
            kinds.add(new Kind("picture-knn, told", choices(List.of(1, 3, 10), each -> new Choice("neighbours " + each,
                    (train, _) -> new PictureNeighbours(train, both, each)))));
            kinds.add(new Kind("vbpr, told", choices(VISUAL, each -> learned("vbpr-told", each.seed(seed),
                    train -> new VisualFactors(train, both, each.seed(seed))))));
            kinds.add(shared("shared-prior, told", reduced(both)));
        }
        return kinds;
    }

    private static Kind shared(String name, float[][] features) {
        return new Kind(name, choices(PriorLearning.SETTINGS, each -> new Choice("strength %s, appeal %s"
                .formatted(each.strength(), each.appeal()), (train, _) -> new SharedPrior(train, features, each))));
    }

    /// The features less their mean, whatever is cold among them: pictures are there before anybody likes them.
    private float[][] centred() {
        var mean = new float[features[0].length];
        for (float[] row : features) {
            Floats.add(mean, 0, row, 0, mean.length, 1f / features.length);
        }
        var centred = new float[features.length][];
        for (int i = 0; i < features.length; i++) {
            centred[i] = features[i].clone();
            Floats.add(centred[i], 0, mean, 0, mean.length, -1);
        }
        return centred;
    }

    private static <T> List<Choice> choices(List<T> values, Function<T, Choice> choice) {
        return values.stream().map(choice).toList();
    }

    private Choice learned(String name, Course course, Function<Interactions, Learner> made) {
        return new Choice("rate %s, decay %s, %d epochs".formatted(course.rate(), course.decay(), course.epochs()),
                (train, _) -> learned(name, course, train, made.apply(train)));
    }

    /// Learns, or goes on learning where it was stopped.
    private Scorer learned(String name, Course course, Interactions train, Learner learner) {
        if (folder == null) {
            for (int epoch = 0; epoch < course.epochs(); epoch++) {
                learner.epoch(epoch);
            }
            return learner;
        }
        var kept = new Kept(new CheckedFile(folder.resolve(Kept.FILES + name)), name, course, train);
        long last = System.nanoTime();
        for (int epoch = kept.into(learner); epoch < course.epochs(); epoch++) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("stopped while learning; asked again, it goes on");
            }
            learner.epoch(epoch);
            if (System.nanoTime() - last > KEPT_EACH_NANOS || epoch == course.epochs() - 1) {
                kept.keep(learner, epoch + 1);
                last = System.nanoTime();
            }
        }
        return learner;
    }
}
