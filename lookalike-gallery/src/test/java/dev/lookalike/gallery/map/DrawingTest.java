package dev.lookalike.gallery.map;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

import dev.lookalike.gallery.Image;
import dev.lookalike.gallery.PictureMap;
import dev.lookalike.gallery.PictureMap.Place;
import dev.lookalike.gallery.Progress;
import dev.lookalike.gallery.Trials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class DrawingTest {
    private static final int CLUMPS = 6;
    private static final int EACH = 60;

    private final long seed = Trials.seed();
    private final double[][] rows = Clumps.rows(Trials.random(seed), CLUMPS, EACH, 0.45);

    private static PictureMap drawn(double[][] rows) {
        return PictureMap.of(Clumps.vectors(rows), _ -> List.of(), 1, Progress.none());
    }

    @Test
    void of_clumps_keepsNeighboursTogether() {
        PictureMap map = drawn(rows);

        assertThat(map.places()).extracting(Place::id).isSorted().hasSize(CLUMPS * EACH);
        assertThat(map.places()).allSatisfy(place -> {
            assertThat(place.x()).isBetween(0f, 1f);
            assertThat(place.y()).isBetween(0f, 1f);
            assertThat(place.pcaX()).isBetween(0f, 1f);
            assertThat(place.pcaY()).isBetween(0f, 1f);
        });
        // Two axes may keep all of them together as well, if clumps happen to lie so.
        assertThat(ofOwnClump(map.places())).isGreaterThan(0.95);
    }

    /// The share of each point's ten nearest on the map that are of its clump.
    private static double ofOwnClump(List<Place> places) {
        double sum = 0;
        for (int i = 0; i < places.size(); i++) {
            int clump = i % CLUMPS;
            int self = i;
            Place place = places.get(i);
            sum += IntStream.range(0, places.size()).filter(other -> other != self).boxed()
                    .sorted(Comparator.comparingDouble(other -> apart(place, places.get(other))))
                    .limit(10).filter(other -> other % CLUMPS == clump).count() / 10.0;
        }
        return sum / places.size();
    }

    private static double apart(Place one, Place other) {
        return Math.hypot(one.x() - other.x(), one.y() - other.y());
    }

    @Test
    void of_clumps_findsThemWithATypicalMemberEach() {
        PictureMap map = drawn(rows);

        assertThat(map.clusters()).hasSize(CLUMPS);
        var seen = new HashSet<Integer>();
        for (int cluster = 0; cluster < CLUMPS; cluster++) {
            int number = cluster;
            List<Long> members = map.places().stream().filter(place -> place.cluster() == number).map(Place::id)
                    .toList();
            int clump = (int) ((members.getFirst() - 10) % CLUMPS);
            assertThat(members).allMatch(id -> (id - 10) % CLUMPS == clump);
            assertThat(members).hasSize((int) map.clusters().get(cluster).count())
                    .contains(map.clusters().get(cluster).typical());
            seen.add(clump);
        }
        assertThat(seen).hasSize(CLUMPS);
        assertThat(map.clusters()).extracting(PictureMap.Cluster::name).doesNotHaveDuplicates();
    }

    @Test
    void clustering_ofWhatLiesBetweenOrIsFew_isInNone() {
        // Three cliques of ten; 30 has two neighbours in each of them; 31 to 33 have only each other.
        var linked = new boolean[34][34];
        for (int one = 0; one < 34; one++) {
            for (int other = 0; other < one; other++) {
                boolean clique = one < 30 && one / 10 == other / 10;
                boolean between = one == 30 && other % 10 < 2;
                boolean few = one > 30 && other > 30;
                linked[one][other] = clique || between || few;
                linked[other][one] = linked[one][other];
            }
        }
        int[] columns = IntStream.range(0, 34 * 34).filter(i -> linked[i / 34][i % 34]).map(i -> i % 34).toArray();
        int[] starts = IntStream.rangeClosed(0, 34)
                .map(row -> (int) IntStream.range(0, 34 * row).filter(i -> linked[i / 34][i % 34]).count()).toArray();
        var values = new float[columns.length];
        Arrays.fill(values, 1f / columns.length);

        int[] clusters = Clustering.of(new Affinities(starts, columns, values), 1);

        assertThat(Arrays.stream(clusters).limit(30).distinct()).containsExactlyInAnyOrder(0, 1, 2);
        for (int i = 0; i < 30; i++) {
            assertThat(clusters[i]).isEqualTo(clusters[i / 10 * 10]);
        }
        assertThat(Arrays.stream(clusters).skip(30)).containsOnly(Clustering.NONE);
    }

    @Test
    void of_theSameVectorsAndSeed_isTheSame() {
        PictureMap one = drawn(rows);
        PictureMap other = drawn(rows);

        assertThat(other.places()).isEqualTo(one.places());
        assertThat(other.clusters()).isEqualTo(one.clusters());
        PictureMap seeded = PictureMap.of(Clumps.vectors(rows), _ -> List.of(), 2, Progress.none());
        assertThat(seeded.places()).isNotEqualTo(one.places());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 7, 8, 40})
    void of_fewVectors_placesThemAll(int count) {
        PictureMap map = drawn(Clumps.rows(Trials.random(seed), Math.max(1, count), count == 0 ? 0 : 1, 0));

        assertThat(map.places()).hasSize(count).allMatch(place -> place.x() >= 0 && place.x() <= 1
                && place.y() >= 0 && place.y() <= 1);
    }

    @Test
    void of_copiesOfOnePicture_spreadsThem() {
        PictureMap map = drawn(Clumps.rows(Trials.random(seed), 1, 50, 0));

        assertThat(map.places()).allMatch(place -> Float.isFinite(place.x()) && Float.isFinite(place.y()));
        assertThat(new HashSet<>(map.places().stream().map(Place::x).toList())).hasSizeGreaterThan(40);
    }

    @Test
    void of_anInterruptedThread_stopsAndStaysInterrupted() {
        var told = new ArrayList<Progress.State>();

        assertThatThrownBy(() -> PictureMap.of(Clumps.vectors(rows), _ -> List.of(), 1, state -> {
            told.add(state);
            if (state.done() > state.total() / 2) {
                Thread.currentThread().interrupt();
            }
        })).isInstanceOf(CancellationException.class);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(told).extracting(Progress.State::done).isSorted();
        assertThat(told.getLast().done()).isLessThan(told.getLast().total());
    }

    @Test
    void of_guesses_namesClustersByWhatSetsThemApart() {
        PictureMap map = PictureMap.of(Clumps.vectors(rows), id -> List.of(new Image.Category("studio", 0.6f),
                new Image.Category("thing " + (id - 10) % 3, 0.3f)), 1, Progress.none());

        assertThat(map.clusters()).hasSize(CLUMPS).allSatisfy(cluster -> {
            long clump = (cluster.typical() - 10) % CLUMPS;
            assertThat(cluster.name()).startsWith("thing " + clump % 3);
        });
        assertThat(map.clusters()).extracting(PictureMap.Cluster::name).doesNotHaveDuplicates();
    }
}
