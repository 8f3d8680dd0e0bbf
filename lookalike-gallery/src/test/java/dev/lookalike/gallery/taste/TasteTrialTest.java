package dev.lookalike.gallery.taste;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

import dev.lookalike.gallery.TasteReport;
import dev.lookalike.gallery.Trials;
import dev.lookalike.gallery.ranking.CheckedFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// Models of taste on a small world whose truth is known.
final class TasteTrialTest {
    private final long seed = Trials.seed();
    private final World drawn = World.drawn(seed);
    private final Interactions world = drawn.likes();
    private final float[][] features = drawn.features();

    @Test
    void run_whereLooksDecide_findsThatOut() {
        var heard = new ArrayList<Integer>();

        TasteReport report = new TasteTrial(world, features, new float[features.length][0], seed, null,
                (done, of) -> heard.add(done)).run(drawn);

        assertThat(report.models()).extracting(TasteReport.Model::name).containsExactly("popularity", "item-knn",
                "picture-knn", "ease", "bpr", "pmf", "vbpr", "skip-gram", "shared-prior", "truth");
        assertThat(heard).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9);
        double nothing = model(report, "popularity").all().auc();
        double truth = model(report, "truth").all().auc();
        assertThat(truth).isGreaterThan(nothing + 0.1);
        for (String name : List.of("picture-knn", "vbpr", "skip-gram", "shared-prior")) {
            TasteReport.Model model = model(report, name);
            assertThat(model.all().auc()).as(name).isGreaterThan(nothing + 0.4 * (truth - nothing))
                    .isLessThan(truth + 0.05);
            assertThat(model.cold().auc()).as(name + ", cold").isGreaterThan(0.65);
        }
        for (String name : List.of("popularity", "item-knn", "ease")) {
            assertThat(model(report, name).cold().auc()).as(name + ", cold").isEqualTo(0.5, within(1e-9));
        }
        for (String name : List.of("item-knn", "ease")) {
            assertThat(model(report, name).all().ndcg()).as(name)
                    .isGreaterThan(model(report, "popularity").all().ndcg());
        }
        assertThat(model(report, "popularity").all().coverage()).isLessThan(model(report, "vbpr").all().coverage());
        assertThat(model(report, "popularity").all().novelty()).isLessThan(model(report, "truth").all().novelty());
    }

    private static TasteReport.Model model(TasteReport report, String name) {
        return report.models().stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
    }

    @Test
    void learners_stoppedAndGoneOnWith_areTheSameBits(@TempDir Path folder) {
        var course = new Course(4, 6, 4, 32, 0.01, 0.01, seed);
        var axes = Axes.of(features, 4);
        List<Function<Course, Learner>> kinds = List.of(each -> new RankedFactors(world, each),
                each -> new SeenFactors(world, features, each), each -> new VisualFactors(world, features, each),
                each -> new SeenWords(world, features, axes, each));
        for (Function<Course, Learner> kind : kinds) {
            Learner through = kind.apply(course);
            IntStream.range(0, 4).forEach(through::epoch);
            var kept = new Kept(new CheckedFile(folder.resolve("kept")), "one", course, world);
            Learner stopped = kind.apply(course);
            IntStream.range(0, 2).forEach(stopped::epoch);
            kept.keep(stopped, 2);

            Learner goneOn = kind.apply(course);
            int done = kept.into(goneOn);
            IntStream.range(done, 4).forEach(goneOn::epoch);

            assertThat(done).isEqualTo(2);
            for (int i = 0; i < through.state().size(); i++) {
                assertThat(goneOn.state().get(i)).isEqualTo(through.state().get(i));
            }
            var other = new Kept(new CheckedFile(folder.resolve("kept")), "one", course.seed(seed + 1), world);
            assertThat(other.into(kind.apply(course))).as("of another course").isZero();
        }
    }

    @Test
    void ease_onAFewLikes_isTheRidgeRegressionWithoutADiagonal() {
        var world = new Interactions(4, new int[][]{{0, 1}, {0, 1, 2}, {1, 2}, {0, 3}, {2, 3}});
        double ridge = 0.5;
        // Column by column: the regression of an item on the others, by its normal equations.
        for (int target = 0; target < 4; target++) {
            int now = target;
            int[] others = IntStream.range(0, 4).filter(item -> item != now).toArray();
            double[] weights = solved(world, others, target, ridge);
            for (int user = 0; user < world.users(); user++) {
                int me = user;
                var scores = new float[4];
                new Ease(world, ridge).scores(user, scores);
                double expected = IntStream.range(0, 3).mapToDouble(i -> world.has(me, others[i]) ? weights[i] : 0)
                        .sum();
                assertThat((double) scores[target]).isEqualTo(expected, within(1e-5));
            }
        }
    }

    /// By gradient descent, which knows no matrices.
    private static double[] solved(Interactions world, int[] others, int target, double ridge) {
        var weights = new double[others.length];
        for (int round = 0; round < 20_000; round++) {
            var gradient = Arrays.stream(weights).map(weight -> ridge * weight).toArray();
            for (int user = 0; user < world.users(); user++) {
                double error = world.has(user, target) ? -1 : 0;
                for (int i = 0; i < others.length; i++) {
                    error += world.has(user, others[i]) ? weights[i] : 0;
                }
                for (int i = 0; i < others.length; i++) {
                    gradient[i] += world.has(user, others[i]) ? error : 0;
                }
            }
            for (int i = 0; i < others.length; i++) {
                weights[i] -= 0.02 * gradient[i];
            }
        }
        return weights;
    }

    @Test
    void seenWords_thatLearnt_drawProductsBetterThanAsManyAxesAndNewOnesNotMuchWorse() {
        Interactions train = Split.of(world, 0.2, 0, seed).train();
        var axes = Axes.of(features, 3);
        var learner = new SeenWords(train, features, axes, new Course(3, 1, 15, 64, 0.003, 0.1, seed));
        IntStream.range(0, 15).forEach(learner::epoch);

        int[] known = IntStream.range(0, world.items()).filter(item -> train.popularity(item) > 0).toArray();
        int[] cold = IntStream.range(0, world.items()).filter(item -> train.popularity(item) == 0).toArray();
        assertThat(cold).isNotEmpty();
        assertThat(learner.leftOut(known)).isLessThan(Axes.leftOut(axes, features, known));
        assertThat(learner.leftOut(cold)).isLessThan(2 * learner.leftOut(known));
    }
}
