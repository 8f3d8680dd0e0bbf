package dev.lookalike.index.graph;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

final class GraphTest {
    private static final int CODE_SIZE = 64;

    private final Arena arena = Arena.ofAuto();

    /// Codes in clusters, with a few rows repeated many times.
    private MemorySegment codes(int count, long seed) {
        var random = new Random(seed);
        var centres = new int[Math.max(1, count / 40)][CODE_SIZE];
        for (int[] centre : centres) {
            Arrays.setAll(centre, i -> random.nextInt(64));
        }
        var codes = arena.allocate(Math.max(1, (long) count * CODE_SIZE), 64);
        for (int row = 0; row < count; row++) {
            int[] centre = centres[random.nextInt(centres.length)];
            boolean isRepeated = random.nextInt(20) == 0;
            for (int i = 0; i < CODE_SIZE; i++) {
                int noise = isRepeated ? 0 : (int) (6 * random.nextGaussian());
                codes.set(ValueLayout.JAVA_BYTE, (long) row * CODE_SIZE + i,
                        (byte) Math.clamp(centre[i] + noise, 0, 63));
            }
        }
        return codes;
    }

    private MemorySegment edges(int count) {
        return arena.allocate(Math.max(1L, (long) count * GraphBuilder.MAX_DEGREE) * Integer.BYTES, 64);
    }

    private static int[] build(MemorySegment codes, int count, MemorySegment edges, long seed) {
        return new GraphBuilder(codes, CODE_SIZE, count, edges, null, seed).build(0, _ -> {});
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 10, 33, 600, 5_000})
    void search_forStoredRow_findsNearlyAllNearest(int count) {
        var codes = codes(count, 5);
        var edges = edges(count);
        int[] entries = build(codes, count, edges, 1);

        assertThat(recall(codes, count, new Graph(edges, GraphBuilder.MAX_DEGREE, entries, count), count / 100))
                .isGreaterThanOrEqualTo(0.99);
    }

    /// The share of the ten nearest of each `step`th row that are found.
    private static double recall(MemorySegment codes, int count, Graph graph, int step) {
        var distances = CodeDistances.of(codes, CODE_SIZE, count);
        int wanted = Math.min(10, count);
        int found = 0;
        int tried = 0;
        for (int query = 0; query < count; query += Math.max(1, step)) {
            var costs = distances.from(query);
            int worst = IntStream.range(0, count).map(costs::to).sorted().toArray()[wanted - 1];
            var beam = graph.search(costs, 64, Horizon.NONE);
            found += (int) IntStream.range(0, wanted).filter(place -> beam.cost(place) <= worst).count();
            tried += wanted;
        }
        return (double) found / tried;
    }

    private static Costs counted(Costs costs, long[] looked) {
        return (ordinals, count, out) -> {
            looked[0] += count;
            costs.of(ordinals, count, out);
        };
    }

    @Test
    void build_withSameSeed_isTheSame() {
        var codes = codes(2_000, 3);
        var one = edges(2_000);
        var same = edges(2_000);
        var other = edges(2_000);

        assertThat(build(codes, 2_000, same, 9)).isEqualTo(build(codes, 2_000, one, 9));
        build(codes, 2_000, other, 10);

        assertThat(one.mismatch(same)).isEqualTo(-1);
        assertThat(one.mismatch(other)).isNotEqualTo(-1);
    }

    @Test
    void build_ofAnyRows_hasSoundEdges() {
        int count = 1_500;
        var codes = codes(count, 4);
        var edges = edges(count);
        build(codes, count, edges, 1);
        assertSound(count, edges);
    }

    private static void assertSound(int count, MemorySegment edges) {
        var neighbours = new Neighbours(edges, GraphBuilder.MAX_DEGREE);
        var found = new int[GraphBuilder.MAX_DEGREE];
        for (int row = 0; row < count; row++) {
            int[] those = Arrays.copyOf(found, neighbours.read(row, found));
            assertThat(those).isNotEmpty().doesNotHaveDuplicates().doesNotContain(row);
            assertThat(Arrays.stream(those)).allMatch(neighbour -> neighbour >= 0 && neighbour < count);
        }
    }

    /// Some rows stay, some go, some come: among the gone a whole neighbourhood but for one row.
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.1, 0.4})
    void build_onAnEarlierGraph_findsNearlyAllNearest(double gone) {
        int before = 4_000;
        int count = 4_500;
        var codes = codes(before + count, 6);
        var edges = edges(before);
        build(codes, before, edges, 1);
        var random = new Random(7);
        var left = CodeDistances.of(codes, CODE_SIZE, before).from(17);
        int near = IntStream.range(0, before).map(left::to).sorted().toArray()[gone == 0 ? 0 : 60];
        var now = new int[before];
        var nowCodes = arena.allocate((long) count * CODE_SIZE, 64);
        int next = 0;
        for (int row = 0; row < before + count && next < count; row++) {
            boolean stays = row >= before || row == 17 || (random.nextDouble() >= gone && left.to(row) > near);
            if (row < before) {
                now[row] = stays ? next : -1;
            }
            if (stays) {
                MemorySegment.copy(codes, (long) row * CODE_SIZE, nowCodes, (long) next++ * CODE_SIZE, CODE_SIZE);
            }
        }
        var nowEdges = edges(count);
        int[] entries = new GraphBuilder(nowCodes, CODE_SIZE, count, nowEdges, new EarlierGraph(edges, now), 1).build(0,
                _ -> {});

        var graph = new Graph(nowEdges, GraphBuilder.MAX_DEGREE, entries, count);
        assertThat(recall(nowCodes, count, graph, 10)).isGreaterThanOrEqualTo(0.99);
        var alone = CodeDistances.of(nowCodes, CODE_SIZE, count).from(now[17]);
        assertThat(graph.search(alone, 64, Horizon.NONE).ordinal(0)).isEqualTo(now[17]);
        assertSound(count, nowEdges);
    }

    @Test
    void build_onAnEarlierGraph_looksForTheNewRowsAlone() {
        int count = 2_000;
        var codes = codes(count, 6);
        var edges = edges(1_900);
        build(codes, 1_900, edges, 1);
        var steps = new ArrayList<Integer>();

        new GraphBuilder(codes, CODE_SIZE, count, edges(count),
                new EarlierGraph(edges, IntStream.range(0, 1_900).toArray()),
                1).build(0, steps::add);

        assertThat(steps.getFirst()).isGreaterThan(1_900);
        assertThat(steps.getLast()).isEqualTo(2_100);
    }

    @Test
    void build_whenCancelled_ends() {
        var codes = codes(1_000, 4);
        var builder = new GraphBuilder(codes, CODE_SIZE, 1_000, edges(1_000), null, 1);
        assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> builder.build(0, _ -> {
            throw new CancellationException("enough");
        }));
    }

    @Test
    void offer_ofMoreThanWidth_keepsCheapestInOrder() {
        var random = new Random(2);
        int[] costs = random.ints(300, 0, 100).toArray();
        var beam = new Beam(40);
        for (int row = 0; row < costs.length; row++) {
            beam.offer(costs[row], row);
            beam.offer(costs[row], row);
        }
        int[] expected = IntStream.range(0, costs.length).boxed()
                .sorted(Comparator.<Integer>comparingInt(row -> costs[row]).thenComparing(row -> row)).limit(40)
                .mapToInt(row -> row).toArray();
        assertThat(IntStream.range(0, beam.count()).map(beam::ordinal))
                .containsExactly(Arrays.stream(expected).boxed().toArray(Integer[]::new));
    }

    @Test
    void next_afterOffer_goesBackToCheaper() {
        var beam = new Beam(3);
        beam.offer(5, 50);
        beam.offer(7, 70);
        assertThat(beam.next(7)).isEqualTo(50);
        beam.offer(-6, 60);
        assertThat(beam.next(7)).isEqualTo(60);
        beam.offer(-6, 60);
        assertThat(beam.next(7)).isEqualTo(70);
        assertThat(beam.next(7)).isEqualTo(-1);
    }

    @Test
    void next_beyondLimit_leavesTheRow() {
        var beam = new Beam(3);
        beam.offer(5, 50);
        assertThat(beam.next(4)).isEqualTo(-1);
        assertThat(beam.ahead()).isEqualTo(50);
        assertThat(beam.next(5)).isEqualTo(50);
    }

    @Test
    void search_withinHorizon_looksAtFewerAndFindsTheNearest() {
        int count = 5_000;
        var codes = codes(count, 5);
        var edges = edges(count);
        var graph = new Graph(edges, GraphBuilder.MAX_DEGREE, build(codes, count, edges, 1), count);
        var distances = CodeDistances.of(codes, CODE_SIZE, count);
        var near = new Horizon(10, cost -> 2 * cost);
        long[] all = {0};
        long[] some = {0};
        int found = 0;
        for (int query = 0; query < count; query += 50) {
            var costs = distances.from(query);
            int worst = graph.search(counted(costs, all), 200, Horizon.NONE).cost(9);
            var beam = graph.search(counted(costs, some), 200, near);
            found += (int) IntStream.range(0, 10).filter(place -> beam.cost(place) <= worst).count();
        }
        assertThat(found).isGreaterThanOrEqualTo(950);
        assertThat(some[0]).isLessThan(all[0] / 2);
    }
}
