package dev.lookalike.gallery.compatibility;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;

import dev.lookalike.gallery.Trials;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// What goes with what, learnt in a small world whose truth is known: things of four kinds in one of two moods, each mood in three
/// shades. What is of one mood goes together, nine times of ten.
final class CompatibilityTest {
    private static final int KINDS = 4;
    private static final int SHADES = 6;
    private static final int PIECES = 240;
    private static final int OUTFITS = 160;
    private static final int WIDTH = 24;

    private final long seed = Trials.seed();
    private final Pieces pieces = pieces();
    private final List<int[]> outfits = outfits();

    private static int kind(int piece) {
        return piece % KINDS;
    }

    private static int shade(int piece) {
        return piece / KINDS % SHADES;
    }

    private static int mood(int piece) {
        return shade(piece) % 2;
    }

    private Pieces pieces() {
        var random = new Random(seed);
        var vectors = new float[PIECES][WIDTH];
        var told = new ArrayList<Map<String, String>>();
        for (int piece = 0; piece < PIECES; piece++) {
            for (int i = 0; i < WIDTH; i++) {
                vectors[piece][i] = (float) (0.1 * random.nextGaussian());
            }
            vectors[piece][kind(piece)] += 3;
            vectors[piece][KINDS] += mood(piece) == 0 ? 1 : -1;
            told.add(Map.of("was ist es", "k" + kind(piece), "tint", "s" + shade(piece), "shelf",
                    "f" + random.nextInt(9), "title", "piece " + piece));
        }
        var none = new float[PIECES][0];
        return new Pieces(vectors, told, none, none);
    }

    private List<int[]> outfits() {
        var random = new Random(seed + 1);
        var outfits = new ArrayList<int[]>();
        for (int i = 0; i < OUTFITS; i++) {
            int mood = random.nextInt(2);
            outfits.add(IntStream.range(0, KINDS).map(kind -> {
                int wanted = random.nextInt(10) == 0 ? 1 - mood : mood;
                int piece = random.nextInt(PIECES / KINDS) * KINDS + kind;
                while (mood(piece) != wanted) {
                    piece = random.nextInt(PIECES / KINDS) * KINDS + kind;
                }
                return piece;
            }).toArray());
        }
        return outfits;
    }

    private static Compatibility learnt(Pieces pieces, List<int[]> outfits) {
        return Compatibility.learn(pieces, outfits, 1, _ -> {});
    }

    private OutfitTrial.Report measured() {
        return new OutfitTrial(pieces, outfits, IntStream.range(0, PIECES).toArray(), seed)
                .run((one, other) -> mood(one) == mood(other) ? 1 : 0);
    }

    private static OutfitTrial.Row row(Map<String, OutfitTrial.Row> rows, String name) {
        return Objects.requireNonNull(rows.get(name), name);
    }

    @Test
    void run_ofUnseenPieces_isNearTheTruthByPicturesAndByWhatIsTold() {
        Map<String, OutfitTrial.Row> rows = new HashMap<>();
        measured().rows().forEach(row -> rows.put(row.name(), row));

        double truth = row(rows, "truth").auc() - 0.5;
        assertThat(row(rows, "chance").filled()).isEqualTo(0.25);
        assertThat(row(rows, "kinds beside each other").auc()).isEqualTo(0.5);
        assertThat(row(rows, "pictures alone").auc() - 0.5).as("with seed %d", seed).isGreaterThan(0.5 * truth);
        assertThat(row(rows, "pictures, told").auc() - 0.5).as("with seed %d", seed).isGreaterThan(0.5 * truth);
    }

    @Test
    void learn_again_isTheSame() {
        Compatibility one = learnt(pieces, outfits.subList(0, 30));
        Compatibility other = learnt(pieces, outfits.subList(0, 30));

        for (int candidate = 0; candidate < 40; candidate++) {
            assertThat(one.score(new int[]{50, 51}, candidate)).isEqualTo(other.score(new int[]{50, 51}, candidate));
        }
    }

    @Test
    void category_ofPiecesThatAreTold_isTheFieldThatDiffersWithinOutfits() {
        Kinds kinds = Kinds.of(pieces, outfits, 1);

        assertThat(kinds.field()).isEqualTo("was ist es");
        assertThat(kinds.of()[7]).isEqualTo(7 % KINDS);
    }

    @Test
    void category_ofPiecesOfWhichNothingIsTold_isWhatLooksAlike() {
        Kinds kinds = Kinds.of(pieces.untold(), outfits, 1);

        assertThat(kinds.apart(outfits)).isGreaterThan(3);
        assertThat(kinds.field()).isEmpty();
    }

    @Test
    void missing_besidePieces_isWhatStandsBesideThem() {
        List<int[]> some = IntStream.range(0, OUTFITS).mapToObj(i -> {
            int[] outfit = outfits.get(i);
            return i % 4 == 0 ? new int[]{outfit[0], outfit[2]} : new int[]{outfit[0], outfit[1]};
        }).toList();
        Compatibility learnt = learnt(pieces, some);

        assertThat(learnt.missing(new int[]{0})).containsExactly(1, 2);
        assertThat(learnt.missing(new int[]{0, 1})).containsExactly(2);
        assertThat(learnt.missing(new int[]{3})).isEmpty();
        assertThat(learnt.category(7)).isEqualTo(7 % KINDS);
    }

    @Test
    void learn_ofNoOutfits_prefersNothing() {
        Compatibility learnt = learnt(pieces, List.of());

        assertThat(learnt.score(new int[]{1, 2}, 4)).isZero();
        assertThat(learnt.missing(new int[]{1})).isEmpty();
        assertThat(learnt.category(9)).isZero();
    }

    @Test
    void learn_thatIsStopped_ends() {
        assertThatThrownBy(() -> Compatibility.learn(pieces, outfits, 1, done -> {
            if (done > 0.2) {
                throw new IllegalStateException("enough");
            }
        })).hasMessage("enough");
    }

    @Test
    void pieces_ofOtherCounts_areRefused() {
        assertThatThrownBy(() -> new Pieces(new float[2][3], List.of(), new float[2][0])).hasMessageContaining("2")
                .hasMessageContaining("as many");
    }
}
