package dev.lookalike.index.contract;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import dev.lookalike.index.Capability;
import dev.lookalike.index.Hit;
import dev.lookalike.index.Metric;
import dev.lookalike.index.SearchSpec;
import dev.lookalike.index.VectorIndex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// An index on trial: what it says that it can do, and how its answers are compared with the true ones.
public abstract class IndexOnTrial {
    /// How far the score of an index that computes in single precision may be off, relative to the vectors' lengths.
    private static final double ROUNDING = 1e-4;

    /// An empty index of the kind that is tried.
    protected abstract VectorIndex index(int dimension);

    /// What it can do; what it cannot is not tried.
    protected Set<Capability> capabilities() {
        return EnumSet.allOf(Capability.class);
    }

    /// What share of the true nearest it must find where it is not asked, or not able, to be certain.
    protected double recall() {
        return 0.9;
    }

    /// How many changes to make one by one; fewer where each is a journey.
    protected int changeCount() {
        return 2_000;
    }

    /// Skips the test unless the index can do all of this.
    final void needs(Capability... needed) {
        for (var each : needed) {
            assumeTrue(can(each), () -> "it cannot " + each);
        }
    }

    final boolean can(Capability capability) {
        return capabilities().contains(capability);
    }

    final boolean can(Metric metric) {
        return can(Capability.valueOf(metric.name()));
    }

    final void needs(Metric metric) {
        needs(Capability.valueOf(metric.name()));
    }

    /// The same search, as certain as the index can be.
    final SearchSpec surely(SearchSpec spec) {
        return can(Capability.EXACT) ? spec.exact() : spec.beamWidth(Math.max(512, 4 * spec.count()));
    }

    /// The nearest by cosine, which every index compares by.
    final SearchSpec nearest(int count) {
        return surely(SearchSpec.nearest(count));
    }

    /// Checks an answer against the oracle: the same where the index is certain; otherwise right scores, in order, without
    /// repeats, of ids that may be answered, and most of those that are due: one answer may miss three times as many as the
    /// mean.
    final void assertAnswers(VectorIndex index, BruteForce oracle, float[] query, SearchSpec spec) {
        var hits = index.search(query, spec);
        var due = oracle.search(query, spec);
        if (spec.isExact()) {
            assertThat(hits).isEqualTo(due);
            return;
        }
        assertThat(hits).extracting(Hit::id).doesNotHaveDuplicates().allMatch(spec.ids()::contains);
        assertThat(hits).isSortedAccordingTo(Comparator.comparingDouble(Hit::score).reversed());
        assertThat(hits)
                .allSatisfy(hit -> assertThat(hit.score()).isCloseTo(oracle.score(hit.id(), query, spec.metric()),
                        offset(ROUNDING * oracle.scale(hit.id(), query, spec.metric()))));
        assertThat(hits).hasSizeGreaterThanOrEqualTo((int) Math.floor((3 * recall() - 2) * due.size()))
                .hasSizeLessThanOrEqualTo(spec.count());
    }

    /// Checks the few hits of a small index, where none can be missed.
    static void assertHits(List<Hit> hits, Hit... due) {
        assertThat(hits).extracting(Hit::id).containsExactly(List.of(due).stream().map(Hit::id).toArray(Long[]::new));
        for (int i = 0; i < due.length; i++) {
            assertThat(hits.get(i).score()).isCloseTo(due[i].score(),
                    offset(ROUNDING * (1 + Math.abs(due[i].score()))));
        }
    }

    /// Puts the vectors under the ids from 0 on.
    public static BruteForce fill(VectorIndex index, float[][] vectors) {
        var oracle = new BruteForce();
        for (int id = 0; id < vectors.length; id++) {
            oracle.put(id, vectors[id]);
        }
        index.putAll(Vectors.ids(vectors.length), vectors);
        return oracle;
    }

    /// Checks that the index answers with the oracle's hits, to the last bit.
    public static void assertSame(VectorIndex index, BruteForce oracle, float[] query, SearchSpec spec) {
        assertThat(index.search(query, spec)).isEqualTo(oracle.search(query, spec));
    }
}
