package dev.lookalike.index.store;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import dev.lookalike.index.Hit;
import dev.lookalike.index.SearchSpec;
import dev.lookalike.index.code.Coder;
import dev.lookalike.index.exact.Ranking;
import dev.lookalike.index.flat.Scan;
import dev.lookalike.index.flat.Tombstones;
import org.jspecify.annotations.Nullable;

/// What a search sees.
///
/// @param part
///            the file, if there is one
/// @param removed
///            the rows of the part that were removed or replaced
/// @param tail
///            what came after the file
record State(@Nullable Part part, Tombstones removed, Tail tail) {

    /// The coder of a part, if there is one.
    static @Nullable Coder coder(@Nullable Part part) {
        return part == null ? null : part.file().coder();
    }

    /// How many vectors are stored and not removed.
    int count() {
        return (part == null ? 0 : part.count()) - removed.count() + tail.liveCount();
    }

    /// How much a merge would take in.
    int changeCount() {
        return tail.count() + removed.count();
    }

    /// Tells what a scrub found.
    ///
    /// @throws dev.lookalike.index.IndexException.Corrupt
    ///             if the file is damaged where searches may not look
    void checkScrubbed() {
        if (part != null) {
            part.file().checkScrubbed();
        }
    }

    Optional<float[]> vector(long id) {
        checkScrubbed();
        var rows = tail.rows();
        int inTail = rows.find(id);
        if (inTail >= 0) {
            return Optional.of(rows.vector(inTail));
        }
        int ordinal = part == null ? -1 : part.find(id);
        if (part == null || ordinal < 0 || removed.contains(ordinal)) {
            return Optional.empty();
        }
        var row = new float[rows.stride()];
        part.read(ordinal, row);
        return Optional.of(Arrays.copyOf(row, rows.dimension()));
    }

    List<Hit> search(float[] vector, SearchSpec spec) {
        checkScrubbed();
        var ranking = new Ranking(tail.rows().dimension(), vector, spec, count());
        var coder = tail.coder();
        if (part == null || coder == null) {
            Scan.run(tail.rows(), List.of(ranking), spec.ids());
            return ranking.hits();
        }
        var direction = ranking.direction();
        var query = spec.isExact() ? coder.query(direction) : coder.sketch(direction);
        CodeScan.run(tail, query, spec, ranking, Candidates.of(tail, spec.ids(), tail.rows().removed()));
        var candidates = Candidates.of(part, spec.ids(), removed);
        if (!PartWalk.run(part, query, spec, ranking, candidates)) {
            CodeScan.run(part, query, spec, ranking, candidates);
        }
        return ranking.hits();
    }
}
